"""The door of the open data: its limits, its description, and what it costs."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clinics.enums import Standing
from tests.clinics.open_data.asking import LISTED, ROOT, a_paper, get
from tests.factories.clinics import (
    AnsweredFactorFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    TypeJurisdictionFactory,
)
from tests.factories.inks import BottleFactory, LabReportFactory

pytestmark = pytest.mark.django_db


class TestDoor:
    def test_any_site_may_read_and_no_cache_answers_unasked(self):
        response = get("clinics", origin="https://elsewhere.example")

        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["Cache-Control"] == "public, no-cache"
        assert response.cookies == {}

    def test_what_is_unchanged_is_not_sent_again(self):
        ClinicFactory(slug="aurora", name="Aurora", status=LISTED)
        etag = get("clinics/aurora")["ETag"]

        again = Client().get(f"{ROOT}clinics/aurora", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")

        ClinicFactory._meta.model.objects.update(name="Boreal")
        changed = get("clinics/aurora", **{"If-None-Match": etag})
        assert changed.json()["name"] == "Boreal"

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_answer_is_the_same_in_every_language(self, language):
        ClinicFactory(slug="aurora", status=LISTED)

        told = get("clinics/aurora", **{"Accept-Language": language}).json()
        assert told["url"] == "http://testserver/clinics/aurora/"
        [row] = csv.DictReader(
            io.StringIO(
                get("clinics.csv", **{"Accept-Language": language}).getvalue().decode()
            )
        )
        assert row["url"] == "http://testserver/clinics/aurora/"

    @pytest.mark.parametrize("verb", ["post", "put", "patch", "delete", "options"])
    def test_nothing_can_be_written(self, verb):
        response = getattr(Client(), verb)(f"{ROOT}clinics")

        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert response["Content-Type"] == "application/problem+json"
        assert "Access-Control-Allow-Origin" not in response

    def test_scripts_may_send_the_etag_that_they_hold(self):
        asked = {
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        }
        response = Client().options(f"{ROOT}clinics", headers=asked)

        assert (response.status_code, response.content) == (204, b"")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
        assert "If-None-Match" in response["Access-Control-Allow-Headers"]

    def test_scripts_may_not_ask_for_another_verb(self):
        asked = {"Access-Control-Request-Method": "PUT"}
        response = Client().options(f"{ROOT}clinics", headers=asked)

        assert response.status_code == 405
        assert "Access-Control-Allow-Origin" not in response

    @pytest.mark.parametrize(
        ("path", "status", "where"),
        [
            ("clinics?limit=0", 422, "query.limit"),
            ("clinics?limit=201", 422, "query.limit"),
            ("clinics?limit=x", 422, "query.limit"),
            ("clinics?after=../../etc", 422, "query.after"),
            (f"clinics?after={'a' * 5000}", 422, "query.after"),
            ("clinics?country=Portugal", 422, "query.country"),
            ("clinics?holds=luck", 422, "query.holds"),
            ("clinics?town=%00", 400, None),
            ("clinics?%00=1", 400, None),
            ("clinics/%00", 400, None),
            ("certifications/AAAABBBBCCCC", 404, None),
            ("certifications/x", 422, "path.code"),
            ("clinics/aurora/certifications?after=%F0%9F%98%80", 422, "query.after"),
            ("certification-types/nothing", 422, "path.code"),
        ],
    )
    def test_bad_input_comes_back_as_a_problem(self, path, status, where):
        ClinicFactory(slug="aurora", status=LISTED)

        response = get(path, status=status)
        assert response["Content-Type"] == "application/problem+json"
        told = response.json()
        assert told["status"] == status
        assert told["detail"]
        assert [each["where"] for each in told.get("errors", [])] == (
            [where] if where else []
        )

    def test_who_asks_too_often_is_told_how_long_to_wait(self, settings, clock):
        settings.API_RATE_LIMITS = {"read": "2/m/ip", "table": "1/h/ip"}
        get("clinics")
        get("certification-types")

        refused = get("clinics", status=429)
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Retry-After"] == "60"
        assert refused.json()["detail"] == (
            "At most 2 requests in 60 seconds from one network."
        )
        assert (
            Client().get(f"{ROOT}clinics", REMOTE_ADDR="192.0.2.9").status_code == 200
        )

        get("clinics.csv")
        assert get("certifications.csv", status=429)["Retry-After"] == "3600"
        clock.shift(61)
        get("clinics")

    def test_errors_behind_the_door_are_problems_too(self, monkeypatch):
        def fall(*_args, **_options):
            raise RuntimeError

        monkeypatch.setattr("clinics.open_data.kinds", fall)
        response = Client(raise_request_exception=False).get(
            f"{ROOT}certification-types"
        )
        assert response.status_code == 500
        assert response.json()["title"] == "Internal Server Error"


class TestDescription:
    def test_it_names_every_address_and_every_refusal(self):
        told = get("openapi.json").json()

        assert told["openapi"].startswith("3.")
        assert set(told["paths"]) == {
            "/api/v1/clinics",
            "/api/v1/clinics.csv",
            "/api/v1/clinics/{slug}",
            "/api/v1/clinics/{slug}/certifications",
            "/api/v1/certifications.csv",
            "/api/v1/certifications/{code}",
            "/api/v1/certification-types",
            "/api/v1/certification-types/{code}",
        }
        for path, verbs in told["paths"].items():
            assert set(verbs) == {"get"}, path
            refusals = verbs["get"]["responses"]
            assert {"400", "429"} <= set(refusals), path
            for status, answer in refusals.items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]

    def test_words_for_states_are_those_of_the_portal(self):
        told = json.dumps(get("openapi.json").json()["components"]["schemas"])

        for standing in Standing.values:
            assert f'"{standing}"' in told


def count(path) -> int:
    Client().get(f"{ROOT}openapi.json")
    with CaptureQueriesContext(connection) as queries:
        b"".join(get(path))
    return len(queries)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("clinics", 2),
        ("clinics?holds=licence&country=PT", 2),
        ("clinics?holds=ink", 2),
        ("clinics/clinic-a1", 2),
        ("clinics/clinic-a1/certifications", 4),
        ("certification-types", 3),
        ("clinics.csv", 2),
        ("certifications.csv", 1),
    ],
)
def test_it_costs_the_same_at_one_row_and_at_three(path, queries):
    for number in (1, 2, 3):
        clinic = ClinicFactory(slug=f"clinic-a{number}", status=LISTED)
        ClinicLanguageFactory(clinic=clinic)
        kind = CertificationTypeFactory(code=f"LIC-{number}")
        TypeJurisdictionFactory(type=kind)
        AnsweredFactorFactory(type=kind)
        a_paper(clinic=clinic, type=kind)
        bottle = BottleFactory(clinic=clinic, in_use=True)
        LabReportFactory(batch=bottle.batch, accepted=True)
        first = ClinicFactory._meta.model.objects.get(slug="clinic-a1")
        a_paper(clinic=first, type=kind)
        if number in (1, 3):
            assert count(path) == queries


def test_one_paper_costs_one_query():
    assert count(f"certifications/{a_paper().code}") == 1
