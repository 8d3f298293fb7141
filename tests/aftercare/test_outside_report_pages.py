"""Reporting about a clinic that is not here, page by page."""

import datetime
import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare.enums import ReportLevel
from aftercare.forms.outside_report import WHEN, WHERE
from aftercare.models import Message, OutsideClinic, SymptomReport
from clinics.enums import ClinicStatus
from clinics.models import Clinic
from portal.accounts import consent_texts
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent
from tests.answers import text_of
from tests.conftest import TODAY
from tests.factories.accounts import PASSWORD, ConsentFactory
from tests.factories.clinics import ClinicFactory
from tests.factories.plans import launched
from tests.factories.reports import (
    AssessmentFactory,
    EscalationFactory,
    OutsideReportFactory,
)

pytestmark = pytest.mark.django_db
OUTSIDE, BEGIN = "/my/report/outside/", "/my/report/outside/begin/"
VERSION = consent_texts.current(Purpose.CARE).version
PLACE = {
    "clinic_name": "Estúdio da Coroa",
    "town": "Porto",
    "country": "PT",
    "session_on": "2026-11-20",
}
FINE = {"trend": "better", "redness_extent": "0", "pain_nrs": "1", "heat": "0"}
WORSE = {"trend": "worse", "redness_extent": "3", "pain_nrs": "7"}


@pytest.fixture
def stranger(person):
    """Somebody with an account, who has said nothing yet."""
    return person("client")


@pytest.fixture
def me(stranger):
    ConsentFactory(user=stranger)
    stranger.adult_confirmed_at = timezone.now()
    stranger.save()
    return stranger


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def read(response) -> str:
    return text_of(html(response))


def sent(browser, answers=FINE, **told):
    data = {"key": str(uuid4()), **PLACE, **answers, **told}
    return browser.post(OUTSIDE, data, follow=True)


# Before the first one


def test_without_a_plan_both_pages_lead_to_it(stranger, browser):
    for page in ("/my/", "/my/report/", "/my/reports/"):
        assert f'href="{OUTSIDE}"' in html(browser.get(page)), page


def test_the_check_leads_to_it(client):
    told = {"day": "3", "trend": "better", "pain_nrs": "1"}
    assert f'href="{OUTSIDE}"' in html(client.post("/check/", told))


def test_age_clock_and_consent_are_asked_once_and_first(stranger, browser):
    assert browser.get(OUTSIDE)["Location"] == BEGIN
    page = html(browser.get(BEGIN))
    assert page.index("Call 112, 999 or 911 now") < page.index("<form")
    for purpose in ("photos", "figures", "public_photo"):
        assert f'name="{purpose}"' not in page
    told = {"adult": "on", "time_zone": "Europe/Lisbon", "care": VERSION}

    assert browser.post(BEGIN, told)["Location"] == OUTSIDE

    stranger.refresh_from_db()
    assert stranger.time_zone == "Europe/Lisbon"
    assert stranger.adult_confirmed_at
    consent = Consent.objects.get()
    assert (consent.purpose, consent.text_version) == ("care", VERSION)
    assert browser.get(BEGIN)["Location"] == OUTSIDE
    assert "112" in html(browser.get(OUTSIDE))


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("adult", "Only adults can keep reports here."),
        ("care", "Without this consent no report is kept."),
    ],
)
def test_without_them_nothing_is_kept(stranger, browser, without, sentence):
    told = {"adult": "on", "time_zone": "Europe/Lisbon", "care": VERSION}
    del told[without]

    page = html(browser.post(BEGIN, told))

    assert sentence in page
    assert not Consent.objects.exists()
    assert sent(browser).redirect_chain[0][0] == BEGIN
    assert not SymptomReport.objects.exists()


def test_a_text_that_was_never_shown_is_refused(stranger, browser):
    told = {"adult": "on", "time_zone": "Europe/Lisbon", "care": "1999-01-01.1"}

    assert "The words of the consent have changed." in read(browser.post(BEGIN, told))
    assert not Consent.objects.exists()


def test_an_older_text_is_asked_anew(me, browser):
    ConsentFactory(user=me, text_version="2026-11-23.1")

    page = html(browser.get(BEGIN))

    assert 'name="care"' in page
    assert 'name="adult"' not in page


# Asked and answered


def test_the_form_begins_with_help_and_asks_where_when_and_how(me, browser):
    page = html(browser.get(OUTSIDE))

    assert page.index("Call 112, 999 or 911 now") < page.index('<form class="stack"')
    order = ["red_flags", *WHERE, *WHEN, "trend", "redness_extent", "raised_ink"]
    found = [page.index(f'name="{name}"') for name in [*order, "risk", "note"]]
    assert found == sorted(found)
    assert "data-report=" not in page  # nothing of it is kept on the phone


def test_a_usual_day_is_answered_and_nobody_is_promised(me, browser):
    page = read(sent(browser))
    report = SymptomReport.objects.get()

    assert (report.level, report.day) == (ReportLevel.EXPECTED, 3)
    for said in (
        report.spoken,
        "No clinic on this portal reads this. Contact your clinic yourself",
        "It is kept for you alone",
        "Estúdio da Coroa, Porto, Portugal",
        "(day 3)",
        "Source:",
        "The dot is the answer of day 3",
        "Photos are not taken here",
    ):
        assert said in page, said
    assert "Messages" not in page
    assert "our moderators" not in page.lower()


def test_an_answer_beyond_what_is_usual_opens_a_second_page(me, browser):
    page = html(sent(browser, WORSE))
    assert not SymptomReport.objects.exists()
    assert 'name="clinic_name" value="Estúdio da Coroa"' in page
    assert 'name="glands"' in page

    told = WORSE | {"glands": "large_or_tender", "send": "yes"}
    page = read(sent(browser, told))

    assert SymptomReport.objects.get().level == ReportLevel.URGENT
    assert "Call a doctor today" in page
    assert "It waits for our moderators, none of whom could be written to." in page


def test_something_else_opens_every_question(me, browser):
    page = html(sent(browser, more="yes"))

    assert "Colour, lumps or scars in the ink" in page
    assert not SymptomReport.objects.exists()


def test_without_the_day_the_answer_is_careful(me, browser):
    told = {"session_on": "", "no_day": "on"}
    assert "A few more questions" in read(sent(browser, **told))  # as of a late day

    page = read(sent(browser, **told, send="yes"))

    report = SymptomReport.objects.get()
    assert (report.day, report.level) == (None, ReportLevel.CLINIC)
    assert "Without the day of your session nobody can say what is usual now." in page
    assert "not known" in page
    assert "The dot is the answer" not in page
    assert "It waits for our moderators, because no clinic reads it." in page
    assert report.spoken in read(browser.get("/my/reports/"))


def test_a_date_that_cannot_be_read_is_nothing_once_the_day_is_not_known(me, browser):
    sent(browser, session_on="long ago", no_day="on", send="yes")

    assert SymptomReport.objects.get().session_on is None


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"clinic_name": " "}, "Fill this in."),
        ({"country": ""}, "Choose one."),
        ({"session_on": ""}, "Say on which day it was, or that you do not know."),
        ({"session_on": "2026-11-25"}, "That day is still to come."),
        ({"session_on": "1926-11-23"}, "Is the year right?"),
        ({"session_on": "soon"}, "Enter a valid date."),
        ({"key": "?"}, "This page was not whole."),
        ({"redness_extent": "12"}, "Select a valid choice."),
        (dict.fromkeys(FINE, ""), "Answer at least one question"),
        (dict.fromkeys(FINE, "") | {"risk": "diabetes"}, "Answer at least one"),
    ],
)
def test_what_cannot_be_read_comes_back_with_what_was_typed(
    me, browser, told, sentence
):
    page = html(sent(browser, **told))

    assert sentence in page
    assert 'value="Porto"' in page
    assert not SymptomReport.objects.exists()
    assert not OutsideClinic.objects.exists()


def test_a_fault_of_the_second_page_comes_back_there(me, browser):
    page = html(sent(browser, WORSE, temp="warm", send="yes"))

    assert "Type a temperature such as 38.2" in page
    assert 'type="hidden" name="town" value="Porto"' in page


def test_an_emergency_waits_for_nothing(me, browser):
    told = {"key": str(uuid4()), "red_flags": "mouth_swelling", "session_on": "soon"}

    page = read(browser.post(OUTSIDE, told, follow=True))

    assert SymptomReport.objects.get().level == ReportLevel.EMERGENCY
    assert "A clinic that was not named" in page


def test_the_next_one_is_filled_in(me, browser):
    sent(browser, risk="diabetes")

    page = html(browser.get(OUTSIDE))

    assert 'value="Estúdio da Coroa"' in page
    assert '<option value="PT" selected' in page
    assert 'value="2026-11-20"' in page
    assert "Filled in as you told it on" in page
    form = browser.get(OUTSIDE).context["form"]
    assert form.initial["risk"] == ["diabetes"]
    assert "trend" not in form.initial


@pytest.mark.parametrize("when", [{}, {"session_on": "", "no_day": "on"}])
def test_words_of_the_note_lead_to_the_emergency_card(me, browser, when):
    page = html(sent(browser, note="I have chest pain.", send="yes", **when))

    assert "Your note has words for this: Chest pain" in page
    assert 'href="#if-so"' in page
    assert 'id="if-so"' in page


def test_whoever_named_a_clinic_that_is_here_by_now_is_led_to_it(me, browser):
    sent(browser)
    clinic = ClinicFactory()
    OutsideClinic.objects.update(clinic=clinic)
    pages = (f"/my/reports/{SymptomReport.objects.get().number}/", OUTSIDE)
    link = f'href="/clinics/{clinic.slug}/"'

    assert all(link not in html(browser.get(page)) for page in pages)
    Clinic.objects.update(status=ClinicStatus.LISTED)
    assert all(link in html(browser.get(page)) for page in pages)


def test_after_some_days_only_the_place_is_filled_in(me, browser, clock):
    sent(browser)
    clock.shift(datetime.timedelta(days=3))

    response = browser.get(OUTSIDE)

    assert "Filled in as you told it on" not in html(response)
    assert response.context["form"].initial["town"] == "Porto"
    assert "pain_nrs" not in response.context["form"].initial


def test_the_consent_taken_back_meanwhile_keeps_nothing(me, browser, monkeypatch):
    from aftercare.domain import outside_reports

    def refuse(*_args, **_told):
        raise outside_reports.NotAllowed

    monkeypatch.setattr(outside_reports, "send", refuse)

    assert sent(browser).redirect_chain[0][0] == BEGIN


def test_who_takes_the_consent_back_reads_that_moderators_see_nothing(me, browser):
    sent(browser, session_on="", no_day="on", send="yes")
    consents.withdraw(Purpose.CARE, by=me)

    report = SymptomReport.objects.get()
    page = read(browser.get(f"/my/reports/{report.number}/"))

    assert "our moderators do not see this report any more" in page


def test_a_message_or_photo_leads_nowhere(me, browser):
    sent(browser)
    where = f"/my/reports/{SymptomReport.objects.get().number}/"

    for act, told in (("write/", {"key": str(uuid4()), "text": "?"}), ("write/", {})):
        page = html(browser.post(where + act, told, follow=True))
        assert "No clinic on this portal reads this" in page
    browser.post(f"{where}not-better/", {"note": "?"})
    assert not Message.objects.exists()
    assert SymptomReport.objects.get().round == 1
    assert browser.get(f"{where}photos/").status_code == 404
    assert browser.post(f"{where}photos/crown/").status_code == 404


# Where it stands


def test_it_stands_on_today_without_a_plan_and_with_one(me, browser):
    sent(browser)
    number = SymptomReport.objects.get().number
    link = f'href="/my/reports/{number}/"'

    assert link in html(browser.get("/my/"))
    launched(me, days_ago=3)
    assert link in html(browser.get("/my/"))
    assert "Is it about the session of your plan here?" in html(browser.get(OUTSIDE))


def test_a_week_later_it_stands_under_reports_only(me, browser, clock):
    sent(browser)
    link = f'href="/my/reports/{SymptomReport.objects.get().number}/"'
    clock.shift(datetime.timedelta(days=7))

    assert link not in html(browser.get("/my/"))
    page = html(browser.get("/my/reports/"))
    assert link in page
    assert "Estúdio da Coroa, Porto" in page


def test_nobody_else_reads_it(me, browser, sign_in_as):
    sent(browser)
    where = f"/my/reports/{SymptomReport.objects.get().number}/"

    for role in ("other_client", "owner", "moderator"):
        assert sign_in_as(role).get(where).status_code == 404, role


def test_it_is_taken_along(me, browser):
    sent(browser, session_on="", no_day="on", send="yes")
    me.set_password(PASSWORD)
    me.save()
    browser.force_login(me)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    told = json.loads(browser.get(reverse("my:data-json")).content)["parts"]
    (report,) = told["reports"]
    assert report["outside_clinic"] == "Estúdio da Coroa, Porto, Portugal"
    assert (report["session_on"], report["day"], report["clinic"]) == (None,) * 3
    assert "Estúdio da Coroa" in html(browser.get(reverse("my:data-print")))
    bundle = json.loads(browser.get(reverse("my:data-fhir")).content)
    observed = [
        each["resource"]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "Observation"
    ]
    notes = {each["note"][0]["text"] for each in observed}
    assert notes == {"Estúdio da Coroa, Porto, Portugal"}


def reported(me, number: int):
    report = OutsideReportFactory(
        user=me,
        level=ReportLevel.CLINIC,
        number=f"9000000{number}",
        local_date=TODAY,
    )
    shown = {"name": "", "advice": "", "next": [], "statement": ""}
    AssessmentFactory(report=report, level=ReportLevel.CLINIC, shown=shown)
    EscalationFactory(report=report, outcome="queued")
    return report


def queries(browser, address) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        html(browser.get(address))
    return len(found)


def test_pages_cost_the_same_with_one_report_and_with_three(me, browser):
    shown = f"/my/reports/{reported(me, 1).number}/"
    pages = (shown, OUTSIDE, "/my/reports/", "/my/")
    one = [queries(browser, page) for page in pages]
    for number in (2, 3):
        reported(me, number)

    assert [queries(browser, page) for page in pages] == one
    assert one == [11, 6, 5, 6]
