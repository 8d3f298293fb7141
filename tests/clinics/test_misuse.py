"""People report a poster that hangs elsewhere; staff deal with it."""

import datetime
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from clinics import access
from clinics.domain import misuse
from clinics.enums import ClinicRole, Misuse
from clinics.models import MisuseReport
from portal.audit.models import AuditEvent
from tests.clinics.test_verification import NOBODYS, of_practitioner, paper
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    MembershipFactory,
    MisuseReportFactory,
    PlacementFactory,
)

pytestmark = pytest.mark.django_db

KEY = UUID("00000000-0000-4000-8000-000000000009")
ANSWERS = {
    "what": Misuse.HANGS_ELSEWHERE,
    "place": "Corner shop, 3 Mill Lane",
    "text": "It hangs behind the till.",
    "email": "witness@example.com",
    "key": str(KEY),
}


def address(code):
    return reverse("verification:report", args=[f"{code[:4]}-{code[4:8]}-{code[8:]}"])


def tell(code, client=None, **answers):
    return (client or Client()).post(address(code), ANSWERS | answers)


def test_report_is_kept_as_it_was_typed_and_nothing_besides():
    made = paper()

    response = Client().post(address(made.code), ANSWERS, follow=True)

    assert response.redirect_chain == [(f"/v/{made.shown_code}/", 302)]
    assert "Thank you. A reviewer will look into it." in response.content.decode()
    told = MisuseReport.objects.get()
    kept = {
        field.name: getattr(told, field.name)
        for field in MisuseReport._meta.fields
        if field.name != "id"
    }
    assert kept == {
        "key": KEY,
        "code": made.code,
        "certification": made,
        "what": "hangs_elsewhere",
        "place": "Corner shop, 3 Mill Lane",
        "text": "It hangs behind the till.",
        "email": "witness@example.com",
        "received_at": NOW,
        "settled_at": None,
        "settled_by": None,
        "note": "",
    }
    [event] = AuditEvent.objects.filter(verb="misuse reported")
    assert (event.by_id, event.clinic_id) == (None, made.clinic_id)


def test_person_who_is_signed_in_is_not_kept_either(sign_in_as):
    tell(paper().code, sign_in_as("owner"))

    [event] = AuditEvent.objects.filter(verb="misuse reported")
    assert event.by_id is None


def test_code_nobody_issued_can_be_reported():
    tell(NOBODYS)

    told = MisuseReport.objects.get()
    assert (told.code, told.certification) == (NOBODYS, None)


def test_mistyped_code_leads_to_the_form_for_codes():
    response = Client().get("/v/8K2M/report/")

    assert (response.status_code, response.url) == (302, "/v/8K2M/")


def test_two_clicks_make_one_report():
    code = paper().code

    first, second = tell(code), tell(code)

    assert (first.status_code, second.status_code) == (302, 302)
    assert MisuseReport.objects.count() == 1
    assert AuditEvent.objects.filter(verb="misuse reported").count() == 1


def test_each_form_has_a_key_of_its_own():
    forms = [Client().get(address(NOBODYS)).context["form"] for _ in range(2)]

    assert len({form["key"].value() for form in forms}) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": "nothing"}, "Select a valid choice"),
        ({"place": ""}, "Fill this in."),
        ({"place": "x" * 201}, "at most 200 characters"),
        ({"text": "x" * 1001}, "at most 1000 characters"),
        ({"email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(wrong, words):
    response = tell(NOBODYS, **wrong)

    html = response.content.decode()
    assert words in html
    assert "It hangs behind the till." in html or "text" in wrong
    assert MisuseReport.objects.count() == 0


def test_sixth_report_of_one_network_within_the_hour_waits_and_is_not_lost(clock):
    for _ in range(5):
        tell(NOBODYS, key=str(uuid4()))

    refused = tell(NOBODYS, key=str(uuid4()))
    assert refused.status_code == 429
    assert "too many reports for now" in refused.content.decode()
    assert "It hangs behind the till." in refused.content.decode()
    assert MisuseReport.objects.count() == 5

    clock.shift(datetime.timedelta(hours=1, seconds=1))
    assert tell(NOBODYS, key=str(uuid4())).status_code == 302
    assert MisuseReport.objects.count() == 6


def test_limit_can_be_taken_off_for_load_tests(settings):
    settings.ACCOUNT_RATE_LIMITS = False

    for _ in range(7):
        tell(NOBODYS, key=str(uuid4()))

    assert MisuseReport.objects.count() == 7


# Staff


@pytest.mark.parametrize("role", ["reviewer", "moderator"])
def test_report_is_dealt_with_once_and_with_a_note(role, person):
    told = MisuseReportFactory()

    misuse.settle(told, by=person(role), note="The shop took it down.")

    told.refresh_from_db()
    assert (told.settled_at, told.settled_by) == (NOW, person(role))
    assert told.note == "The shop took it down."
    assert AuditEvent.objects.filter(verb="misuse settled").count() == 1
    with pytest.raises(misuse.AlreadySettled) as faster:
        misuse.settle(told, by=person("second_reviewer"), note="Me too.")
    assert faster.value.report.note == "The shop took it down."


def test_nothing_is_dealt_with_without_a_note(person):
    told = MisuseReportFactory()

    with pytest.raises(ValidationError):
        misuse.settle(told, by=person("reviewer"), note="")

    told.refresh_from_db()
    assert told.settled_at is None


@pytest.mark.parametrize("until", [None, TODAY - datetime.timedelta(days=30)])
def test_nobody_sees_reports_about_a_clinic_they_are_close_to(person, until):
    own, other, forged = paper(), paper(), MisuseReportFactory()
    for each in (own, other):
        MisuseReportFactory(certification=each, code=each.code)
    MembershipFactory(
        clinic=own.clinic,
        user=person("reviewer"),
        role=ClinicRole.PRACTITIONER,
        since=TODAY - datetime.timedelta(days=90),
        until=until,
    )

    seen = access.misuse_reports(person("reviewer"))

    assert {told.code for told in seen} == {other.code, forged.code}
    with pytest.raises(misuse.NotYours):
        misuse.settle(own.misuse_reports.get(), by=person("reviewer"), note="Fine.")
    assert access.misuse_reports(person("moderator")).count() == 3


def test_nobody_sees_reports_about_a_colleagues_paper(person):
    made = of_practitioner()
    MisuseReportFactory(certification=made, code=made.code)
    placement = PlacementFactory(practitioner=made.practitioner)
    MembershipFactory(clinic=placement.clinic, user=person("reviewer"))

    assert not access.misuse_reports(person("reviewer")).exists()
    assert access.misuse_reports(person("second_reviewer")).exists()


@pytest.mark.parametrize("role", ["editor", "admin", "owner", "client"])
def test_others_see_none(person, role):
    MisuseReportFactory()

    assert not access.misuse_reports(person(role)).exists()


@pytest.mark.ignore_template_errors
def test_reviewer_deals_with_a_report_in_the_admin(migrated, sign_in_as):
    made = paper()
    told = MisuseReportFactory(certification=made, code=made.code)
    MisuseReportFactory(place="Seen earlier", settled=True)
    client = sign_in_as("reviewer")

    html = client.get(reverse("misuse_reports:index")).content.decode()
    assert html.index(told.place) < html.index("Seen earlier")
    one = reverse("misuse_reports:report", args=[told.pk])
    assert one in html
    html = client.get(one).content.decode()
    for words in (told.place, told.text, told.email, made.shown_code):
        assert words in html

    assert "Fill this in." in client.post(one, {"note": ""}).content.decode()
    done = client.post(one, {"note": "Taken down."})
    assert done.url == reverse("misuse_reports:index")

    late = sign_in_as("moderator").post(one, {"note": "I rang them."})
    assert late.status_code == 409
    html = late.content.decode()
    assert "Reviewer dealt with it" in html
    assert "I rang them." in html
    told.refresh_from_db()
    assert told.note == "Taken down."
