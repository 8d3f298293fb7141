"""A session written down in five pages, as somebody between two clients does it."""

import datetime

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from aftercare import tasks
from aftercare.domain import clients, drafts, sessions
from aftercare.models import HealingPlan, Session, SessionDraft
from clinics.domain import bottles as stock
from clinics.models import Clinic
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from tests.answers import form_of, text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import (
    AskerFactory,
    ClientFactory,
    HealthProfileFactory,
    SessionDraftFactory,
    TreatmentFactory,
)
from tests.factories.clinics import MembershipFactory, PlacementFactory
from tests.factories.inks import BottleFactory
from tests.factories.reports import SymptomReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AT = "/workspace/crown-clinic/treatments/"
RECORD = f"{AT}record/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def browser(desk):
    browser = Browser()
    browser.force_login(desk)
    return browser


@pytest.fixture
def draft(client_link, practitioner, bottle):
    """All but the ink was answered."""
    return SessionDraftFactory(
        client=client_link,
        asked_at=NOW,
        asked_by=UserFactory(),
        practitioner=practitioner,
        performed_at=NOW - datetime.timedelta(hours=1),
    )


def words(response):
    return text_of(response.content.decode())


def page_of(draft, name):
    return f"{RECORD}{draft.key}/{name}/"


def posted(browser, path, **told):
    """Post the form of a page as it stands, but for what is typed."""
    return browser.post(path, form_of(browser, path) | told)


def test_five_pages_make_a_session(browser, client_link, practitioner, bottle, desk):
    assert "Cleo Marr" in words(browser.get(RECORD))
    first = posted(browser, f"{RECORD}{client_link.pk}/", title="Hairline")
    health = browser.get(first.url)
    assert "Inks can hold traces of nickel" in words(health)
    second = browser.post(first.url, {"metal_allergy": "on", "asked": "on"})
    third = posted(browser, second.url, practitioner=practitioner.pk)
    fourth = browser.post(third.url, {"bottles": [bottle.pk]})
    last = words(browser.get(fourth.url))
    for told in ("Cleo Marr", "Hairline", "Allergy to metal", "Tobias", str(bottle)):
        assert told in last
    assert "Do not touch" in last  # the plan's first day

    done = browser.post(fourth.url)

    session = Session.objects.get()
    assert done.url == f"{AT}sessions/{session.pk}/"
    assert (session.treatment.client, session.recorded_by) == (client_link, desk)
    assert session.health.risks == ["metal_allergy"]
    assert (session.practitioner, session.performed_at) == (practitioner, NOW)
    assert not SessionDraft.objects.exists()
    assert "Handed over" not in words(browser.get(done.url))


def test_a_last_page_sent_twice_makes_one_session(browser, draft, bottle):
    draft.bottles.add(bottle)
    first = browser.post(page_of(draft, "check"))

    again = browser.post(page_of(draft, "check"))

    assert again.url == first.url
    assert Session.objects.count() == 1


def test_a_first_page_sent_twice_makes_one_draft(browser, client_link):
    path = f"{RECORD}{client_link.pk}/"
    form = form_of(browser, path) | {"title": "Hairline"}

    assert browser.post(path, form).url == browser.post(path, form).url
    assert SessionDraft.objects.count() == 1


def test_nothing_is_lost_when_somebody_else_goes_on(clinic, draft, bottle):
    draft.bottles.add(bottle)
    colleague = Browser()
    colleague.force_login(MembershipFactory(clinic=clinic, role="owner").user)

    assert "Cleo Marr" in words(colleague.get(AT))
    colleague.post(page_of(draft, "check"))

    assert Session.objects.get().key == draft.key


def test_only_active_links_are_offered(browser, client_link, clinic):
    ended = ClientFactory(clinic=clinic, user__display_name="Enda Gone")
    clients.end(ended, by=ended.user)
    asking = AskerFactory(clinic=clinic, user__display_name="Ina Sking")
    elsewhere = ClientFactory(user__display_name="Elle Sewhere")

    page = words(browser.get(RECORD))

    assert "Cleo Marr" in page
    for link in (ended, asking, elsewhere):
        assert link.user.display_name not in page
        assert browser.get(f"{RECORD}{link.pk}/").status_code == 404


def test_a_client_is_found_by_a_part_of_the_name(browser, client_link, clinic):
    ClientFactory(clinic=clinic, user__display_name="Somebody Else")

    found = words(browser.get(f"{RECORD}?q=marr"))
    assert "Cleo Marr" in found
    assert "Somebody Else" not in found
    assert "Nobody of that name" in words(browser.get(f"{RECORD}?q=zzz"))


def test_a_clinic_without_clients_is_told_how_they_come(browser):
    assert "No client yet" in words(browser.get(RECORD))


def test_a_known_treatment_is_offered_first(browser, client_link):
    known = TreatmentFactory(client=client_link, title="Scar at the back")
    path = f"{RECORD}{client_link.pk}/"

    posted(browser, path)
    posted(browser, path, treatment="new", title="Hairline")
    refused = posted(browser, path, treatment="new", title="")

    assert "Say what is done in the new treatment." in words(refused)
    assert [
        (each.treatment, each.title) for each in SessionDraft.objects.order_by("pk")
    ] == [(known, ""), (None, "Hairline")]


def test_a_draft_is_out_of_sight_once_the_consent_is_withdrawn(
    browser, draft, client_link
):
    consents.withdraw(Purpose.CARE, by=client_link.user)
    path = page_of(draft, "health")

    answers = browser.get(path), browser.post(path, {"diabetes": "on", "asked": "on"})

    assert [answer.status_code for answer in answers] == [404, 404]
    draft.refresh_from_db()
    assert draft.risks == []


def test_who_never_consented_is_named_with_who_can_change_that(browser, clinic):
    person = UserFactory(display_name="Cleo Marr")
    draft = SessionDraftFactory(client=ClientFactory(clinic=clinic, user=person))
    path = page_of(draft, "health")

    page = words(browser.get(path))
    browser.post(path, {"diabetes": "on", "asked": "on"})

    assert "Cleo Marr does not allow that the care is kept here" in page
    draft.refresh_from_db()
    assert draft.risks == []


def test_what_the_person_said_before_is_shown_and_asked_again(browser, client_link):
    HealthProfileFactory(user=client_link.user, risks=["keloid"])
    draft = SessionDraftFactory(client=client_link)

    form = form_of(browser, page_of(draft, "health"))

    assert form.keys() - {"csrfmiddlewaretoken"} == {"keloid"}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"asked": "on"}, "Tick what applies, or that none of it does."),
        (
            {"asked": "on", "nothing": "on", "keloid": "on"},
            "Tick what applies, or that none of it does.",
        ),
        ({"nothing": "on"}, "Ask the questions, then say here that you did."),
    ],
)
def test_health_questions_are_answered_aloud_and_clearly(
    browser, draft, told, sentence
):
    draft.asked_at, draft.asked_by = None, None
    draft.save()

    assert sentence in words(browser.post(page_of(draft, "health"), told))
    draft.refresh_from_db()
    assert draft.asked_at is None


def test_questions_asked_yesterday_are_asked_again(browser, draft, bottle, clock, desk):
    draft.bottles.add(bottle)
    clock.shift(DAY)
    browser.force_login(desk)

    answer = browser.post(page_of(draft, "check"))

    assert answer.url == page_of(draft, "health")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"performed_on": "2027-01-01"},
            "Give a moment that has passed, after the last session",
        ),
        ({"performed_on": "2025-12-01"}, "Tobias Reid did not work here on that day."),
        ({"performed_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_wrong_day_keeps_what_was_typed(browser, draft, told, sentence):
    answer = posted(browser, page_of(draft, "who"), **told)

    assert sentence in words(answer)
    assert told["performed_on"] in answer.content.decode()


@pytest.mark.parametrize(
    ("zone", "on", "around"),
    [
        ("America/Los_Angeles", "9999-12-31", "23:59"),
        ("Asia/Tokyo", "0001-01-01", "00:00"),
        ("Europe/Madrid", "1999-12-31", "12:00"),
    ],
)
def test_a_day_at_the_end_of_time_is_a_wrong_day(
    browser, draft, clinic, zone, on, around
):
    Clinic.objects.filter(pk=clinic.pk).update(time_zone=zone)
    told = {"performed_on": on, "performed_around": around}

    answer = posted(browser, page_of(draft, "who"), **told)

    assert "Give a moment that has passed, after the last session" in words(answer)
    assert on in answer.content.decode()


def test_the_time_is_read_by_the_clock_of_the_clinic(browser, draft, practitioner):
    posted(
        browser,
        page_of(draft, "who"),
        practitioner=practitioner.pk,
        performed_on="2026-11-20",
        performed_around="00:30",
    )

    draft.refresh_from_db()
    assert draft.performed_at == datetime.datetime(
        2026, 11, 19, 23, 30, tzinfo=datetime.UTC
    )


def test_a_clinic_without_practitioners_is_told_what_to_do(browser, client_link):
    draft = SessionDraftFactory(client=client_link)

    assert "No practitioner works here" in words(browser.get(page_of(draft, "who")))


def test_who_holds_the_needle_and_writes_is_chosen_already(
    clinic, client_link, practitioner
):
    me = MembershipFactory(clinic=clinic, role="practitioner").user
    mine = PlacementFactory(
        clinic=clinic, practitioner__user=me, practitioner__claimed_at=NOW
    )
    browser = Browser()
    browser.force_login(me)
    draft = SessionDraftFactory(client=client_link)

    form = form_of(browser, page_of(draft, "who"))

    assert form["practitioner"] == [str(mine.practitioner.pk)]


def test_bottles_that_may_not_be_used_are_named_with_the_reason(
    browser, draft, clinic, bottle
):
    aside = BottleFactory(clinic=clinic, in_use=True, aside=True)
    past = BottleFactory(clinic=clinic, in_use=True, discard_on=TODAY - DAY)
    theirs = BottleFactory(in_use=True)
    path = page_of(draft, "ink")

    page = words(browser.get(path))

    assert f"{aside.batch.ink} Lot {aside.batch.shown_lot} It is in quarantine." in page
    assert f"Lot {past.batch.shown_lot} It was opened too long ago." in page
    assert str(theirs.batch.ink) not in page
    for bad, reason in (
        (aside, "It is in quarantine."),
        (past, "It was opened too long ago."),
        (theirs, "It is no bottle in the stock of this clinic."),
    ):
        refused = words(browser.post(path, {"bottles": [bottle.pk, bad.pk]}))
        assert reason in refused
    assert not draft.bottles.exists()


def test_scans_add_one_bottle_after_the_other(browser, draft, clinic, bottle):
    second = BottleFactory(clinic=clinic, in_use=True)
    path = page_of(draft, "ink")

    posted(browser, path, scanned=bottle.batch.lot_printed)
    back = posted(browser, path, scanned=second.batch.lot_printed.lower())
    done = posted(browser, path)

    assert (back.url, done.url) == (path, page_of(draft, "check"))
    assert set(draft.bottles.all()) == {bottle, second}


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"in_use": True, "aside": True}, "It is in quarantine."),
        ({}, "It is not written down as open on that day."),
        (None, "It is no bottle in the stock of this clinic."),
    ],
)
def test_a_scan_that_cannot_be_used_says_why(browser, draft, clinic, made, sentence):
    other = BottleFactory(in_use=True)  # another clinic's
    scanned = BottleFactory(clinic=clinic, **made) if made is not None else other

    refused = posted(browser, page_of(draft, "ink"), scanned=scanned.batch.lot_printed)

    assert sentence in words(refused)
    assert scanned.batch.lot_printed in refused.content.decode()
    assert not draft.bottles.exists()


def test_a_second_bottle_of_a_lot_is_found_behind_one_set_aside(
    browser, draft, clinic, bottle
):
    BottleFactory(clinic=clinic, batch=bottle.batch, in_use=True, aside=True)

    posted(browser, page_of(draft, "ink"), scanned=bottle.batch.lot_printed)

    assert list(draft.bottles.all()) == [bottle]


def test_no_bottle_needs_a_reason(browser, draft):
    path = page_of(draft, "ink")

    assert "Name a bottle, or say here why there is none." in words(browser.post(path))
    browser.post(path, {"no_ink_reason": "Only a look at the healing."})
    browser.post(page_of(draft, "check"))

    assert Session.objects.get().no_ink_reason == "Only a look at the healing."


def test_a_bottle_set_aside_meanwhile_is_refused_on_saving(
    browser, draft, bottle, desk
):
    draft.bottles.add(bottle)
    stock.quarantine(bottle, by=desk, reason="It smells.")

    answer = browser.post(page_of(draft, "check"), follow=True)

    assert answer.redirect_chain[-1][0] == page_of(draft, "ink")
    assert f"{bottle.batch}: It is in quarantine." in words(answer)
    assert not Session.objects.exists()


def test_too_soon_asks_for_a_reason_on_the_last_page(browser, draft, record, bottle):
    first = record(performed_at=NOW - 3 * DAY)
    SessionDraft.objects.update(treatment=first.treatment, title="")
    draft.bottles.add(bottle)
    path = page_of(draft, "check")

    sessions.hand_over(first, by=first.recorded_by)
    plan = HealingPlan.objects.get()
    SymptomReportFactory(plan=plan, local_date=TODAY - DAY, status="reopened", level=2)

    asked = words(browser.get(path))
    assert "The last session was only a few days before." in asked
    assert "A report of the client is open." in asked
    assert "Fill this in." in words(browser.post(path))
    browser.post(path, {"go_ahead_reason": "The other side."})

    session = Session.objects.latest("pk")
    assert (session.number, session.go_ahead_reason) == (2, "The other side.")


def test_a_session_saved_meanwhile_brings_the_question_up(
    browser, draft, record, bottle, monkeypatch
):
    """A colleague is faster, between the question of the page and the saving."""
    draft.bottles.add(bottle)
    finish = drafts.finish

    def too_late(*told, **how):
        record(performed_at=NOW - 3 * DAY)
        return finish(*told, **how)

    monkeypatch.setattr(drafts, "finish", too_late)
    answer = browser.post(page_of(draft, "check"), follow=True)

    assert "It was not saved. Read what asks for a reason." in words(answer)
    assert "Why it went ahead all the same" in words(answer)
    assert Session.objects.count() == 1


def test_a_draft_is_thrown_away(browser, draft):
    browser.post(page_of(draft, "discard"))

    assert not SessionDraft.objects.exists()


def test_what_was_typed_into_a_draft_that_is_gone_is_shown(browser, draft, client_link):
    shown = form_of(browser, page_of(draft, "health"))
    drafts.discard(draft, by=UserFactory())

    told = {"metal_allergy": "on", "asked": "on"}
    answer = browser.post(page_of(draft, "health"), shown | told)
    assert answer.status_code == 404
    page = words(answer)
    assert "Somebody of the team threw this draft away" in page
    assert "What you typed Allergy to metal" in page
    assert f'href="{RECORD}"' in answer.text
    assert client_link.user.display_name not in page

    answer = browser.post(page_of(draft, "ink"), {"no_ink_reason": "A dry run."})
    assert "What you typed A dry run." in words(answer)
    for path in (page_of(draft, "who"), page_of(draft, "check")):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "What you typed" not in words(answer)
    assert browser.post(page_of(draft, "discard")).status_code == 404
    assert not SessionDraft.objects.exists()


def test_an_ended_link_closes_the_draft(browser, draft, client_link, bottle):
    draft.bottles.add(bottle)
    clients.end(client_link, by=client_link.user)

    assert browser.post(page_of(draft, "check")).status_code == 404
    assert not Session.objects.exists()


def test_a_page_that_was_skipped_is_asked_for(browser, client_link):
    draft = SessionDraftFactory(client=client_link)

    assert browser.get(page_of(draft, "check")).url == page_of(draft, "health")
    assert browser.get(page_of(draft, "ink")).url == page_of(draft, "who")


@pytest.mark.parametrize(
    ("name", "queries"), [("health", 7), ("who", 7), ("ink", 8), ("check", 13)]
)
def test_each_page_costs_a_fixed_number_of_queries(
    browser, draft, clinic, bottle, name, queries
):
    draft.bottles.add(bottle)
    counts = []
    for _ in range(2):
        path = page_of(draft, name)
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            browser.get(path)
        counts.append(len(captured))
        for _ in range(3):
            draft.bottles.add(BottleFactory(clinic=clinic, in_use=True))
            PlacementFactory(clinic=clinic)
            BottleFactory(clinic=clinic, in_use=True, aside=True)

    assert counts == [queries, queries]


def test_a_draft_that_was_forgotten_goes_after_a_week(client_link, bottle, clock):
    old = SessionDraftFactory(client=client_link)
    old.bottles.add(bottle)
    clock.shift(6 * 86400)
    kept = SessionDraftFactory(client=client_link)
    tasks.forget_drafts.call()
    assert SessionDraft.objects.count() == 2

    clock.shift(86401)
    for _twice in range(2):
        tasks.forget_drafts.call()
    assert SessionDraft.objects.get() == kept
    told = AuditEvent.objects.get(verb="sessions forgotten")
    assert told.details == {"count": 1}
