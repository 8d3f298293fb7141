"""The article files: they load, once, hold against the rules, and lead somewhere."""

import datetime
import re
from io import StringIO

import pytest
import time_machine
import yaml
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import Page, Revision, Site

from portal.content.domain import articles
from portal.content.domain.markup import DeadLink, to_rich_text
from portal.content.domain.streams import UnknownBlock, to_stream
from portal.content.models import (
    ArticlePage,
    Contributor,
    GuidePage,
    HomePage,
    SideEffectPage,
)
from portal.content.reading import passages
from portal.knowledge.sources import SOURCES
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.content import ContributorFactory, HomePageFactory, reviewer, root

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WRITTEN = [
    yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((articles.FOLDER / "en").glob("*.yaml"))
]
ARTICLE_TYPES = {"SideEffectPage", "RiskFactorPage", "GuidePage"}
PATHS = {"/"} | {
    f"{page['parent']}{page['slug']}/" for page in WRITTEN if page["type"] != "HomePage"
}


def make_site():
    """A tree as Wagtail leaves it: a root, a welcome page, a site."""
    top = root()
    welcome = Page.objects.filter(depth=2).first() or top.add_child(
        title="Welcome", slug="home"
    )
    if not Site.objects.exists():
        Site.objects.create(
            hostname="localhost", root_page=welcome, is_default_site=True
        )


@pytest.fixture
def site(db):
    make_site()


@pytest.fixture
def by(db):
    return UserFactory()


@pytest.fixture
def author(db):
    return ContributorFactory()


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The whole tree, published once for all tests that only read it."""
    frozen = time_machine.travel(NOW, tick=False)
    with frozen, django_db_blocker.unblock(), transaction.atomic():
        make_site()
        by, author = UserFactory(), ContributorFactory()
        load_published(author, by)
        yield by, author
        transaction.set_rollback(True)


def load_published(author, by) -> list[Page]:
    return list(
        articles.load_all(author=author, reviewer=reviewer(), publish=True, by=by)
    )


def live_articles() -> list[ArticlePage]:
    return [
        page
        for model in ArticlePage.__subclasses__()
        for page in model.objects.filter(live=True)
    ]


def syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))
    return max(1, len(groups))


class TestShippedArticles:
    """All files, loaded and published once."""

    def test_every_file_becomes_a_live_page(self, loaded):
        assert {page.url for page in Page.objects.live().filter(depth__gt=1)} == PATHS

    def test_loading_twice_makes_nothing_twice(self, loaded):
        by, author = loaded
        versions = Revision.objects.count()
        known = set(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))

        again = load_published(author, by)

        assert {page.pk for page in again} == known
        assert Revision.objects.count() == versions
        assert Page.objects.filter(depth__gt=1).count() == len(PATHS)

    def test_what_editors_changed_stays(self, loaded):
        by, author = loaded
        page = SideEffectPage.objects.get(slug="redness")
        page.title = "Red skin"
        page.save_revision().publish()

        load_published(author, by)

        assert SideEffectPage.objects.get(slug="redness").title == "Red skin"

    def test_redness_is_dated_signed_and_sourced(self, loaded):
        by, author = loaded
        page = SideEffectPage.objects.get(slug="redness")

        assert page.last_reviewed_on == TODAY
        assert page.next_review_on == datetime.date(2027, 11, 23)
        assert page.author == author
        assert page.owner == by
        assert [card.value["level"] for card in page.care_cards] == [
            "emergency",
            "urgent",
            "non-urgent",
        ]
        assert {row.key for row in page.sources.all()} <= SOURCES.keys()

    def test_no_article_leans_on_what_has_no_source(self, loaded):
        for page in live_articles():
            assert "U" not in {row.key for row in page.sources.all()}, page

    def test_no_article_tells_readers_what_they_have(self, loaded):
        for page in live_articles():
            for passage in passages(page):
                assert not re.search(
                    r"\byou have (an? )?(infection|allergy|sepsis)", passage.words, re.I
                )

    def test_articles_are_written_for_about_eleven_years(self, loaded):
        """The Flesch-Kincaid grade; 6 is an age of about 11."""
        for page in live_articles():
            text = " ".join(
                passage.words
                for passage in passages(page)
                if passage.words.endswith((".", "?"))
            )
            text = re.sub(r"\[\w+\]", "", text)
            sentences = [part for part in re.split(r"[.?!:]+\s", text) if part.strip()]
            words = re.findall(r"[A-Za-z'’]+", text)
            grade = (
                0.39 * len(words) / len(sentences)
                + 11.8 * sum(map(syllables, words)) / len(words)
                - 15.59
            )
            assert grade < 7, (page.title, round(grade, 1))

    def test_the_doors_are_hung_once(self, loaded):
        by, _author = loaded
        home = HomePage.objects.get()
        assert [door["url"] for door in home.open_doors()] == [
            "/check/",
            "/guides/choosing-a-clinic/",
            "/guides/healing-day-by-day/",
            "/side-effects/",
            "/risk-factors/",
            "/guides/",
        ]
        home.doors = [("door", home.doors[0].value)]
        home.save_revision().publish()

        articles.hang_doors(by=by)

        assert len(HomePage.objects.get().doors) == 1


@pytest.mark.usefixtures("migrated")
def test_in_production_articles_go_into_review(author, by):
    pages = list(articles.load_all(author=author, by=by))

    drafts = {page.slug for page in pages if not page.live}
    assert drafts == {page["slug"] for page in WRITTEN if page["type"] in ARTICLE_TYPES}
    page = SideEffectPage.objects.get(slug="redness")
    assert page.current_workflow_task.name == "Editorial review"
    assert page.clinical_reviewer is None
    assert page.current_workflow_state.requested_by == by


def test_an_article_is_not_published_without_a_reviewer(site, author, by):
    for name in ("home", "guides"):
        articles.load(name, author=author, by=by)

    with pytest.raises(articles.ReviewerMissing):
        articles.load("when-to-get-help", author=author, publish=True, by=by)
    with pytest.raises(ValidationError):
        articles.load(
            "when-to-get-help", author=author, reviewer=by, publish=True, by=by
        )

    assert not GuidePage.objects.exists()


def test_a_name_without_a_file_is_refused(site, author, by):
    with pytest.raises(articles.UnknownArticle):
        articles.load("../home", author=author, by=by)


def test_the_welcome_page_of_wagtail_gives_way(site, author, by):
    home = articles.load("home", author=author, by=by)

    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    assert home.slug == "home"
    assert Site.objects.get().root_page_id == home.pk


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-23", 12, "2027-11-23"),
        ("2026-11-23", 2, "2027-01-23"),
        ("2026-12-31", 12, "2027-12-28"),
        ("2028-02-29", 24, "2030-02-28"),
    ],
)
def test_months_later(day, months, later):
    day, later = map(datetime.date.fromisoformat, (day, later))

    assert articles.months_later(day, months) == later


@pytest.mark.usefixtures("migrated")
class TestCommand:
    def test_it_loads_in_the_name_of_an_editor(self, by):
        out = StringIO()

        call_command("load_articles", by=by.email.upper(), stdout=out)

        assert "/home/side-effects/redness/ in moderation" in out.getvalue()
        assert SideEffectPage.objects.get(slug="redness").author.user == by

        call_command("load_articles", by=by.email, stdout=out)
        assert Contributor.objects.count() == 1

    def test_it_names_an_address_that_nobody_has(self):
        with pytest.raises(CommandError, match=r"nobody@example\.com"):
            call_command("load_articles", by="nobody@example.com")


class TestMarkup:
    @pytest.fixture
    def home(self, db):
        return HomePageFactory(published=True)

    @staticmethod
    def bare(text: str) -> str:
        return re.sub(r' data-block-key="\w{5}"', "", text)

    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("One\nline\n\nTwo", "<p>One line</p><p>Two</p>"),
            ("- a\n- b\n  c", "<ul><li>a</li><li>b c</li></ul>"),
            ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
            ("### Head\n\nText", "<h3>Head</h3><p>Text</p>"),
            ("a **b** c", "<p>a <b>b</b> c</p>"),
            ("<script>", "<p>&lt;script&gt;</p>"),
            ("[x](https://a.b/c)", '<p><a href="https://a.b/c">x</a></p>'),
            ("", ""),
        ],
    )
    def test_notation(self, text, html, home):
        assert self.bare(to_rich_text(text, home=home)) == html

    def test_links_to_pages_lead_to_the_page_and_not_to_its_address(self, home):
        html = self.bare(to_rich_text("[home](/)", home=home))

        assert html == f'<p><a id="{home.pk}" linktype="page">home</a></p>'

    def test_a_link_to_a_page_of_ours_outside_the_tree_keeps_its_address(self, home):
        html = self.bare(to_rich_text("[all](/clinics/)", home=home))

        assert html == '<p><a href="/clinics/">all</a></p>'
        home.locale.language_code = "es"
        html = self.bare(to_rich_text("[todas](/clinics/)", home=home))
        assert html == '<p><a href="/es/clinics/">todas</a></p>'

    @pytest.mark.parametrize("path", ["/nothing/", "/nothing.html"])
    def test_a_link_to_no_page_is_refused(self, path, home):
        with pytest.raises(DeadLink, match=path):
            to_rich_text(f"[x]({path})", home=home)

    def test_a_block_that_pages_do_not_have_is_refused(self, home):
        with pytest.raises(UnknownBlock, match="carousel"):
            to_stream([{"carousel": "x"}], home=home)
