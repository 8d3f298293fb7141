"""The client is told at once that there is something to read, once, and not what."""

import datetime
from functools import partial
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction

from aftercare import push
from aftercare.domain import overseeing, report_answers, wishes
from aftercare.enums import ReportLevel
from aftercare.tasks import tell_of_news
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.plans import launched
from tests.factories.reminders import PushSubscriptionFactory

pytestmark = pytest.mark.django_db
KEY = uuid4()
NEWS = "There is news about your report"
NOW_PLEASE = "Please read now: news about your report"
URGENT, EMERGENCY = ReportLevel.URGENT, ReportLevel.EMERGENCY


@pytest.fixture
def report(client_link, desk):
    sent = send(launched(client_link.user, days_ago=3), FINE | {"redness_extent": 2})
    mail.outbox.clear()
    return sent


@pytest.fixture
def moderator(db):
    made = UserFactory()
    roles.grant(made, StaffRole.MODERATOR, by=None)
    return made


@pytest.fixture
def shown(monkeypatch):
    """What the devices of the person were sent."""
    told = []
    monkeypatch.setattr(push, "deliver", lambda _device, message: told.append(message))
    return told


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return partial(django_capture_on_commit_callbacks, execute=True)


def reply(report, by):
    told = {"watch_for": "Heat spreading.", "come_back": "Tomorrow."}
    seen = report_answers.seen(report)
    report_answers.reply(
        report, key=KEY, text="It is an infection.", seen=seen, by=by, **told
    )


def raise_it(report, by, level=EMERGENCY):
    seen = report_answers.seen(report)
    report_answers.raise_level(report, level=level, reason="Pus.", seen=seen, by=by)


@pytest.mark.parametrize(
    ("act", "subject"),
    [
        (reply, NEWS),
        (raise_it, NOW_PLEASE),
        (partial(raise_it, level=URGENT), NOW_PLEASE),
    ],
)
def test_what_the_clinic_does_is_told_by_letter_without_a_word_of_health(
    report, desk, committed, act, subject
):
    wishes.end_letters(report.user)  # these are no reminders

    with committed():
        act(report, desk)

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([report.user.email], subject)
    assert f"http://testserver/my/reports/{report.number}/" in letter.body
    said = (letter.subject + letter.body).lower()
    for private in ("infection", "pus", "heat", "emergency", "doctor", "level"):
        assert private not in said, private


def test_what_moderators_do_is_told_too(client_link, moderator, committed):
    report = send(launched(client_link.user, days_ago=3), INFECTED)
    item = report.escalations.get(step=3)
    mail.outbox.clear()

    for _twice in range(2):
        with committed():
            overseeing.raise_level(item, level=EMERGENCY, reason="Pus.", by=moderator)
    with committed():
        overseeing.close(item, conclusion="They saw a doctor.", by=moderator)

    told = [each.subject for each in mail.outbox if each.to == [report.user.email]]
    assert told == [NOW_PLEASE, NEWS]


def test_one_act_is_told_once_however_often_its_form_is_sent(report, desk, committed):
    for _twice in range(2):
        with committed():
            reply(report, desk)

    assert len(mail.outbox) == 1


def test_a_letter_that_goes_out_again_bears_the_same_name(report, desk, committed):
    with committed():
        reply(report, desk)
    again = f"message {report.messages.get().pk}"
    with committed():
        tell_of_news.enqueue(report.pk, again, presses=False)

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_is_not_kept_is_told_to_nobody(report, desk, committed):
    with committed(), transaction.atomic():
        reply(report, desk)
        transaction.set_rollback(True)

    assert not mail.outbox


def test_who_was_erased_meanwhile_gets_no_letter(report, desk, committed):
    with committed():
        reply(report, desk)
        report.user.erase()

    assert not mail.outbox


@pytest.mark.parametrize(
    ("act", "hour", "by_push", "found"),
    [
        (reply, 12, True, [NEWS]),
        (reply, 3, True, []),
        (raise_it, 3, True, [NOW_PLEASE]),
        (raise_it, 12, False, []),
    ],
)
def test_devices_show_it_as_it_was_wished(
    report, desk, committed, shown, clock, act, hour, by_push, found
):
    PushSubscriptionFactory(user=report.user)
    wishes.change(report.user, by=report.user, by_push=by_push)
    there = NOW.astimezone(report.user.zone).replace(hour=hour)
    clock.move_to(there + datetime.timedelta(days=1))

    with committed():
        act(report, desk)

    assert shown == [{"title": title, "kind": "news"} for title in found]
    assert len(mail.outbox) == 1


def test_an_installation_that_cannot_push_writes_the_letter(
    report, desk, committed, shown, settings
):
    PushSubscriptionFactory(user=report.user)
    wishes.change(report.user, by=report.user, by_push=True)
    settings.PUSH_KEY = ""

    with committed():
        raise_it(report, desk)

    assert shown == []
    assert [letter.subject for letter in mail.outbox] == [NOW_PLEASE]
