"""Who has what in the queue, and the screens that show it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import AuditEvent
from portal.moderation.domain import claims
from portal.moderation.models import Claim
from tests.answers import answers_in, text_of
from tests.conftest import NOW
from tests.factories.clinics import (
    CertificationFactory,
)
from tests.portal.moderation.queue.waiting import ITEMS, a_reviewer, application

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
QUEUE = "/cms/queue/"
HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR


# Claims


def test_claim_ends_by_itself_after_half_an_hour(paper, reviewer, colleague, clock):
    item = ("certification", paper.pk)
    claims.take(*item, by=reviewer)
    with pytest.raises(claims.Taken) as taken:
        claims.take(*item, by=colleague)
    assert taken.value.claim.by == reviewer

    clock.shift(datetime.timedelta(minutes=30))

    assert claims.alive(*item) is None
    with pytest.raises(claims.Ended):
        claims.hold(*item, by=reviewer)
    assert claims.take(*item, by=colleague).by == colleague
    assert Claim.objects.count() == 1


def test_own_claim_begins_anew(paper, reviewer, clock):
    claims.take("certification", paper.pk, by=reviewer)
    clock.shift(datetime.timedelta(minutes=20))

    claim = claims.take("certification", paper.pk, by=reviewer)

    assert claim.until == NOW + datetime.timedelta(minutes=50)


def test_claim_is_taken_over_with_a_reason_that_stays(paper, reviewer, colleague):
    item = ("certification", paper.pk)
    claims.take(*item, by=reviewer)
    with pytest.raises(ValueError, match="reason"):
        claims.take_over(*item, by=colleague, of=reviewer.pk, reason=" ")
    claims.take_over(*item, by=colleague, of=reviewer.pk, reason="On leave.")

    assert claims.alive(*item).by == colleague
    event = AuditEvent.objects.get(verb="claim taken over")
    assert event.by_id == colleague.pk
    assert event.details == {
        "kind": "certification",
        "item": paper.pk,
        "of": reviewer.pk,
        "reason": "On leave.",
    }
    with pytest.raises(claims.Taken):
        claims.hold(*item, by=reviewer)


def test_third_person_does_not_take_over_from_the_first(paper, reviewer, colleague):
    item, third = ("certification", paper.pk), a_reviewer()
    claims.take(*item, by=reviewer)
    claims.take_over(*item, by=colleague, of=reviewer.pk, reason="On leave.")

    with pytest.raises(claims.Taken):
        claims.take_over(*item, by=third, of=reviewer.pk, reason="On leave.")
    assert claims.alive(*item).by == colleague


def test_only_the_own_claim_is_let_go(paper, reviewer, colleague):
    item = ("certification", paper.pk)
    claims.take(*item, by=reviewer)

    assert not claims.release(*item, by=colleague)
    assert claims.release(*item, by=reviewer)
    assert claims.alive(*item) is None


# The screens


@pytest.fixture
def browser(sign_in_as, migrated):
    return sign_in_as("reviewer")


def read(client, path=QUEUE) -> str:
    return text_of(client.get(path).content.decode())


def test_queue_shows_each_line_whole(sign_in_as, migrated, person, clock):
    papers = [CertificationFactory(waiting=True) for _ in range(2)]
    claims.take("certification", papers[1].pk, by=person("second_reviewer"))
    clock.shift(8 * DAY)
    claims.take("certification", papers[0].pk, by=person("reviewer"))

    page = read(sign_in_as("reviewer"))

    for words in (
        "Premises licence: Clinic",
        "Certification Lisbon, Portugal In order of arrival.",
        "1 week, 1 day",
        "Mon 30 Nov 2026, 09:00 overdue",
        "You, until 09:30",
        "Let go",
        "Claim and open",
        "2 items",
    ):
        assert words in page, words


def test_queue_says_when_there_is_nothing(browser):
    assert "Nothing waits for you." in read(browser)
    assert "See everything" in read(browser, f"{QUEUE}?show=mine&kind=nonsense")


def test_claiming_is_a_post_that_opens_the_item(browser, person):
    clinic = application()
    path = f"{QUEUE}clinic/{clinic.pk}/claim/"
    assert "Nobody has it in hand." in read(browser, path)
    assert not Claim.objects.exists()

    response = browser.post(path, {"act": "take"}, follow=True)

    assert response.redirect_chain == [(f"/cms/clinics/{clinic.pk}/", 302)]
    assert "It is yours until 09:30." in text_of(response.content.decode())
    assert claims.alive("clinic", clinic.pk).by == person("reviewer")
    assert "You have it in hand until 09:30." in read(browser, path)

    browser.post(path, {"act": "release"})
    assert claims.alive("clinic", clinic.pk) is None


def test_taking_over_asks_for_a_reason(browser, person):
    clinic, second = application(), person("second_reviewer")
    path = f"{QUEUE}clinic/{clinic.pk}/claim/"
    claims.take("clinic", clinic.pk, by=second)
    assert "Take over" in read(browser)

    response = browser.post(path, {"act": "take"}, follow=True)
    page = response.content.decode()
    assert "Second reviewer has it in hand since 09:00." in text_of(page)
    answers = answers_in(page) | {"act": "take-over"}
    for reason, refusal in (
        ("", "Fill this in."),
        ("See a@example.com", "Leave out the e-mail address"),
    ):
        page = browser.post(path, answers | {"reason": reason}).content.decode()
        assert refusal in text_of(page)
        assert claims.alive("clinic", clinic.pk).by == second

    browser.post(path, answers | {"reason": "She is on leave."})
    assert claims.alive("clinic", clinic.pk).by == person("reviewer")


def test_taking_over_from_somebody_who_lost_it_already_keeps_the_words(browser, person):
    clinic, third = application(), a_reviewer(display_name="Theo Third")
    path = f"{QUEUE}clinic/{clinic.pk}/claim/"
    claims.take("clinic", clinic.pk, by=third)

    answers = {"act": "take-over", "of": person("admin").pk, "reason": "On leave."}
    response = browser.post(path, answers)
    page = response.content.decode()

    assert response.status_code == 409
    assert "Theo Third has it in hand" in text_of(page)
    assert answers_in(page)["reason"] == ["On leave."]
    assert answers_in(page)["of"] == [str(third.pk)]


@pytest.mark.parametrize("of", ["9" * 20, "-" + "9" * 20, "0", "somebody", ""])
def test_taking_over_from_nobody_there_is_keeps_the_words(browser, person, of):
    clinic, second = application(), person("second_reviewer")
    path = f"{QUEUE}clinic/{clinic.pk}/claim/"
    claims.take("clinic", clinic.pk, by=second)

    answers = {"act": "take-over", "of": of, "reason": "On leave."}
    page = browser.post(path, answers).content.decode()

    assert "Look at who has it in hand, and try again." in text_of(page)
    assert answers_in(page)["reason"] == ["On leave."]
    assert answers_in(page)["of"] == [str(second.pk)]
    assert claims.alive("clinic", clinic.pk).by == second


def test_menu_and_start_say_how_many_wait(browser, paper):
    page = browser.get("/cms/").content.decode()

    assert "Queue (1)" in page
    words = text_of(page).partition("Waits for a decision")[2]
    assert "Everything: 1 · Mine: 0 · Unclaimed: 1 · Overdue: 0" in words
    assert "Premises licence: Clinic" in words


def test_who_has_no_queue_is_told_of_none(sign_in_as, migrated, paper):
    client = sign_in_as("editor")

    page = client.get("/cms/").content.decode()
    assert QUEUE not in page
    assert "Waits for a decision" not in page


def test_queue_costs_the_same_however_long_it_is(browser):
    def cost():
        browser.get(QUEUE)
        with CaptureQueriesContext(connection) as captured:
            browser.get(QUEUE)
        return len(captured)

    for make in ITEMS.values():
        make()
    at_first = cost()  # one query for each kind, and fourteen more
    for make in ITEMS.values():
        for _ in range(3):
            item = make()
    claims.take("misuse", item.pk, by=a_reviewer())

    assert (at_first, cost()) == (23, 23)
