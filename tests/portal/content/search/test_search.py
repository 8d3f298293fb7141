"""The search page: what it finds, in which order, and what it never does."""

import html
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from portal.content.models import SearchDocument, SearchMiss, SideEffectPage
from portal.content.search import asking, finding, indexing, misses
from portal.content.search.excerpts import excerpt
from tests.factories.content import (
    GuidePageFactory,
    PromotedResultFactory,
    SearchMissFactory,
    SideEffectIndexPageFactory,
    SideEffectPageFactory,
)

pytestmark = pytest.mark.django_db

TITLE = re.compile(r"<h3><a href=\"([^\"]+)\">([^<]+)</a></h3>")


@pytest.fixture
def scabs():
    return SideEffectPageFactory(
        title="Itching and scabs",
        slug="itching-and-scabs",
        also_known_as="flaking, tight skin",
        in_short="Tiny scabs on the dots are part of healing.",
        published=True,
    )


@pytest.fixture
def granuloma():
    return SideEffectPageFactory(
        title="Granuloma",
        slug="granuloma",
        in_short="A granuloma is firm. Scabs are something else.",
        published=True,
    )


def ask(query, prefix=""):
    return Client().get(f"{prefix}/search/", {"q": query})


def titles(response) -> list[str]:
    return [title for _, title in TITLE.findall(response.content.decode())]


def text(response) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize(
    "query",
    [
        "scab",
        "SCABS",
        "crusts",
        "crust",
        "crsuts",
        "peeling",
        "itchy",
        "itchng",
        "my scalp has crusts",
        "tight skin",
        "flaking",
    ],
)
def test_everyday_words_find_scabs_first(query, scabs, granuloma):
    assert titles(ask(query))[0] == "Itching and scabs"


@pytest.mark.parametrize("query", ["lump", "lumps", "nodule", "granulmoa", "lupm"])
def test_everyday_words_find_granuloma(query, scabs, granuloma):
    assert titles(ask(query)) == ["Granuloma"]


def test_a_word_in_the_title_weighs_more_than_other_names_in_short_and_text():
    for n, words in enumerate(
        [
            {"skin_tones": "<p>Zebra.</p>"},
            {"in_short": "A zebra."},
            {"also_known_as": "zebra"},
            {"title": "Zebra"},
        ]
    ):
        SideEffectPageFactory(
            **{"title": f"Number {n}", "slug": f"number-{n}", "published": True} | words
        )

    assert titles(ask("zebras")) == ["Zebra", "Number 2", "Number 1", "Number 0"]


def test_a_page_that_answers_more_words_comes_first(scabs, granuloma):
    both = GuidePageFactory(
        title="Care", in_short="Of itching and of granuloma.", published=True
    )

    assert titles(ask("itching granuloma"))[0] == both.title


def test_a_slip_is_told_and_the_words_are_marked(scabs):
    response = ask("crsuts")

    assert "We found no page with “crsuts”. We searched for: crust." in text(response)
    assert "Tiny <mark>scabs</mark> on the dots" in response.content.decode()


def test_what_was_typed_and_what_was_found_is_escaped():
    SideEffectPageFactory(
        title="A<b>", in_short="Scabs <script>alert(1)</script> here.", published=True
    )

    page = ask('"><script>alert(2)</script> scabs').content.decode()

    assert "<script>alert" not in page
    assert "A&lt;b&gt;" in page


@pytest.mark.parametrize(
    "query",
    [
        'a"b',
        "'",
        '"',
        "%",
        "_",
        "\\",
        "*",
        "NEAR(",
        "-",
        "--",
        "' OR 1=1 --",
        "ابحث عن",
        "\u202eabc\u202c",
        "🙂",
        "AND OR NOT",
        "a" * 5000,
        "word " * 2000,
        "½ ﬁ",
        "\ud7ff",
    ],
)
def test_no_query_is_an_error(query, scabs):
    response = ask(query)

    assert response.status_code == 200
    assert "Search these pages" in text(response)


def test_a_nul_is_refused():
    assert Client().get("/search/?q=a%00b").status_code == 400


def test_a_wildcard_finds_nothing(scabs):
    assert titles(ask("%")) == titles(ask("sca_")) == titles(ask("___")) == []


def test_a_long_query_is_cut_and_says_so(scabs):
    response = ask("scabs " * 30)

    assert "We read only the first 100 letters" in text(response)
    assert titles(response) == ["Itching and scabs"]
    assert f'value="{("scabs " * 30)[:100]}"' in response.content.decode()


def test_an_empty_query_explains_itself_and_leads_on(scabs):
    GuidePageFactory(
        title="When to get help",
        slug="when-to-get-help",
        show_in_menus=True,
        published=True,
    )

    for query in ("", "   "):
        response = ask(query)
        assert "Type what you see or feel, in your own words." in text(response)
        assert '<li><a href="/side-effects/"' in response.content.decode()
    assert SearchMiss.objects.count() == 0


def test_no_result_explains_itself_and_leads_on(scabs):
    GuidePageFactory(
        title="When to get help",
        slug="when-to-get-help",
        show_in_menus=True,
        published=True,
    )

    response = ask("qwertz")

    assert "No page was found" in text(response)
    page = response.content.decode()
    assert '<li><a href="/side-effects/" lang="en">Side effects</a></li>' in page
    assert '<li><a href="/guides/when-to-get-help/" lang="en">' in page


def test_the_answer_is_for_one_reader_and_for_no_search_engine(scabs):
    response = ask("scabs")

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_an_emergency_comes_before_every_result(scabs, prefix):
    page = ask("scabs and I cannot breathe", prefix).content.decode()

    card, results = page.index("care-card--emergency"), page.index("search-results")
    assert card < page.index("search-words") < results
    heading = "Llame ya al 112" if prefix else "Call 999, 112 or 911 now if"
    assert heading in page


def test_spanish_words_find_spanish_pages():
    locale = Locale.objects.get_or_create(language_code="es")[0]
    index = SideEffectIndexPageFactory(published=True)
    home = index.get_parent().specific.copy_for_translation(locale)
    home.live = True
    home.save()
    listing = index.copy_for_translation(locale)
    listing.live = True
    listing.save()
    SideEffectPageFactory(
        title="Picor y costras",
        slug="picor",
        parent=listing,
        locale=locale,
        published=True,
    )
    SideEffectPageFactory(title="Postillas in English", published=True)

    cache.clear()  # publishing renews it on commit, which no test reaches

    assert titles(ask("postillas", "/es")) == ["Picor y costras"]
    assert titles(ask("COSTRA", "/es")) == ["Picor y costras"]
    assert titles(ask("cosrta", "/es")) == ["Picor y costras"]
    assert titles(ask("postillas")) == ["Postillas in English"]


def test_the_index_follows_publishing_unpublishing_moving_and_deleting(scabs):
    scabs.title = "Walrus"
    version = scabs.save_revision()
    assert titles(ask("walrus")) == []
    version.publish(skip_permission_checks=True)
    assert titles(ask("walrus")) == ["Walrus"]

    page = SideEffectPage.objects.get()
    page.unpublish()
    assert titles(ask("walrus")) == []
    assert SearchDocument.objects.filter(pk=page.pk).count() == 0

    page.get_latest_revision().publish(skip_permission_checks=True)
    assert titles(ask("walrus")) == ["Walrus"]
    page = SideEffectPage.objects.get()
    page.slug = "tusk"
    page.save_revision().publish(skip_permission_checks=True)
    assert TITLE.findall(ask("walrus").content.decode())[0][0] == "/side-effects/tusk/"

    SideEffectPage.objects.get().delete()
    assert titles(ask("walrus")) == []


def test_a_moved_page_is_found_at_its_new_address(scabs):
    other = SideEffectIndexPageFactory(
        parent=scabs.get_parent().get_parent(), slug="elsewhere", published=True
    )
    scabs.move(other, pos="last-child")

    assert TITLE.findall(ask("itching").content.decode()) == [
        ("/elsewhere/itching-and-scabs/", "Itching and scabs")
    ]


def test_drafts_and_closed_pages_are_never_found(scabs):
    SideEffectPageFactory(title="Secret draft", published=False)
    closed = SideEffectPageFactory(title="Secret room", slug="room", published=True)
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.LOGIN
    )

    assert titles(ask("secret")) == []


def test_the_command_rebuilds_the_whole_index(scabs, granuloma, capsys):
    SearchDocument.objects.all().delete()
    assert titles(ask("scabs")) == []

    call_command("index_search")

    assert capsys.readouterr().out == "3 pages can be found.\n"
    assert titles(ask("crusts"))[0] == "Itching and scabs"


def test_the_front_page_is_not_searched(scabs):
    assert not indexing.is_searched(scabs.get_parent().get_parent().specific)


def test_editors_put_a_page_first(scabs, granuloma):
    PromotedResultFactory(words="crust, dry flakes", page=granuloma)

    assert titles(ask("crusts")) == ["Granuloma", "Itching and scabs"]
    assert "Chosen by our editors" in text(ask("crusts"))
    assert titles(ask("flakes"))[0] == "Itching and scabs"
    granuloma.unpublish()
    assert titles(ask("crusts")) == ["Itching and scabs"]


def test_misses_are_counted_by_day_and_folded_words(scabs, clock):
    ask("Qwertz Über")
    ask("  qwertz   uber ")
    clock.shift(24 * 3600)
    ask("qwertz uber")
    ask("scabs")

    rows = SearchMiss.objects.order_by("searched_on")
    assert [(row.words, row.language, row.times) for row in rows] == [
        ("qwertz uber", "en", 2),
        ("qwertz uber", "en", 1),
    ]
    fields = {field.name for field in SearchMiss._meta.fields}
    assert fields == {"id", "searched_on", "language", "words", "times"}


@pytest.mark.parametrize(
    "query",
    [
        "qwertz@example.com",
        "qwertz 12345",
        "qwertz 12 34 56",
        "qwertz ١٢٣٤٥",
        "?!",
        "qwertz suicide",
        "xa xb xc xd xe xf xg qwertz",
        "q" * 35 + " " + "w" * 35,
    ],
)
def test_what_may_name_somebody_or_tell_of_a_danger_is_not_counted(query):
    ask(query)

    assert SearchMiss.objects.count() == 0


def test_misses_are_bounded_and_old_ones_go(monkeypatch):
    monkeypatch.setattr(misses, "A_DAY_AT_MOST", 2)
    old = SearchMissFactory(searched_on=timezone.localdate() - misses.KEPT * 2)

    for words in ("qwertz", "asdfgh", "yxcvbn", "qwertz"):
        misses.count(words, language="en")

    found = SearchMiss.objects.values_list("words", "times")
    assert set(found) == {("qwertz", 2), ("asdfgh", 1)}
    assert old.words not in dict(found)


def test_a_head_request_counts_nothing():
    Client().head("/search/", {"q": "qwertz"})

    assert SearchMiss.objects.count() == 0


@pytest.mark.parametrize(("query", "number"), [("crusts", 5), ("crsuts qwertz", 6)])
def test_a_search_costs_the_same_queries_at_one_page_and_at_four(
    query, number, scabs, django_assert_num_queries
):
    ask(query)
    with django_assert_num_queries(number):
        ask(query)
    for n in range(3):
        SideEffectPageFactory(title=f"Scabs {n}", slug=f"s-{n}", published=True)
    ask(query)
    with django_assert_num_queries(number):
        assert len(titles(ask(query))) == 4


def test_a_search_that_finds_nothing_costs_the_same_each_time(
    scabs, django_assert_num_queries
):
    ask("qwertz")
    for _ in range(2):
        with django_assert_num_queries(7):
            ask("qwertz")


def test_common_words_are_completed_where_a_rare_one_was_found(monkeypatch):
    for n in range(4):
        SideEffectPageFactory(title=f"Common {n}", slug=f"c-{n}", published=True)
    both = SideEffectPageFactory(
        title="Rare", slug="rare", in_short="Not common.", published=True
    )
    monkeypatch.setattr(finding, "HEAVIEST", 2)

    assert finding.best(asking.words("common rare", language="en"), "en")[0] == both.pk


def test_an_excerpt_is_cut_at_words_around_the_first_place():
    parts = excerpt("word " * 60 + "crusts " + "more " * 60, {"crust"}, "en", enough=1)

    shown = "".join(part.text for part in parts)
    assert [part.text for part in parts if part.marked] == ["crusts"]
    assert shown.startswith("… word ")
    assert shown.endswith(" more …")
    assert len(shown) < 260


def test_an_excerpt_without_a_place_is_the_beginning():
    assert excerpt("One.\nTwo.", {"crust"}, "en", enough=1)[0].text == "One."
    assert excerpt("", {"crust"}, "en", enough=1) == ()


def test_the_page_speaks_spanish(scabs):
    shown = text(ask("qwertz", "/es"))

    assert "Busque en estas páginas" in shown
    assert "No se encontró ninguna página" in shown
