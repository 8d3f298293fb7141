"""Reminders: of a running plan, and of the check-ins long after the session.

At most one a day, each once, none for a day past.

A round finds whom to remind in chunks, in any number of processes at once: the row of
a person, a day and a kind is unique, and the task that sends a chunk is in the same
transaction as its rows. Sending looks again whether each still holds.
"""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from aftercare import emails, follow_up, push
from aftercare.domain import days, push_subscriptions, wishes
from aftercare.enums import ReminderKind
from aftercare.models import (
    HealingPlan,
    PlanStep,
    PushSubscription,
    Reminder,
    StepRecord,
    SymptomReport,
)
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent
from portal.knowledge import plan_days, plan_steps
from portal.knowledge.plan_days import Held, Outcome, Standing
from portal.knowledge.plan_steps import Frequency

logger = logging.getLogger(__name__)

CHUNK = 1000
AROUND = datetime.timedelta(days=1)  # no calendar is further from that of UTC
WHILE_ASKED = datetime.timedelta(days=follow_up.ASKED_FOR)

Due = list[tuple[HealingPlan, ReminderKind]]
Told = dict[int, dict[int, dict[int, Outcome]]]  # of plans, steps and days


@dataclass(kw_only=True)
class Round:
    """What one round keeps between its chunks."""

    now: datetime.datetime
    steps: dict[int, list[PlanStep]] = field(default_factory=dict)

    def clock(self, plan: HealingPlan) -> datetime.datetime:
        """What the clock on the person's wall shows."""
        return self.now.astimezone(plan.user.zone)

    def steps_of(self, plans: list[HealingPlan]) -> dict[int, list[PlanStep]]:
        """The steps of their versions; asked once a round for each version."""
        unknown = {plan.version_id for plan in plans} - self.steps.keys()
        if unknown:
            self.steps |= {version: [] for version in unknown}
            for step in PlanStep.objects.filter(version__in=unknown):
                self.steps[step.version_id].append(step)
        return self.steps


def remind() -> int:
    """Claim every reminder that is due and that nobody claimed, and say how many."""
    this = Round(now=timezone.now())
    return sum(_claim(_due(plans, this), this) for plans in _chunks())


def send(batch: UUID) -> None:
    """Send what was claimed together; what holds no more is settled unsent."""
    claimed = Reminder.objects.filter(batch=batch, settled_at=None)
    plans = {
        plan.user_id: plan
        for plan in _candidates().filter(user__in=claimed.values("user"))
    }
    for reminder in claimed.order_by("pk"):
        try:
            _send(reminder.pk, plans.get(reminder.user_id))
        except Exception:  # one letter that fails must not cost the others theirs
            logger.exception("A reminder failed.", extra={"reminder": reminder.pk})


@transaction.atomic
def _send(pk: int, plan: HealingPlan | None) -> None:
    """The letter reaches the outbox together with the note that it did, or neither."""
    reminder = Reminder.objects.select_for_update().get(pk=pk)
    if reminder.settled_at is not None:
        return
    reminder.settled_at = timezone.now()
    reminder.save(update_fields=["settled_at"])
    if plan is None or not _still_holds(reminder, plan):
        return
    wish = wishes.of(plan.user)
    if wish.by_email:
        emails.remind(reminder, plan.user)
    if wish.by_push:
        # Noted first: a worker that dies before it sends leaves a phone silent.
        kind = ReminderKind(reminder.kind)
        told = partial(
            push_subscriptions.show, plan.user, emails.SUBJECTS[kind], kind.value
        )
        transaction.on_commit(told)


def _still_holds(reminder: Reminder, plan: HealingPlan) -> bool:
    """Still that day and a good hour there: a queue may have stood still."""
    there = reminder.settled_at.astimezone(plan.user.zone)
    return there.date() == reminder.on and wishes.of(plan.user).is_time(there)


def _candidates() -> QuerySet[HealingPlan]:
    """Running plans of people who may be written to."""
    answers = Consent.objects.filter(user=OuterRef("user"), purpose=Purpose.CARE)
    last = answers.order_by("-given_at", "-pk").values("act")[:1]
    return (
        HealingPlan.objects.running()
        .filter(user__is_active=True)
        .exclude(Q(user__reminder_wish__by_email=False) & ~_has_devices())
        .alias(last_on_care=Coalesce(Subquery(last), Value("")))
        .exclude(last_on_care=ConsentAct.WITHDRAWN)
        .select_related("user__reminder_wish")
    )


def _has_devices() -> Q:
    """They want to be reminded on their devices, and have some."""
    if not push.is_on():
        return Q(pk=None)
    devices = PushSubscription.objects.filter(user=OuterRef("user"))
    return Q(user__reminder_wish__by_push=True) & Q(Exists(devices))


def _chunks() -> Iterator[list[HealingPlan]]:
    after = 0
    while plans := list(_candidates().filter(pk__gt=after).order_by("pk")[:CHUNK]):
        after = plans[-1].pk
        yield plans


def _due(plans: list[HealingPlan], this: Round) -> Due:
    """Those whose hour has come, who were not reminded, and of what.

    Whoever is asked how it is, is not reminded of the plan on that day.
    """
    awake = [plan for plan in plans if wishes.of(plan.user).is_time(this.clock(plan))]
    known = set(
        Reminder.objects.filter(
            user__in=[plan.user_id for plan in awake],
            on__range=(this.now.date() - AROUND, this.now.date() + AROUND),
        ).values_list("user", "on")
    )
    left = [
        plan for plan in awake if (plan.user_id, this.clock(plan).date()) not in known
    ]
    if not left:
        return []
    steps, told = this.steps_of(left), _told(left, this)
    asked = _asked(left, this)
    return [
        (plan, ReminderKind.CHECK_IN if plan in asked else ReminderKind.PLAN)
        for plan in left
        if plan in asked
        or asks_for_something(
            plan,
            steps[plan.version_id],
            on=this.clock(plan).date(),
            told=told[plan.pk],
        )
    ]


def _asked(plans: list[HealingPlan], this: Round) -> set[HealingPlan]:
    """Those who are to be asked how it is, months after the session.

    Nobody who was asked a few days ago, or has reported since the days began that count
    for this check-in.
    """
    found = {}
    for plan in plans:
        day = days.number(this.clock(plan).date(), day_zero=plan.day_zero)
        if asked := follow_up.asked_on(day, this.steps[plan.version_id]):
            found[plan] = asked
    if not found:
        return set()
    lately = Reminder.objects.filter(
        user__in=[plan.user_id for plan in found],
        kind=ReminderKind.CHECK_IN,
        on__gt=this.now.date() - WHILE_ASKED - AROUND,
    )
    known = set(lately.values_list("user", flat=True))
    told = dict(
        SymptomReport.objects.filter(plan__in=found)
        .order_by()
        .values_list("plan")
        .annotate(last=Max("day"))
    )
    return {
        plan
        for plan, (check_in, own_day) in found.items()
        if plan.user_id not in known
        and told.get(plan.pk, -1) < min(check_in.first, own_day)
    }


def asks_for_something(
    plan: HealingPlan,
    steps: list[PlanStep],
    *,
    on: datetime.date,
    told: dict[int, dict[int, Outcome]],
) -> bool:
    """Whether a step is due on that day and not told; `told` by step and day.

    Once the course is over, only what begins or ends is worth a reminder: to go on
    with sun cream for a year is not.
    """
    day = days.number(on, day_zero=plan.day_zero)
    held = Held(today=day, since=plan.day_reached)
    return any(
        plan_days.standing(step, day=day, held=held, told=told.get(step.pk, {}))
        == Standing.DUE
        for step in steps
        if day <= plan_steps.LAST_DAY or day in (step.first_day, step.last_day)
    )


def _told(plans: list[HealingPlan], this: Round) -> Told:
    """What was said today, and ever of steps that ask once."""
    today = this.now.date() - AROUND, this.now.date() + AROUND
    records = StepRecord.objects.filter(
        Q(on__range=today) | Q(step__frequency=Frequency.ONCE), plan__in=plans
    )
    told = defaultdict(lambda: defaultdict(dict))
    begun = {plan.pk: plan.day_zero for plan in plans}
    for plan, step, on, outcome in records.values_list("plan", "step", "on", "outcome"):
        day = days.number(on, day_zero=begun[plan])
        told[plan][step][day] = Outcome(outcome)
    return told


@transaction.atomic
def _claim(due: Due, this: Round) -> int:
    """Store the claims with the task that sends them; those of others stay theirs."""
    from aftercare.tasks import send_reminders  # tasks call this module

    if not due:
        return 0
    batch = uuid4()
    Reminder.objects.bulk_create(
        [
            Reminder(
                user_id=plan.user_id,
                kind=kind,
                on=this.clock(plan).date(),
                batch=batch,
                claimed_at=this.now,
            )
            for plan, kind in due
        ],
        ignore_conflicts=True,
    )
    claimed = Reminder.objects.filter(batch=batch).count()
    if claimed:
        send_reminders.enqueue(str(batch))
    return claimed
