"""What a page tells machines."""

import json
import re

import pytest

from tests.factories.content import (
    ContributorFactory,
    SideEffectPageFactory,
)
from tests.portal.content.pages.articles import article, read
from tests.portal.content.schema_org import faults

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(html) -> dict:
    [text] = LD.findall(html)
    return {each["@type"]: each for each in json.loads(text)["@graph"]}


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
