"""The clinic's screens of sessions: the list, one session, handing over, correcting."""

import datetime

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from aftercare.domain import clients, corrections, sessions
from aftercare.models import Amendment, HealingPlan
from portal.accounts import consent_texts
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from tests.answers import form_of, text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import ConsentFactory
from tests.factories.aftercare import (
    ClientFactory,
    SessionDraftFactory,
    SessionFactory,
    TreatmentFactory,
)
from tests.factories.clinics import MembershipFactory, PlacementFactory
from tests.factories.inks import BottleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AT = "/workspace/crown-clinic/treatments/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def browser(desk):
    browser = Browser()
    browser.force_login(desk)
    return browser


def words(response):
    return text_of(response.content.decode())


def page_of(session, act=""):
    return f"{AT}sessions/{session.pk}/{act}"


def test_the_list_shows_the_clinics_own_sessions(browser, record, client_link):
    session = record()
    SessionFactory(treatment__client__user=client_link.user)  # at another clinic
    other = SessionFactory()

    page = words(browser.get(AT))

    assert f"{client_link.user} Hairline, session 1" in page
    assert page.count("session 1") == 1
    for stranger in (other.treatment.client.user.email, other.clinic.name):
        assert stranger not in page
    assert browser.get(page_of(session)).status_code == 200
    assert browser.get(page_of(other)).status_code == 404


def test_an_ended_link_takes_its_sessions_out_of_sight(browser, record, client_link):
    session = record()
    clients.end(client_link, by=client_link.user)

    assert "Cleo" not in words(browser.get(AT))
    for path in (page_of(session), page_of(session, "correct/")):
        assert browser.get(path).status_code == 404
    assert browser.post(page_of(session, "hand-over/")).status_code == 404


def test_a_consent_that_is_withdrawn_takes_them_out_of_sight_at_once(
    browser, record, client_link
):
    session = record()
    consents.withdraw(Purpose.CARE, by=client_link.user)

    assert "Hairline" not in words(browser.get(AT))
    for path in (page_of(session), f"{AT}{session.treatment_id}/"):
        assert browser.get(path).status_code == 404
    again = consent_texts.current(Purpose.CARE).version
    consents.give(Purpose.CARE, by=client_link.user, text_version=again)
    assert browser.get(page_of(session)).status_code == 200


def test_a_link_that_is_taken_up_again_brings_them_back(browser, record, client_link):
    session = record()
    clients.end(client_link, by=client_link.user)
    ClientFactory(clinic=client_link.clinic, user=client_link.user)

    assert browser.get(page_of(session)).status_code == 200
    assert "Session 1" in words(browser.get(f"{AT}{session.treatment_id}/"))


def test_a_clinic_without_sessions_is_told_how_they_come(browser):
    assert "No session yet" in words(browser.get(AT))


def test_the_workspace_leads_to_the_treatments(browser):
    page = browser.get("/workspace/crown-clinic/").content.decode()

    assert f'href="{AT}"' in page


def test_a_session_is_handed_over_once_and_begins_the_plan(browser, record):
    session = record(risks=["keloid"])
    page = words(browser.get(page_of(session)))
    for told in ("Recorded", "Keloid", "Hand it over", "Sleep on a clean pillowcase"):
        assert told in page

    answers = [
        words(browser.post(page_of(session, "hand-over/"), follow=True))
        for _ in range(2)
    ]

    assert "Handed over. The client can now confirm" in answers[0]
    assert "Hand it over" not in answers[0]
    assert "It was handed over before." in answers[1]
    assert HealingPlan.objects.get().day_zero == session.local_date


def corrected(browser, session, **told):
    path = page_of(session, "correct/")
    return browser.post(path, form_of(browser, path) | told)


def test_a_correction_changes_what_was_typed_and_nothing_else(
    browser, record, clinic, bottle
):
    session = record()
    spare = BottleFactory(clinic=clinic, in_use=True)

    answer = corrected(browser, session, bottles=[spare.pk])

    assert answer.url == page_of(session)
    performed_at = session.performed_at
    session.refresh_from_db()
    assert [each.bottle for each in session.bottles.all()] == [spare]
    assert session.performed_at == performed_at
    assert not Amendment.objects.exists()


def test_a_locked_session_asks_why_and_shows_both_versions(
    browser, record, clinic, bottle, desk, clock
):
    session = record()
    spare = BottleFactory(clinic=clinic, in_use=True)
    clock.shift(2 * DAY)
    browser.force_login(desk)
    assert "It is locked" in words(browser.get(page_of(session)))

    refused = corrected(browser, session, bottles=[spare.pk])
    assert "Fill this in." in words(refused)
    corrected(browser, session, bottles=[spare.pk], reason="The wrong bottle.")

    page = words(browser.get(page_of(session)))
    assert f"The wrong bottle. Ink {bottle} {spare}" in page


def test_a_form_that_grew_old_is_refused_and_keeps_what_was_typed(
    browser, record, clinic, desk
):
    session = record()
    path = page_of(session, "correct/")
    form = form_of(browser, path)
    other = PlacementFactory(clinic=clinic).practitioner
    corrections.mend(
        session,
        seen=corrections.facts(session),
        practitioner=other,
        performed_at=session.performed_at,
        bottles=[],
        no_ink_reason="Only a talk.",
        by=desk,
    )

    refused = browser.post(path, form | {"performed_around": "06:17"})

    assert "The session was changed or locked meanwhile." in words(refused)
    assert "06:17" in refused.content.decode()
    session.refresh_from_db()
    assert session.practitioner == other


def test_a_corrected_day_may_ask_for_a_reason_on_the_page(browser, record, desk, clock):
    first = record(performed_at=NOW - 30 * DAY)
    second = record(treatment=first.treatment, performed_at=NOW - 20 * DAY)
    day = (TODAY - 27 * DAY).isoformat()

    asked = corrected(browser, second, performed_on=day)
    assert "The last session was only a few days before." in words(asked)
    label = words(asked).partition("Why it went ahead all the same")[2][:80]
    assert label
    assert "(optional)" not in label
    corrected(browser, second, performed_on=day, go_ahead_reason="The other side.")

    second.refresh_from_db()
    assert second.go_ahead_reason == "The other side."


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"performed_on": "2027-01-01"}, "Give a moment that has passed"),
        ({"performed_on": "0001-01-01"}, "Give a moment that has passed"),
        ({"performed_on": "2025-06-01"}, "Tobias Reid did not work here"),
        ({}, "This is what stands there already."),
        ({"bottles": []}, "Name a bottle, or say here why there is none."),
    ],
)
def test_a_correction_that_cannot_be_says_why(browser, record, told, sentence):
    session = record()

    assert sentence in words(corrected(browser, session, **told))


def test_a_page_of_the_session_costs_a_fixed_number_of_queries(browser, record, clinic):
    counts = []
    for number in (1, 3):
        session = record(
            performed_at=NOW - number * DAY,
            bottles=[BottleFactory(clinic=clinic, in_use=True) for _ in range(number)],
            go_ahead_reason="The other side.",
        )
        browser.get(page_of(session))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page_of(session))
        counts.append(len(captured))

    assert counts == [11, 11]


@pytest.mark.parametrize(("path", "queries"), [(AT, 8), (f"{AT}record/", 8)])
def test_the_lists_cost_a_fixed_number_of_queries(browser, clinic, path, queries):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            link = ClientFactory(clinic=clinic)
            ConsentFactory(user=link.user)
            SessionFactory(treatment=TreatmentFactory(client=link))
            SessionDraftFactory(client=link)
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            browser.get(path)
        counts.append(len(captured))

    assert counts == [queries, queries]


def test_a_colleague_of_another_clinic_sees_none_of_it(record):
    session = record()
    stranger = Browser()
    stranger.force_login(MembershipFactory().user)

    for path in (AT, page_of(session), page_of(session, "correct/"), f"{AT}record/"):
        assert stranger.get(path).status_code == 404
    stranger.post(page_of(session, "hand-over/"))
    session.refresh_from_db()
    assert session.state == sessions.SessionState.RECORDED
