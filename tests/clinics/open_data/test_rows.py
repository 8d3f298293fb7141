"""What the open data tells of clinics, papers and kinds, and what it keeps back."""

import csv
import datetime
import io

import pytest
from django.test import Client

from clinics import codes
from clinics.enums import (
    Category,
    Claim,
    ClinicStatus,
    Standing,
    Subject,
    Verification,
)
from tests.clinics.open_data.asking import LISTED, ROOT, a_paper, get
from tests.factories.clinics import (
    AnsweredFactorFactory,
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    PlacementFactory,
    PractitionerFactory,
    StatusChangeFactory,
    TypeJurisdictionFactory,
)
from tests.factories.inks import BottleFactory, LabReportFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
ONE_DAY = datetime.timedelta(days=1)


def slugs(path) -> list[str]:
    return [each["slug"] for each in get(path).json()["items"]]


def table(path) -> list[dict]:
    text = get(path).getvalue().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestClinics:
    def test_listed_ones_are_told_as_on_their_profile_and_no_more(self):
        clinic = ClinicFactory(
            slug="aurora",
            name="Aurora",
            status=LISTED,
            website="https://aurora.example",
            public_email="hello@aurora.example",
            responsible_person="Ana Secret",
        )
        ClinicLanguageFactory(clinic=clinic, language="pt")

        assert get("clinics/aurora").json() == {
            "slug": "aurora",
            "url": "http://testserver/clinics/aurora/",
            "name": "Aurora",
            "legal_name": "Aurora Lda",
            "street": "Rua do Carmo 12",
            "postcode": "1200-093",
            "town": "Lisbon",
            "country": "PT",
            "latitude": 38.71667,
            "longitude": -9.13333,
            "time_zone": "Europe/Lisbon",
            "languages": ["pt"],
            "description": "",
            "website": "https://aurora.example",
            "email": "hello@aurora.example",
            "phone": "",
        }

    @pytest.mark.parametrize("status", set(ClinicStatus) - {LISTED})
    def test_others_are_nowhere(self, status):
        a_paper("hidden", clinic_status=status)

        assert slugs("clinics") == []
        assert table("clinics.csv") == []
        assert table("certifications.csv") == []
        get("clinics/hidden", status=404)
        get("clinics/hidden/certifications", status=404)

    def test_filters_narrow_the_list(self):
        lisbon = ClinicFactory(slug="lisbon", status=LISTED)
        ClinicFactory(slug="leeds", status=LISTED, country="GB", town="Leeds")
        ClinicLanguageFactory(clinic=lisbon, language="pt")

        assert slugs("clinics?country=GB") == ["leeds"]
        assert slugs("clinics?town=LISBON") == ["lisbon"]
        assert slugs("clinics?language=pt") == ["lisbon"]
        assert slugs("clinics?country=GB&language=pt") == []

    def test_holds_asks_for_what_counts_now_by_category_or_kind(self):
        hygiene = CertificationTypeFactory(code="STER", category=Category.HYGIENE)
        a_paper("holds", type=hygiene)
        a_paper("lapsed", type=hygiene, counts_until=TODAY - ONE_DAY)
        a_paper("other")

        assert slugs("clinics?holds=hygiene") == ["holds"]
        assert slugs("clinics?holds=STER") == ["holds"]
        assert slugs("clinics?holds=ink") == []

    def test_holds_ink_asks_for_a_bottle_in_use_of_an_accepted_batch(self, clock):
        tested = {
            slug: BottleFactory(
                clinic=ClinicFactory(slug=slug, status=LISTED, time_zone=zone),
                in_use=True,
                discard_on=TODAY,
            )
            for slug, zone in [
                ("auckland", "Pacific/Auckland"),
                ("lisbon", "Europe/Lisbon"),
            ]
        }
        BottleFactory(clinic=ClinicFactory(slug="other", status=LISTED), in_use=True)
        assert slugs("clinics?holds=ink") == []

        for bottle in tested.values():
            LabReportFactory(batch=bottle.batch, accepted=True)
        assert slugs("clinics?holds=ink") == ["auckland", "lisbon"]
        clock.move_to(datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC))
        assert slugs("clinics?holds=ink") == ["lisbon"]

    def test_holds_counts_who_works_there_today(self):
        kind = CertificationTypeFactory(
            code="QUAL", category=Category.TRAINING, subject=Subject.PRACTITIONER
        )
        ana = PractitionerFactory()
        CertificationFactory(type=kind, clinic=None, practitioner=ana, in_force=True)
        here, left = (ClinicFactory(slug=s, status=LISTED) for s in ("here", "left"))
        PlacementFactory(practitioner=ana, clinic=here)
        PlacementFactory(practitioner=ana, clinic=left, until=TODAY)

        assert slugs("clinics?holds=training") == ["here"]
        assert slugs("clinics?holds=QUAL") == ["here"]

    def test_holds_counts_nothing_that_the_directory_leaves_out(self):
        hygiene = CertificationTypeFactory(code="STER", category=Category.HYGIENE)
        declared = CertificationTypeFactory(
            code="DECL",
            category=Category.HYGIENE,
            claim=Claim.DECLARED,
            best_verification=Verification.SELF_DECLARED,
        )
        personal = CertificationTypeFactory(
            code="OWN", category=Category.HYGIENE, subject=Subject.PRACTITIONER
        )
        a_paper("counts", type=hygiene)
        a_paper("said", type=hygiene, verification=Verification.SELF_DECLARED)
        a_paper("declared", type=declared)
        ana = PractitionerFactory()
        CertificationFactory(
            type=personal, clinic=None, practitioner=ana, in_force=True
        )
        PlacementFactory(
            practitioner=ana, clinic=ClinicFactory(slug="ana-s", status=LISTED)
        )

        assert slugs("clinics?holds=hygiene") == ["counts"]
        assert slugs("clinics?holds=STER") == ["counts"]
        assert slugs("clinics?holds=DECL") == []
        assert slugs("clinics?holds=OWN") == ["ana-s"]

    def test_pages_lead_on_to_the_last_row_and_no_further(self):
        for slug in ("b", "d", "a", "c"):
            ClinicFactory(slug=slug, status=LISTED, country="GB")
        ClinicFactory(slug="aa", status=LISTED)

        first = get("clinics?country=GB&limit=2").json()
        assert [each["slug"] for each in first["items"]] == ["a", "b"]
        assert first["next"] == (
            "http://testserver/api/v1/clinics?country=GB&limit=2&after=b"
        )
        second = get(first["next"].removeprefix(f"http://testserver{ROOT}")).json()
        assert [each["slug"] for each in second["items"]] == ["c", "d"]
        assert second["next"] is None

    def test_cursor_holds_when_its_row_is_gone(self):
        ClinicFactory(slug="c", status=LISTED)

        assert slugs("clinics?after=b") == ["c"]
        assert slugs("clinics?after=zzz") == []


class TestCertifications:
    def test_paper_says_what_it_is_worth_on_the_day_of_its_clinic(self):
        paper = a_paper(issued_on=datetime.date(2026, 1, 2))

        [told] = get("clinics/aurora/certifications").json()["items"]
        assert told == get(f"certifications/{paper.code}").json()
        assert told == {
            "code": codes.shown(paper.code),
            "url": f"http://testserver/v/{codes.shown(paper.code)}/",
            "type": paper.type.code,
            "type_name": {"en": "Premises licence", "es": "Licencia"},
            "category": "licence",
            "claim": "licensed",
            "holder": {
                "kind": "clinic",
                "slug": "aurora",
                "name": paper.clinic.name,
                "status": "listed",
            },
            "issuer": "Cardiff Council",
            "issuer_register_url": "",
            "number": "APC-2026-0041",
            "scope": "",
            "jurisdiction": "",
            "issued_on": "2026-01-02",
            "valid_from": "2026-01-15",
            "valid_until": "2029-01-14",
            "counts_until": "2027-11-01",
            "verification": "issuer",
            "as_of": "2026-11-23",
            "standing": "valid",
            "holds": True,
        }

    def test_standing_turns_at_the_midnight_of_the_clinic(self, clock):
        clinic = ClinicFactory(status=LISTED, time_zone="Pacific/Auckland")
        paper = a_paper(clinic=clinic, counts_until=TODAY)
        path = f"certifications/{paper.code}"
        clock.move_to(datetime.datetime(2026, 11, 23, 10, 59, tzinfo=datetime.UTC))
        assert get(path).json()["holds"] is True
        assert len(table("certifications.csv")) == 1

        clock.move_to(datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC))
        told = get(path).json()
        assert (told["standing"], told["holds"]) == (Standing.EXPIRED, False)
        assert told["as_of"] == "2026-11-24"
        assert table("certifications.csv") == []

    def test_what_was_never_accepted_is_nowhere(self):
        clinic = ClinicFactory(slug="aurora", status=LISTED)
        for status in ("draft", "submitted", "changes_requested", "rejected"):
            a_paper(clinic=clinic, status=status, number="canary")

        for path in ("clinics/aurora/certifications", "clinics", "clinics/aurora"):
            assert "canary" not in get(path).content.decode()
        assert table("certifications.csv") == []

    @pytest.mark.parametrize("status", ["suspended", "revoked", "superseded"])
    def test_what_was_taken_away_is_told_and_does_not_hold(self, status):
        paper = a_paper(status=status)

        told = get(f"certifications/{paper.code}").json()
        assert (told["standing"], told["holds"]) == (status, False)
        assert table("certifications.csv") == []

    @pytest.mark.parametrize(
        ("status", "holds"),
        [("suspended", False), ("closed", False), ("unlisted", True)],
    )
    def test_paper_of_a_clinic_off_the_list_is_answered_for(self, status, holds):
        paper = a_paper(clinic_status=status)

        told = get(f"certifications/{paper.code}").json()
        assert told["holds"] is holds
        assert told["holder"]["status"] == status

    def test_paper_of_a_draft_is_not(self):
        paper = a_paper(clinic_status=ClinicStatus.DRAFT)

        get(f"certifications/{paper.code}", status=404)

    def test_paper_of_a_draft_that_was_closed_is_not(self):
        paper = a_paper(clinic_status=ClinicStatus.CLOSED)
        StatusChangeFactory(clinic=paper.clinic, was="draft", to="closed")

        get(f"certifications/{paper.code}", status=404)

    def test_people_are_told_by_their_address_alone_and_never_in_bulk(self):
        ana = PractitionerFactory(slug="ana", public_name="Ana Secret")
        paper = CertificationFactory(clinic=None, practitioner=ana, in_force=True)
        PlacementFactory(
            practitioner=ana, clinic=ClinicFactory(slug="aurora", status=LISTED)
        )

        response = get("clinics/aurora/certifications")
        assert "Secret" not in response.content.decode()
        [told] = response.json()["items"]
        assert told["code"] == codes.shown(paper.code)
        assert told["holder"] == {
            "kind": "practitioner",
            "slug": "ana",
            "name": "",
            "status": None,
        }
        assert table("certifications.csv") == []

    def test_code_is_found_however_it_is_written(self):
        paper = a_paper()
        typed = codes.shown(paper.code).lower().replace("-", " ")

        assert get(f"certifications/{typed}").json()["code"] == codes.shown(paper.code)

    def test_pages_lead_on_to_the_last_paper(self):
        clinic = ClinicFactory(slug="aurora", status=LISTED)
        expected = sorted(a_paper(clinic=clinic).code for _ in range(3))

        path = "clinics/aurora/certifications?limit=1"
        found = []
        while path:
            page = get(path).json()
            found += [each["code"] for each in page["items"]]
            path = page["next"] and page["next"].removeprefix(
                f"http://testserver{ROOT}"
            )

        assert found == [codes.shown(code) for code in expected]


class TestKinds:
    def test_kinds_on_offer_with_what_they_do_not_show(self):
        kind = CertificationTypeFactory(code="APC", sources="H5a H5b")
        TypeJurisdictionFactory(type=kind)
        AnsweredFactorFactory(type=kind)
        CertificationTypeFactory(code="DRAFT", live=False)

        [told] = get("certification-types").json()["items"]
        assert told == get("certification-types/APC").json()
        assert told == {
            "code": "APC",
            "category": "licence",
            "subject": "clinic",
            "claim": "licensed",
            "strongest_check": "issuer",
            "name": {"en": "Premises licence", "es": "Licencia"},
            "shows": {"en": "The premises were inspected."},
            "does_not_show": {"en": "Nothing about the ink."},
            "longest_validity_months": 36,
            "recheck_months": 12,
            "jurisdictions": ["GB-WLS"],
            "risk_factors": ["unsanitary-tools"],
            "sources": ["H5a", "H5b"],
        }
        get("certification-types/DRAFT", status=404)


class TestTables:
    def test_clinics_with_their_languages(self):
        clinic = ClinicFactory(slug="aurora", status=LISTED, name="Aurora, Lda")
        for language in ("pt", "en"):
            ClinicLanguageFactory(clinic=clinic, language=language)

        [row] = table("clinics.csv")
        assert row["name"] == "Aurora, Lda"
        assert row["languages"] == "en pt"
        assert row["longitude"] == "-9.13333"

    def test_papers_that_hold_with_their_last_day(self):
        paper = a_paper(valid_until=None)

        [row] = table("certifications.csv")
        assert row["code"] == codes.shown(paper.code)
        assert row["clinic"] == "aurora"
        assert (row["valid_until"], row["counts_until"]) == ("", "2027-11-01")
        assert row["as_of"] == "2026-11-23"

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_text_begins_a_formula(self, sign):
        ClinicFactory(status=LISTED, name=f"{sign}1+1")

        [row] = table("clinics.csv")
        assert row["name"] == f"'{sign}1+1"

    def test_it_comes_as_a_file_in_pieces(self):
        response = get("clinics.csv")

        assert response.streaming
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="clinics.csv"'
        assert "ETag" not in response

    def test_head_reads_no_row(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = Client().head(f"{ROOT}clinics.csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
