"""Whom a round reminds, when, and that each reminder goes out once."""

import datetime
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from aftercare.domain import plans, reminders, wishes
from aftercare.emails import remind
from aftercare.enums import ReminderKind, StepOutcome
from aftercare.models import HealingPlan, Reminder
from portal.accounts.domain import consents
from portal.accounts.enums import ConsentAct, Purpose
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.plans import launched
from tests.factories.reminders import ReminderFactory, ReminderWishFactory
from tests.factories.reports import SymptomReportFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def me():
    """Where it is nine in the morning now."""
    return UserFactory(email="cleo@example.com", time_zone="UTC")


def sent() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def test_a_plan_of_today_is_reminded_of_once(me, today):
    launched(me, days_ago=3)

    assert [reminders.remind() for _ in range(3)] == [1, 0, 0]
    assert sent() == ["cleo@example.com"]
    only = Reminder.objects.get()
    assert (only.user, only.on, only.settled_at is None) == (me, today, False)


def test_the_letter_says_nothing_of_health(me):
    plan = launched(me, days_ago=3)
    reminders.remind()
    (letter,) = mail.outbox

    assert letter.subject == "Your plan for today is ready"
    assert "http://testserver/my/\n" in letter.body
    told = (letter.subject + letter.body).lower()
    words = ("day 3", "scalp ", "heal", "skin", "clinic", "session", "aftercare")
    assert [word for word in (*words, plan.clinic.name.lower()) if word in told] == []
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = letter.extra_headers["List-Unsubscribe"]
    assert way_out.startswith("<http://testserver/my/reminders/off/")
    assert way_out.strip("<>") in letter.body


def test_a_letter_speaks_the_persons_language(me):
    me.language = "es"
    me.save()
    launched(me)
    reminders.remind()

    assert "http://testserver/es/my/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("zone", "comes"),
    [
        ("Europe/London", True),  # nine
        ("Atlantic/Azores", False),  # eight
        ("Europe/Madrid", True),  # ten
        ("Asia/Kolkata", True),  # half past two
        ("Asia/Tokyo", True),  # six in the evening
        ("Australia/Brisbane", True),  # seven
        ("Pacific/Auckland", False),  # ten at night
        ("Pacific/Kiritimati", False),  # eleven at night
        ("America/New_York", False),  # four
    ],
)
def test_nine_by_the_persons_own_clock_and_never_at_night(me, zone, comes):
    me.time_zone = zone
    me.save()
    launched(me, days_ago=3)

    assert reminders.remind() == comes


def test_the_hour_chosen_and_hours_that_are_not_quiet(me, clock):
    launched(me, days_ago=3)
    wishes.change(me, by=me, hour=13, quiet_from=14, quiet_until=6)
    assert reminders.remind() == 0
    clock.shift(3 * HOUR + 59 * datetime.timedelta(minutes=1))
    assert reminders.remind() == 0
    clock.shift(datetime.timedelta(minutes=1))
    assert reminders.remind() == 1


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "quiet"),
    [
        (21, 8, [*range(8), 21, 22, 23]),
        (1, 3, [1, 2]),
        (5, 5, []),
        (0, 0, []),
        (23, 0, [23]),
    ],
)
def test_quiet_hours(quiet_from, quiet_until, quiet):
    wish = ReminderWishFactory.build(quiet_from=quiet_from, quiet_until=quiet_until)

    assert [hour for hour in range(24) if wish.is_quiet(hour)] == quiet


def test_each_day_anew_and_never_for_the_day_before(me, clock, today):
    launched(me, days_ago=3)
    clock.shift(12.5 * HOUR)  # nothing ran until half past nine in the evening
    assert reminders.remind() == 0
    clock.shift(11.5 * HOUR)
    assert reminders.remind() == 1
    assert [each.on for each in Reminder.objects.all()] == [today + DAY]


def test_who_flew_west_is_not_reminded_of_one_date_twice(me, clock):
    launched(me, days_ago=3)
    assert reminders.remind() == 1
    clock.shift(8 * HOUR)
    me.time_zone = "America/Los_Angeles"  # nine in the morning, again
    me.save()
    assert reminders.remind() == 0


def test_nobody_is_reminded_of_what_is_told(me, today):
    plan = launched(me, days_ago=3)
    for step in plan.version.steps.all():
        try:
            plans.record(plan, step, on=today, outcome=StepOutcome.DONE, by=me)
        except plans.NotDue:
            continue
    assert reminders.remind() == 0


@pytest.mark.parametrize(
    ("day", "comes"),
    [
        (-1, False),
        (0, True),
        (28, True),
        (29, True),  # sun cream begins
        (31, False),
        (58, False),
        (97, False),
    ],
)
def test_after_the_course_only_what_begins_or_ends(me, day, comes):
    plan = launched(me, days_ago=max(day, 0))
    if day < 0:
        HealingPlan.objects.filter(pk=plan.pk).update(
            day_zero=plan.day_zero + DAY, reached_on=plan.day_zero
        )
    assert reminders.remind() == comes


def withdrawn(me, plan):
    ConsentFactory(user=me, purpose=Purpose.CARE, act=ConsentAct.GIVEN)
    consents.withdraw(Purpose.CARE, by=me)


def closed(me, plan):
    me.is_active = False
    me.save()


def ended(me, plan):
    HealingPlan.objects.filter(pk=plan.pk).update(ended_on=plan.day_zero)


def unwished(me, plan):
    wishes.end_letters(me)


STOPS = [withdrawn, closed, ended, unwished]


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_reminders(me, stop):
    other = UserFactory()
    launched(other, days_ago=3)
    stop(me, launched(me, days_ago=3))

    assert reminders.remind() == 1
    assert sent() == [other.email]


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_them_after_the_claim(me, stop):
    plan = launched(me, days_ago=3)
    claimed = ReminderFactory(user=me)
    stop(me, plan)
    reminders.send(claimed.batch)

    claimed.refresh_from_db()
    assert (sent(), claimed.settled_at is None) == ([], False)


@pytest.mark.parametrize("late", [11 * HOUR, 13 * HOUR, DAY])
def test_a_queue_that_stood_still_sends_nothing_at_night_nor_tomorrow(me, clock, late):
    launched(me, days_ago=3)
    claimed = ReminderFactory(user=me)
    clock.shift(late)
    reminders.send(claimed.batch)

    assert len(sent()) == (late == 11 * HOUR)
    reminders.send(claimed.batch)
    assert len(sent()) == (late == 11 * HOUR)


def test_a_worker_that_dies_between_letter_and_note_sends_once(me, monkeypatch):
    """Both are one transaction; and what no transaction holds bears the same name."""
    launched(me, days_ago=3)
    claimed = ReminderFactory(user=me)

    def die(reminder, person):
        remind(reminder, person)
        raise SystemExit

    monkeypatch.setattr("aftercare.emails.remind", die)
    with pytest.raises(SystemExit):
        reminders.send(claimed.batch)
    assert Reminder.objects.get().settled_at is None
    monkeypatch.undo()
    reminders.send(claimed.batch)
    reminders.send(claimed.batch)

    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_a_letter_in_the_outbox_goes_with_its_note(me, settings, monkeypatch):
    from portal.operations.models import OutgoingMail

    settings.EMAIL_BACKEND = "portal.operations.mail.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    launched(me, days_ago=3)
    claimed = ReminderFactory(user=me)

    def die(reminder, person):
        remind(reminder, person)
        raise SystemExit

    monkeypatch.setattr("aftercare.emails.remind", die)
    with pytest.raises(SystemExit):
        reminders.send(claimed.batch)
    assert OutgoingMail.objects.count() == 0
    monkeypatch.undo()
    reminders.send(claimed.batch)
    assert OutgoingMail.objects.count() == 1


def test_one_letter_that_fails_costs_nobody_else_theirs(me, monkeypatch, caplog):
    other = UserFactory(email="dara@example.com")
    for person in (me, other):
        launched(person, days_ago=3)

    def fail(reminder, person):
        if person == me:
            raise ValueError
        remind(reminder, person)

    monkeypatch.setattr("aftercare.emails.remind", fail)
    assert reminders.remind() == 2
    assert sent() == ["dara@example.com"]
    assert "A reminder failed." in caplog.text


def test_a_claim_that_another_round_made_stays_theirs(me, today):
    """Two rounds read at once; the second one's row conflicts and is left out."""
    plan = launched(me, days_ago=3)
    this = reminders.Round(now=datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC))
    both = [reminders._due([plan], this) for _ in range(2)]
    assert both == [[(plan, ReminderKind.PLAN)]] * 2

    assert [reminders._claim(due, this) for due in both] == [1, 0]
    assert sent() == ["cleo@example.com"]


def test_the_database_keeps_the_second_claim_out(me, today):
    ReminderFactory(user=me, on=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderFactory(user=me, on=today)


@pytest.mark.parametrize("people", [1, 3])
def test_a_round_asks_as_often_whoever_many_there_are(
    people, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(reminders, "send", lambda batch: UUID(str(batch)))
    for number in range(people):
        launched(UserFactory(email=f"{number}@example.com"), days_ago=3)

    with django_assert_num_queries(9):
        assert reminders.remind() == people


def test_people_in_chunks(me, monkeypatch):
    monkeypatch.setattr(reminders, "CHUNK", 2)
    for number in range(5):
        launched(UserFactory(email=f"{number}@example.com"), days_ago=3)

    assert reminders.remind() == 5
    assert len(set(sent())) == 5
    assert len({each.batch for each in Reminder.objects.all()}) == 3


def test_what_another_worker_settled_meanwhile_is_not_sent_again(db):
    sent = ReminderFactory(settled_at=NOW)

    reminders._send(sent.pk, None)

    sent.refresh_from_db()
    assert sent.settled_at == NOW
    assert mail.outbox == []


# The check-ins after 3, 6 and 12 months


@pytest.mark.parametrize(
    ("day", "comes"),
    [
        (89, False),
        (90, True),
        (96, True),  # nothing ran for six days
        (97, False),
        (179, False),
        (180, True),
        (365, True),
        (371, True),
        (372, False),
        (800, False),
    ],
)
def test_how_it_is_after_three_six_and_twelve_months(me, day, comes):
    launched(me, days_ago=day)
    reminders.remind()

    kinds = list(Reminder.objects.values_list("kind", flat=True))
    assert kinds == [ReminderKind.CHECK_IN] * comes


def test_one_letter_a_day_and_one_for_each_check_in(me, clock):
    launched(me, days_ago=90)  # the plan has a step of that day, too
    found = []
    for _each in range(10):
        found.append(reminders.remind())
        clock.shift(DAY)

    assert found == [1] + [0] * 9
    clock.shift(80 * DAY)
    assert reminders.remind() == 1


def test_the_question_says_nothing_of_health_and_leads_to_the_check_in(me):
    plan = launched(me, days_ago=180)
    reminders.remind()
    (letter,) = mail.outbox

    assert letter.subject == "Your check-in is open"
    assert "http://testserver/my/report/\n" in letter.body
    told = (letter.subject + letter.body).lower()
    words = ("day 180", "months", "scalp ", "heal", "skin", "clinic", "session")
    assert [word for word in (*words, plan.clinic.name.lower()) if word in told] == []
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(("reported", "comes"), [(149, True), (150, False)])
def test_who_has_told_how_it_is_is_not_asked(me, reported, comes):
    plan = launched(me, days_ago=180)
    SymptomReportFactory(plan=plan, day=reported)
    reminders.remind()

    assert Reminder.objects.filter(kind=ReminderKind.CHECK_IN).exists() is comes


def test_a_clinic_that_moved_the_check_asks_on_its_day(me):
    plan = launched(me, days_ago=75)
    assert reminders.remind() == 0
    plan.version.steps.filter(slug="late-check").update(first_day=75, last_day=75)
    assert reminders.remind() == 1
    assert Reminder.objects.get().kind == ReminderKind.CHECK_IN


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_reminders_stops_the_question(me, stop):
    stop(me, launched(me, days_ago=180))

    assert reminders.remind() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_a_round_that_asks_costs_two_queries_more(
    people, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(reminders, "send", lambda batch: UUID(str(batch)))
    for number in range(people):
        launched(UserFactory(email=f"{number}@example.com"), days_ago=180)

    with django_assert_num_queries(11):
        assert reminders.remind() == people
