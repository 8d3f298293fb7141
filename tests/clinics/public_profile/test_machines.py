"""What machines are told of a clinic."""

import datetime
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from clinics.enums import (
    Act,
    CertificationStatus,
    ClinicStatus,
    Verification,
)
from tests.clinics.public_profile.reading import (
    LD,
    address,
    against,
    declared,
    kind,
    paper,
    read,
    words,
)
from tests.conftest import TODAY
from tests.factories.clinics import (
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    PlacementFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus


def facts(html):
    return json.loads(LD.search(html).group(1))


def test_machines_are_told_only_of_papers_that_hold_and_were_checked(clinic):
    HoursFactory(clinic=clinic)
    HoursFactory(clinic=clinic, weekday=1)
    ClinicLanguageFactory(clinic=clinic)
    paper(clinic)
    registered = kind("Register", longest_validity_months=None)
    paper(clinic, registered, valid_until=None, number="", code="7F3KQ2M9ABCD")
    yesterday = TODAY - datetime.timedelta(days=1)
    paper(clinic, kind("Lapsed"), counts_until=yesterday)
    paper(clinic, kind("Later"), valid_from=TODAY + datetime.timedelta(days=1))
    paper(clinic, declared(), verification=Verification.SELF_DECLARED)
    against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
    told = facts(read(clinic))

    assert told["@type"] == "HealthAndBeautyBusiness"
    assert told["@id"] == told["url"] == "http://testserver/clinics/crown/"
    assert told["name"] == "Crown Clinic"
    assert told["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Rua do Carmo 12",
        "postalCode": "1200-093",
        "addressLocality": "Lisbon",
        "addressCountry": "PT",
    }
    assert told["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 38.71667,
        "longitude": -9.13333,
    }
    assert told["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
            "opens": "09:00",
            "closes": "17:00",
        }
    ]
    assert told["knowsLanguage"] == ["pt"]
    status = "https://schema.org/CertificationActive"
    assert told["hasCertification"] == [
        {
            "@type": "Certification",
            "name": "Premises licence",
            "certificationIdentification": "APC-2026-0041",
            "certificationStatus": status,
            "issuedBy": {"@type": "Organization", "name": "Cardiff Council"},
            "auditDate": "2026-11-23",
            "validFrom": "2026-01-15",
            "expires": "2029-01-14",
        },
        {
            "@type": "Certification",
            "name": "Register",
            "certificationIdentification": "7F3K-Q2M9-ABCD",
            "certificationStatus": status,
            "issuedBy": {"@type": "Organization", "name": "Cardiff Council"},
            "auditDate": "2026-11-23",
            "validFrom": "2026-01-15",
        },
    ]


def test_machines_are_not_told_what_is_not_known():
    bare = ClinicFactory(status=ClinicStatus.LISTED, latitude=None, longitude=None)
    told = facts(read(bare))

    unknown = {"geo", "telephone", "hasCertification", "openingHoursSpecification"}
    assert unknown & told.keys() == set()
    assert "openstreetmap" not in read(bare)


@pytest.mark.parametrize("path", ["clinics:profile", "practitioner"])
def test_way_back_leads_to_the_directory(clinic, path):
    person = PlacementFactory(clinic=clinic).practitioner
    slug = clinic.slug if path == "clinics:profile" else person.slug
    html = Client().get(reverse(path, args=[slug])).content.decode()

    way = html.split('class="breadcrumbs')[1].split("</nav>")[0]
    assert words(way).endswith("Home Clinics")
    assert f'href="{reverse("clinics:directory")}"' in way


def test_head_names_the_page_once_and_in_each_language(clinic):
    html = Client().get(f"/es{address(clinic)}").content.decode()

    assert 'rel="canonical" href="http://testserver/es/clinics/crown/"' in html
    assert 'hreflang="en" href="http://testserver/clinics/crown/"' in html
    assert 'hreflang="es" href="http://testserver/es/clinics/crown/"' in html
    assert '<meta name="description" content="' in html


def test_sitemap_names_listed_clinics_in_each_language(clinic, migrated):
    for status in ("draft", "unlisted", "suspended", "closed"):
        ClinicFactory(slug=f"is-{status}", status=status)

    xml = Client().get("/sitemap.xml").content.decode()

    found = re.findall(r"<loc>http://testserver(/\S*clinics/\S+)</loc>", xml)
    assert found == ["/clinics/crown/", "/es/clinics/crown/"]
