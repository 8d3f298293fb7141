"""Words are counted as browsers count them, and none is dropped without a word."""

from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare import app_key
from aftercare.domain import report_answers
from aftercare.enums import ReportLevel, ReportStatus
from aftercare.models import Message, MessageFlag, SymptomReport
from portal.accounts.enums import Purpose
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.aftercare.test_inbox import WORDS
from tests.factories.accounts import ConsentFactory
from tests.factories.plans import launched
from tests.factories.reports import MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CUT = "Your note was longer than 1000 letters. Its end was left off."
SIGN = {"red_flags": "breathing"}


def lines(longest: int, typed_by: str = "\r\n") -> str:
    """Words with many lines, of just that length to a browser."""
    return (f"ab{typed_by}" * longest)[: (longest - 1) // 3 * (2 + len(typed_by))] + (
        "z" * ((longest - 1) % 3 + 1)
    )


FULL = lines(1000)
KEPT = FULL.replace("\r\n", "\n")


def test_the_words_of_these_tests_are_of_the_length_they_say():
    assert len(KEPT) == 1000
    assert len(FULL) > 1300


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


@pytest.fixture
def staff(sign_in_as):
    return sign_in_as("frontdesk")


@pytest.fixture
def plan(person):
    return launched(person("client"), days_ago=3)


@pytest.fixture
def report(plan):
    return send(plan)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def check_in(browser, **told) -> str:
    told = {"key": str(uuid4()), "send": "yes"} | told
    return html(browser.post("/my/report/", told, follow=True))


def reopen(browser, report, note) -> str:
    address = reverse("my:report-reopen", args=[report.number])
    return html(browser.post(address, {"note": note}, follow=True))


def test_a_check_in_takes_a_note_that_the_browser_let_through(plan, browser):
    page = check_in(browser, trend="better", heat="0", note=FULL)

    assert SymptomReport.objects.get().answers["note"] == KEPT
    assert CUT not in page


def test_a_usual_check_in_with_too_long_a_note_comes_back_with_it(plan, browser):
    page = check_in(browser, trend="better", heat="0", note="n" * 1001)

    assert not SymptomReport.objects.exists()
    assert "n" * 1001 in page
    assert "at most 1000 characters" in page


def test_an_emergency_with_too_long_a_note_is_sent_with_what_fits(plan, browser):
    page = check_in(browser, **SIGN, note=FULL + "more")

    report = SymptomReport.objects.get()
    assert report.level == ReportLevel.EMERGENCY
    assert report.answers["note"] == KEPT
    assert CUT in page


def test_an_emergency_with_a_note_that_fits_is_told_of_no_cut(plan, browser):
    page = check_in(browser, **SIGN, note=FULL)

    assert SymptomReport.objects.get().answers["note"] == KEPT
    assert CUT not in page


def test_an_emergency_from_a_phone_is_cut_and_told_on_its_page(plan, browser, person):
    told = {"person": app_key.of(person("client")), "waited": 0, "key": str(uuid4())}
    data = told | SIGN | {"send": "yes", "note": "n" * 1001}

    came = browser.post("/my/report/late/", data)

    assert came.json()["fate"] == "sent"
    assert SymptomReport.objects.get().answers["note"] == "n" * 1000
    assert CUT in html(browser.get(came.json()["answer"]))


def test_an_emergency_at_a_clinic_that_is_not_here_is_cut_too(person, browser):
    me = person("client")
    ConsentFactory(user=me, purpose=Purpose.CARE)
    type(me).objects.filter(pk=me.pk).update(adult_confirmed_at="2026-01-01T00:00Z")
    data = {"key": str(uuid4()), **SIGN, "send": "yes", "note": "n" * 1001}

    page = html(browser.post("/my/report/outside/", data, follow=True))

    assert SymptomReport.objects.get().answers["note"] == "n" * 1000
    assert CUT in page


def test_not_better_keeps_what_the_browser_let_through(report, browser):
    page = reopen(browser, report, FULL)

    assert "Your clinic is asked to look again." in page
    assert CUT not in page
    assert report.events.get().note == KEPT


def test_not_better_cuts_what_is_too_long_and_says_so(report, browser):
    page = reopen(browser, report, KEPT + "more")

    assert "Your clinic is asked to look again." in page
    assert CUT in page
    assert report.events.get().note == KEPT


def test_not_better_that_was_not_taken_says_nothing_of_a_cut(report, browser):
    reopen(browser, report, "")
    page = reopen(browser, report, KEPT + "more")

    assert "This report is open already" in page
    assert CUT not in page


def test_messages_and_flags_take_what_the_browser_let_through(report, browser, staff):
    address = reverse("my:report-write", args=[report.number])
    told = {"key": str(uuid4()), "text": lines(2000)}
    assert "Your message was sent." in html(browser.post(address, told, follow=True))
    assert len(Message.objects.get().text) == 2000

    theirs = MessageFactory(
        report=report, from_clinic=True, watch_for="Fever.", come_back="Tomorrow."
    )
    address = reverse("my:message-flag", args=[report.number, theirs.pk])
    browser.post(address, {"reason": "rude", "text": FULL})
    assert MessageFlag.objects.get().text == KEPT


def test_answers_of_the_clinic_take_what_the_browser_let_through(plan, staff):
    report = send(plan, INFECTED)
    posts = [
        ("reply", {"key": str(uuid4()), **WORDS, "watch_for": lines(500)}),
        ("contact", {"note": FULL}),
        ("raise", {"level": "4", "reason": FULL}),
    ]

    for name, data in posts:
        address = reverse(f"inbox:{name}", args=[report.clinic.slug, report.number])
        seen = {"seen": report_answers.seen(report)}
        page = html(staff.post(address, data | seen, follow=True))
        assert "It is written down" in page

    assert len(report.messages.get().watch_for) == 500
    notes = report.events.exclude(note="").values_list("note", flat=True)
    assert set(notes) == {KEPT}
    report.refresh_from_db()
    assert report.status == ReportStatus.ACKNOWLEDGED
