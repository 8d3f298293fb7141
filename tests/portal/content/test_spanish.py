"""The Spanish pages: whole, tied to their originals, and reached both ways."""

import re

import pytest
import time_machine
import yaml
from django.db import transaction
from wagtail.models import Page

from portal.content import publishing
from portal.content.domain import articles, translations
from portal.content.models import (
    ArticlePage,
    Contributor,
    GuidePage,
    HomePage,
    SideEffectPage,
)
from portal.content.page_types import page_types
from portal.content.publishing import CITATION
from portal.content.reading import passages
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.content import ContributorFactory, reviewer
from tests.portal.content.test_articles import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def written(language: str) -> dict[str, dict]:
    files = (articles.FOLDER / language).glob("*.yaml")
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in files}


ENGLISH, SPANISH = written("en"), written("es")
NAMES = sorted(SPANISH)
PROMISED = {
    "home",
    "when-to-get-help",
    "how-we-write",
    "redness",
    "swelling",
    "itching-and-scabs",
    "allergic-reaction",
    "infection",
    "blue-dots",
}
SHARED = ["type", "order", "parent", "slug", "symptom", "kind", "factor"]
SHARED += ["risk_factors", "sources", "review_after_months", "show_in_menus"]


def shape(value):
    """What is the same in every language: the build, and the sources leaned on."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return sorted(CITATION.findall(str(value))) + sorted(
        re.findall(r"\d+", CITATION.sub("", str(value)))
    )


def address_of(guide: str) -> str:
    """Where a Spanish door to a guide leads, whether it is translated yet or not."""
    return f"/es/guides/{guide}/" if guide in SPANISH else f"/guides/{guide}/"


def load(language: str, **options) -> list[Page]:
    return list(articles.load_all(language=language, **options))


def publish_both() -> dict:
    options = {"author": ContributorFactory(), "by": UserFactory()}
    options |= {"reviewer": reviewer(), "publish": True}
    load("en", **options)
    load("es", **options)
    return options


class TestFiles:
    def test_the_promised_pages_are_there(self):
        assert PROMISED <= SPANISH.keys() <= ENGLISH.keys()

    @pytest.mark.parametrize("name", NAMES)
    def test_a_translation_is_whole_and_keeps_every_source_and_number(self, name):
        translation, original = SPANISH[name], dict(ENGLISH[name])
        if name == "home":
            original["slug"] = "home-es"
        words = {"in_short", "also_known_as", "seo_title", "search_description"}
        words |= {"listing_summary", "social_text", "introduction", "changes"}

        assert translation.keys() == original.keys()
        for field in SHARED:
            assert translation.get(field) == original.get(field), field
        for field in translation.keys() - words - set(SHARED):
            assert shape(translation[field]) == shape(original[field]), field


@pytest.fixture(scope="class")
def both(django_db_setup, django_db_blocker):
    """Both trees, published once for all tests that only read them."""
    frozen = time_machine.travel(NOW, tick=False)
    with frozen, django_db_blocker.unblock(), transaction.atomic():
        make_site()
        yield publish_both()
        transaction.set_rollback(True)


class TestPublished:
    def test_addresses_differ_by_the_language_alone(self, both):
        pages = Page.objects.live().filter(locale__language_code="es")

        assert pages.count() == len(SPANISH)
        for page in pages:
            original = translations.original_of(page)
            assert page.url == f"/es{original.url}"
            assert type(page.specific) is type(original.specific)

    def test_the_front_page_leads_to_spanish_pages(self, both, client):
        html = client.get("/es/").content.decode()

        assert '<html lang="es"' in html
        assert "Tengo un síntoma ahora" in html
        assert [door["url"] for door in spanish_home().open_doors()] == [
            "/es/check/",
            address_of("choosing-a-clinic"),
            address_of("healing-day-by-day"),
            "/es/side-effects/",
            "/es/risk-factors/",
            "/es/guides/",
        ]
        for word in ("Efectos secundarios", "Guías", "Pide ayuda ya"):
            assert word in html

    def test_both_languages_name_each_other(self, both, client):
        english = client.get("/side-effects/redness/").content.decode()
        spanish = client.get("/es/side-effects/redness/").content.decode()

        for html in (english, spanish):
            for code, path in (("en", ""), ("es", "/es")):
                address = f"http://testserver{path}/side-effects/redness/"
                link = f'<link rel="alternate" hreflang="{code}" href="{address}">'
                assert link in html
        assert "<h1>Enrojecimiento</h1>" in spanish
        assert 'href="http://testserver/es/side-effects/redness/"' in english

    def test_a_risk_factor_without_a_spanish_page_is_left_out(self, both):
        page = SideEffectPage.objects.get(locale__language_code="es", slug="swelling")

        assert [each.slug for each in page.risk_factor_pages] == [
            "allergies",
            "unsanitary-tools",
            "unhygienic-maintenance",
        ]

    def test_none_is_behind_and_none_says_so(self, both, client):
        assert translations.behind(page_types()) == []
        html = client.get("/es/side-effects/redness/").content.decode()
        assert "La página en inglés es más reciente" not in html

    def test_no_page_promises_or_tells_readers_what_they_have(self, both):
        for model in ArticlePage.__subclasses__():
            for page in model.objects.filter(locale__language_code="es"):
                assert publishing.problems(page.draft()) == []
                for passage in passages(page):
                    assert not re.search(
                        r"\btienes (una )?(infección|sepsis)", passage.words, re.I
                    )

    @pytest.mark.parametrize("word", ["cura", "100 %", "inofensiva", "sin riesgos"])
    def test_a_spanish_promise_is_refused(self, both, word):
        page = GuidePage.objects.get(locale__language_code="es", slug=HELP)
        page.in_short = f"Esto es así: {word}."

        found = publishing.problems(page.draft())

        assert [problem.field for problem in found] == ["in_short"]

    def test_loading_twice_makes_nothing_twice(self, both):
        count = Page.objects.count()

        load("es", **both)

        assert Page.objects.count() == count


HELP = "when-to-get-help"


def spanish_home() -> HomePage:
    return HomePage.objects.get(locale__language_code="es")


@pytest.mark.usefixtures("migrated")
def test_in_production_spanish_follows_the_original_into_review():
    options = {"author": ContributorFactory(), "by": UserFactory()}
    load("en", **options)
    pages = load("es", **options)

    page = SideEffectPage.objects.get(locale__language_code="es", slug="redness")
    original = translations.original_of(page)
    assert page in [each.specific for each in pages]
    assert not page.live
    assert page.current_workflow_task.name == "Editorial review"
    assert page.compared_with == original.get_latest_revision()
    assert Contributor.objects.count() == 1


def test_a_translation_needs_its_original():
    make_site()
    with pytest.raises(translations.OriginalMissing, match="home-es"):
        articles.load("home", author=None, by=None, language="es")
