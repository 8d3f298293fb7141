"""What readers and machines get from a page, and what it costs."""

import datetime
import io
import json
import re

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from PIL import Image as Pixels
from wagtail.blocks import StructBlockValidationError
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, PageViewRestriction

from portal.content import kept
from portal.content.models import HomePage, PageChange, PageSource, SideEffectPage
from portal.content.models.home import DoorBlock
from tests.conftest import NOW, TODAY
from tests.factories.content import (
    ContributorFactory,
    GuidePageFactory,
    HomePageFactory,
    RiskFactorPageFactory,
    SideEffectIndexPageFactory,
    SideEffectPageFactory,
    reviewer,
    translation_of,
)
from tests.portal.content.schema_org import faults

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def article(**changes):
    """A live article that has every part."""
    factor = RiskFactorPageFactory(published=True, title="Allergies")
    link = f'<p>See <a id="{factor.pk}" linktype="page">allergies</a> [M6].</p>'
    parts = {
        "title": "Redness",
        "slug": "redness",
        "also_known_as": "erythema, red scalp",
        "skin_tones": "<p>Darker skin.</p>",
        "usual": [
            ("text", link),
            ("healing_chart", {"symptom": "redness_extent"}),
        ],
        "care_cards": [
            (
                "care_card",
                {
                    "level": "emergency",
                    "heading": "Call 999",
                    "items": ["You cannot breathe"],
                    "body": "",
                },
            )
        ],
        "what_to_do": [("do_dont", {"do": ["Rest"], "dont": ["Scratch"]})],
        "causes": [
            (
                "explanation",
                {
                    "claim": "Needles",
                    "strength": "clinical",
                    "text": "",
                    "sources": ["M6"],
                },
            )
        ],
        "sources": [
            PageSource(key="N1", sort_order=0),
            PageSource(key="M6", sort_order=1),
            PageSource(
                title="A <b>paper",
                publisher="A journal",
                url="https://example.com/paper",
                read_on=TODAY,
                kind="clinical",
                sort_order=2,
            ),
        ],
        "changes": [PageChange(changed_on=TODAY, what="First version.")],
        "risk_factors": ["allergies"],
        "author": ContributorFactory(name="Ana Ruiz", role="Health editor"),
    }
    return SideEffectPageFactory(published=True, **parts | changes)


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def graph(html) -> dict:
    [text] = LD.findall(html)
    return {each["@type"]: each for each in json.loads(text)["@graph"]}


def test_an_article_shows_all_its_parts(client):
    html = read(client, article())

    for words in (
        "<h1>Redness</h1>",
        "Also known as: erythema, red scalp",
        "Clinically reviewed",
        f"by Dr Clara Okafor on {date_format(TODAY)}",
        "Call 999",
        "You cannot breathe",
        "On brown and black skin",
        "Scratch",
        "Clinical evidence",
        "Ana Ruiz, Health editor",
        "A &lt;b&gt;paper",
        "First version.",
        "Next review",
        "No clinician has signed off these bands yet.",
    ):
        assert words in html


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_people_are_shown_with_their_photo(client):
    author = ContributorFactory(name="Ana Ruiz", photo=picture())

    html = read(client, article(author=author))

    assert re.search(r'<img[^>]+alt=""[^>]*> Ana Ruiz, Health editor', html)


def test_marks_in_a_text_become_numbers_that_lead_to_the_sources(client):
    html = read(client, article())

    assert '<sup><a href="#source-M6" aria-label="Source 2">2</a></sup>.' in html
    assert 'id="source-M6"' in html


def test_the_healing_chart_stands_there_as_a_table_too(client):
    html = read(client, article())

    assert '<svg viewBox="0 0 360 214" role="img"' in html
    assert "On the treated skin, and not fading" in html
    assert "Day 0–1" in html


def test_machines_are_told_what_people_read(client):
    page = article()
    facts = graph(read(client, page))

    medical = facts["MedicalWebPage"]
    assert medical["name"] == "Redness"
    assert medical["url"] == "http://testserver/side-effects/redness/"
    assert medical["lastReviewed"] == "2026-11-23"
    assert medical["reviewedBy"]["name"] == "Dr Clara Okafor"
    assert medical["author"] == {
        "@type": "Person",
        "name": "Ana Ruiz",
        "jobTitle": "Health editor",
    }
    assert medical["about"]["@type"] == "MedicalSymptom"
    assert medical["about"]["alternateName"] == ["erythema", "red scalp"]
    assert medical["citation"][-1] == "https://example.com/paper"
    assert medical["inLanguage"] == "en"
    crumbs = facts["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Home", "Side effects", "Redness"]
    assert crumbs[1]["item"] == "http://testserver/side-effects/"


def test_machines_learn_what_each_part_tells(client):
    page = article()
    facts = graph(read(client, page))["MedicalWebPage"]

    assert {
        part["@id"].partition("#")[2]: part["hasHealthAspect"].rpartition("/")[2]
        for part in facts["hasPart"]
    } == {
        "get-help": "SeeDoctorHealthAspect",
        "usual": "StagesHealthAspect",
        "what-to-do": "SelfCareHealthAspect",
        "causes": "CausesHealthAspect",
        "risk-factors": "RisksOrComplicationsHealthAspect",
    }
    assert facts["image"]["url"].startswith(f"http://testserver/share/{page.pk}-")
    assert "specialty" not in facts
    assert faults(facts) == []


def test_what_a_page_does_not_say_is_not_told_to_machines_either(client):
    author = ContributorFactory(name="Ana Ruiz", credentials="MSc Dermatology")
    page = SideEffectPageFactory(published=True, slug="bare", author=author)
    facts = graph(read(client, page))["MedicalWebPage"]

    assert faults(facts) == []
    assert "hasPart" not in facts
    assert facts["about"] == {"@type": "MedicalSymptom", "name": "Swelling"}
    assert facts["author"]["hasCredential"]["name"] == "MSc Dermatology"


def test_machines_are_told_what_lists_and_the_front_page_are(client):
    page = article()
    front = graph(read(client, page.get_ancestors().get(depth=2)))
    listing = graph(read(client, page.get_parent()))

    assert front.keys() == {"WebSite"}
    assert front["WebSite"]["url"] == "http://testserver/"
    assert listing.keys() == {"CollectionPage", "BreadcrumbList"}
    assert listing["CollectionPage"]["isPartOf"]["url"] == "http://testserver/"
    crumbs = listing["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Home", "Side effects"]
    for node in (*front.values(), *listing.values()):
        assert faults(node) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "MedicalPage"},
        {"@type": "Person", "colour": "red"},
        {"@type": "Person", "name": ""},
        {"@type": "Person", "name": None},
        {"@type": "Person", "url": "/people/ana/"},
        {"@type": "WebSite", "dateModified": "2026-11-23T09:00:00"},
        {"@type": "WebSite", "dateModified": "yesterday"},
        {"@type": "MedicalWebPage", "lastReviewed": "23 November"},
        {"@type": "MedicalWebPage", "author": {"@type": "Organization"}},
        {"@type": "MedicalSymptom", "riskFactor": []},
        {"@type": "ImageObject", "width": "1200"},
        {"@type": "HealthTopicContent", "hasHealthAspect": "UsageHealthAspect"},
    ],
)
def test_what_schema_org_does_not_know_is_a_fault(wrong):
    assert faults(wrong) != []


def test_nothing_in_the_data_for_machines_ends_its_element(client):
    html = read(client, article(title="</script><script>alert(1)</script>"))

    assert "<script>alert(1)" not in html
    name = graph(html)["MedicalWebPage"]["name"]
    assert name == "</script><script>alert(1)</script>"


def test_the_head_says_where_the_page_stands_and_what_it_is(client):
    html = read(client, article(search_description="How long it lasts."))

    assert '<meta name="description" content="How long it lasts.">' in html
    assert (
        '<link rel="canonical" href="http://testserver/side-effects/redness/">' in html
    )
    assert '<meta property="og:type" content="article">' in html
    assert "hreflang" not in html.split("</head>")[0]


def test_a_page_past_its_review_date_says_so(client, clock):
    page = article()
    assert "past its review date" not in read(client, page)

    clock.move_to(NOW + datetime.timedelta(days=366))
    html = read(client, page)

    assert "This page is past its review date" in html
    assert (
        f"It should have been reviewed by {date_format(page.next_review_on)}." in html
    )


def test_on_the_review_day_itself_a_page_is_not_overdue(clock):
    page = article()

    clock.move_to(NOW + datetime.timedelta(days=365))

    assert page.next_review_on == (NOW + datetime.timedelta(days=365)).date()
    assert not page.is_overdue


def test_a_link_to_a_page_that_is_not_live_leads_nowhere(client):
    target = GuidePageFactory(title="Hidden")
    text = f'<p><a id="{target.pk}" linktype="page">there</a></p>'
    html = read(client, article(usual=[("text", text)]))

    assert "<a>there</a>" in html


def test_emergency_advice_needs_no_script(client):
    html = read(client, article())

    assert "Call 999" in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


def test_a_draft_and_a_private_page_are_not_shown(client, django_user_model):
    draft = SideEffectPageFactory(slug="draft")
    assert client.get("/side-effects/draft/").status_code == 404

    page = article()
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    response = client.get(page.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/_util/login/")
    assert draft.title not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path", ["/nothing/", "/side-effects/x/", "/side-effects/a/b/"]
)
def test_no_page_no_answer(client, path):
    article()

    assert client.get(path).status_code == 404


def test_pages_only_answer_to_reading(client):
    page = article()

    assert client.post(page.url).status_code == 405


class TestLanguages:
    def test_a_language_without_pages_shows_ours_and_says_so(self, client):
        page = article()
        response = client.get(f"/es{page.url}")
        html = response.content.decode()

        assert response.status_code == 200
        assert '<div lang="en">' in html
        assert 'href="/es/side-effects/" aria-current="page" lang="en">' in html
        assert f'<link rel="canonical" href="http://testserver{page.url}">' in html

    def test_translations_are_named_and_reached(self, client):
        page = article()
        spanish = Locale.objects.create(language_code="es")
        home = page.get_ancestors().get(depth=2).specific
        for each in (home, page.get_parent().specific, page):
            each.copy_for_translation(spanish, copy_parents=True)
        for each in home.get_translation(spanish).get_descendants(inclusive=True):
            twin = each.specific
            if each.title == "Redness":
                twin.title, twin.in_short = "Enrojecimiento", "Baja en unos días."
                twin.clinical_reviewer = reviewer()
            twin.save_revision().publish()

        html = read(client, page)
        twin = SideEffectPage.objects.get(locale=spanish)
        assert f'hreflang="es" href="{twin.full_url}"' in html
        assert twin.url.startswith("/es/")
        answer = client.get(twin.url).content.decode()
        assert "<h1>Enrojecimiento</h1>" in answer
        assert f'hreflang="en" href="{page.full_url}"' in answer
        assert "<h1>Redness</h1>" not in answer
        assert 'aria-current="page" lang=' not in answer


class TestLists:
    def test_the_list_runs_from_a_to_z_and_names_the_state_of_review(
        self, client, clock
    ):
        for title in ("Swelling", "Itching", "Redness"):
            SideEffectPageFactory(published=True, title=title, slug=title.lower())
        index = SideEffectPage.objects.first().get_parent()

        html = read(client, index)
        assert html.index("Itching") < html.index("Redness") < html.index("Swelling")
        assert html.count(f"Reviewed {date_format(TODAY)}") == 3
        assert 'href="itching/"' in html

        clock.move_to(NOW + datetime.timedelta(days=400))
        assert read(client, index).count("Review is overdue") == 3

    def test_an_empty_list_says_so(self, client):
        assert "Nothing to read here yet" in read(
            client, SideEffectIndexPageFactory(published=True)
        )

    def test_a_long_list_is_paged(self, client, monkeypatch):
        monkeypatch.setattr("portal.content.models.listing.ON_A_PAGE", 2)
        for letter in "abc":
            SideEffectPageFactory(published=True, title=letter, slug=letter)
        index = SideEffectPage.objects.first().get_parent()

        first = read(client, index)
        second = client.get(f"{index.url}?page=2").content.decode()

        assert 'href="a/"' in first
        assert 'href="c/"' not in first
        assert "Page 1 of 2" in first
        assert 'href="c/"' in second


def test_the_front_page_opens_only_doors_behind_which_is_something(client):
    guide = GuidePageFactory(published=True, title="Get help", slug="help")
    hidden = GuidePageFactory(title="Hidden", slug="hidden")
    home = guide.get_ancestors().get(depth=2).specific
    home.doors = [
        ("door", {"label": "Open", "text": "x", "page": guide}),
        ("door", {"label": "Shut", "text": "x", "page": hidden}),
    ]
    home.save_revision().publish()

    html = read(client, home)

    assert 'href="/guides/help/">Open</a>' in html
    assert "Shut" not in html


def test_a_door_leads_to_the_check_in_the_language_of_the_front_page(client):
    home = HomePageFactory(published=True)
    home.doors = [
        ("door", {"label": "Check", "text": "x", "page": None, "address": "check"})
    ]
    home.save_revision().publish()

    assert 'href="/check/">Check</a>' in read(client, home)
    home.locale = Locale.objects.get_or_create(language_code="es")[0]
    assert [door["url"] for door in home.open_doors()] == ["/es/check/"]


def test_three_doors_are_large_and_the_others_stand_below(client):
    home = HomePageFactory(published=True)
    door = {"text": "x", "page": None, "address": "check"}
    home.doors = [("door", door | {"label": f"Door {n}"}) for n in range(5)]
    home.save_revision().publish()

    large, small = read(client, home).split('class="doors"')[1].split("<form", 1)

    assert re.findall(r">(Door \d)<", large) == ["Door 0", "Door 1", "Door 2"]
    assert re.findall(r">(Door \d)<", small) == ["Door 3", "Door 4"]


def test_a_door_leads_to_the_translation_once_it_is_live(client):
    guide = GuidePageFactory(published=True, title="Healing", slug="healing")
    home = guide.get_ancestors().get(depth=2).specific
    twin = translation_of(home)
    twin.doors = [("door", {"label": "Curación", "text": "x", "page": guide})]
    twin.save_revision().publish()
    html = read(client, twin)
    assert '<a href="/guides/healing/" hreflang="en">Curación</a>' in html
    assert '<p class="small">' in html

    translated = translation_of(guide)

    twin = HomePage.objects.get(pk=twin.pk)
    assert twin.open_doors() == [
        {"label": "Curación", "text": "x", "url": translated.url, "language": ""}
    ]


def test_a_door_leads_to_one_place():
    guide = GuidePageFactory(published=True)
    block = DoorBlock()

    def door(**leads_to):
        return block.clean(block.to_python({"label": "a", "text": "b"} | leads_to))

    assert door(page=guide.pk)["page"].pk == guide.pk
    assert door(address="check")["address"] == "check"
    for wrong in ({}, {"page": guide.pk, "address": "check"}):
        with pytest.raises(StructBlockValidationError):
            door(**wrong)


def test_advice_leads_to_the_check(client):
    card = {"level": "urgent", "heading": "Today", "items": ["x"], "body": ""}
    guide = GuidePageFactory(published=True, body=[("care_card", card)])
    bare = GuidePageFactory(published=True, title="Law", slug="law")

    assert 'href="/check/">Check your symptoms' in read(client, article())
    assert 'href="/check/">Check your symptoms' in read(client, guide)
    assert "Check your symptoms" not in read(client, bare)


def test_a_checklist_and_the_foot_of_a_sheet_are_ready_for_paper(client):
    guide = GuidePageFactory(published=True, is_checklist=True)
    bare = GuidePageFactory(published=True, title="Law", slug="law")

    html = read(client, guide)

    assert '<article class="stack checklist">' in html
    assert '<article class="stack">' in read(client, bare)
    foot = html.split('class="print-foot"')[1]
    assert guide.full_url in foot
    assert f"Clinically reviewed on {date_format(TODAY)}" in foot
    assert "999 in the United Kingdom" in foot


def test_contents_come_once_folded_and_once_beside(client):
    html = read(client, article())

    above, beside = html.split("On this page")[1:]
    for part in (above, beside):
        assert 'href="#causes"' in part
    assert html.index("<details") < html.index('<article class="stack">')


def picture() -> Image:
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    pixels = io.BytesIO()
    Pixels.new("RGB", (20, 10)).save(pixels, "PNG")
    file = ImageFile(pixels, "day1.png")
    return Image.objects.create(title="Day 1", file=file, collection=collection)


def count(client, path) -> int:
    client.get(path)
    kept.forget()  # count what the parts of the page cost as well
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path + "?fresh")  # a query string is never kept
    assert response.status_code == 200
    return len(queries)


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_article_costs_the_same_whatever_is_on_it(client):
    plain = article(slug="plain")
    assert count(client, plain.url) == 6

    image = picture()
    shown = {"image": image, "alt": "x", "skin_tone": "brown", "caption": ""}
    target = GuidePageFactory(published=True)
    link = f'<p><a id="{target.pk}" linktype="page">x</a></p>'
    rich = article(
        slug="rich",
        usual=[("picture", shown | {"long_description": "x"}), ("text", link)] * 5
        + [("illustration", {"drawing": "redness-tones"})],
        what_to_do=[("text", link)] * 9,
    )
    assert count(client, rich.url) == 8


def test_parts_are_rendered_once_for_readers_who_get_no_kept_page(
    client, django_assert_num_queries, django_capture_on_commit_callbacks
):
    page = article()
    client.cookies["csrftoken"] = "x"
    read(client, page)
    PageSource.objects.filter(page=page).update(publisher="Told anew")
    with django_assert_num_queries(2):  # the page, and who may see it
        assert "Told anew" not in read(client, page)

    with django_capture_on_commit_callbacks(execute=True):
        SideEffectPage.objects.get(pk=page.pk).save_revision().publish()
    assert "Told anew" in read(client, page)


def test_a_preview_is_rendered_anew(rf):
    page = article()
    request = rf.get(page.url)
    request.is_preview = True

    assert page.get_context(request)["kept_under"] is None
    request.is_preview = False
    assert page.get_context(request)["kept_under"] is not None


def test_a_list_costs_the_same_at_one_page_and_at_three(client):
    SideEffectPageFactory(published=True, slug="one")
    index = SideEffectPage.objects.first().get_parent()
    at_one = count(client, index.url)
    for slug in ("two", "three"):
        SideEffectPageFactory(published=True, slug=slug)

    assert (at_one, count(client, index.url)) == (3, 3)


def test_the_front_page_costs_little(client):
    home = HomePageFactory(published=True)

    assert count(client, home.url) == 1  # who may see it


def test_a_list_that_is_known_costs_two_queries(client, django_assert_num_queries):
    page = SideEffectPageFactory(published=True)
    address = page.get_parent().url + "?fresh"
    client.get(address)

    with django_assert_num_queries(2):  # who may see it, and its cards
        assert page.title in client.get(address).content.decode()
