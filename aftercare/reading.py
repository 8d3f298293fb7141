"""A healing plan as its person reads it: what each step is on each day, in words."""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.domain import days, plans
from aftercare.enums import PlanKind
from aftercare.models import HealingPlan, PlanStep, StepRecord
from aftercare.models.plan_template import CLINICS_OWN
from aftercare.naming import shown_name
from portal.knowledge import check_ins, plan_days, plan_steps, sources
from portal.knowledge.plan_days import Held, Outcome, Standing
from portal.knowledge.plan_steps import Basis, Frequency, Side

TOLD = frozenset({Standing.DONE, Standing.SKIPPED, Standing.SLIP})
# The one tap, in the words of what was asked.
TICKS = {
    PlanKind.DO: pgettext_lazy("of something to do", "Done"),
    PlanKind.AVOID: _("Kept to it"),
    PlanKind.WATCH: _("I looked"),
    PlanKind.ADMIN: pgettext_lazy("of something to see to", "Done"),
}
SLIPS = {PlanKind.DO: _("I forgot"), PlanKind.AVOID: _("It happened")}
WORDS = {
    Standing.NOTHING_DUE: _("Nothing due"),
    Standing.AHEAD: _("To come"),
    Standing.DUE: _("Open"),
    Standing.DONE: _("Done"),
    Standing.SKIPPED: _("Skipped"),
    Standing.SLIP: _("It happened"),
    Standing.MISSED: _("Not ticked"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step on one day."""

    step: PlanStep
    day: int
    on: datetime.date
    standing: Standing
    reason: str
    helper: str  # who told it in the person's name; "" for the person
    can_be_told: bool

    @property
    def is_told(self) -> bool:
        return self.standing in TOLD

    @property
    def word(self) -> str:
        is_slip = self.standing == Standing.SLIP
        return self.slip if is_slip else WORDS[self.standing]

    @property
    def slip(self) -> str:
        """A slip in the words of what was asked; "" where there is none to make."""
        return SLIPS.get(self.step.kind, "")

    @property
    def tick(self) -> str:
        return TICKS[PlanKind(self.step.kind)]

    @property
    def is_new(self) -> bool:
        return 0 < self.day == self.step.first_day < self.step.last_day

    @property
    def is_last(self) -> bool:
        return self.step.first_day < self.step.last_day == self.day

    @property
    def frequency(self) -> str:
        """How often, where that says more than the step itself."""
        often = Frequency(self.step.frequency)
        if often in (Frequency.ONCE, Frequency.ALWAYS):
            return ""
        return plan_steps.PLAN.frequencies[often].to(_language())

    @property
    def basis(self) -> str:
        own = self._clinics_own()
        if own and self.step.reason:
            said = gettext("It says why: “%(reason)s”")
            own.append(said % {"reason": self.step.reason})
        if own:
            return " ".join(own)
        return plan_steps.PLAN.bases[Basis(self.step.basis)].to(_language())

    def _clinics_own(self) -> list[str]:
        """What of the step is the clinic's and not ours."""
        known = self.step.known
        if known is None:
            return [gettext("Your clinic asks for this.")]
        found = []
        if self.step.basis == CLINICS_OWN:
            found.append(gettext("Your clinic words it so; these are not our words."))
        if self.step.reason and self.step.moving_day not in known.move:
            found.append(
                gettext("Your clinic moved the day further than the sources go.")
            )
        return found

    @property
    def bounds(self) -> str:
        """How far clinics differ, where they do."""
        known = self.step.known
        if known is None or self.step.basis != Basis.SPLIT:
            return ""
        if known.move.side == Side.END:
            said = gettext("Clinics let it end between day %(first)d and day %(last)d.")
        else:
            said = gettext(
                "Clinics let it begin between day %(first)d and day %(last)d."
            )
        return said % {"first": known.move.earliest, "last": known.move.latest}

    @property
    def sources(self) -> tuple[sources.Source, ...]:
        return sources.resolve(self.step.source_keys)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the plan, and how many of its steps are what."""

    number: int
    on: datetime.date
    counts: Counter
    is_today: bool
    is_ahead: bool

    @property
    def sign(self) -> str:
        """What the day comes to: the name of its sign and its word."""
        counts = self.counts
        told = sum(counts[each] for each in TOLD)
        if not sum(counts.values()):
            return "nothing"
        if self.is_ahead:
            return "ahead"
        if told == 0:
            return "open" if self.is_today else "missed"
        if counts[Standing.MISSED] or counts[Standing.DUE]:
            return "partly"
        if told == counts[Standing.SKIPPED]:
            return "skipped"
        return "done"

    @property
    def said(self) -> str:
        return in_words(self.counts)


def in_words(counts: Counter) -> str:
    """Counts as a person says them: "8 done, 1 skipped"."""
    counted = [
        f"{counts[each]} {WORDS[each]}".lower()
        for each in Standing
        if counts[each] and each != Standing.NOTHING_DUE
    ]
    return ", ".join(counted) or str(WORDS[Standing.NOTHING_DUE]).lower()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One step over all days of the course."""

    step: PlanStep
    standings: list[Standing]

    @property
    def days(self) -> str:
        first, last = self.step.first_day, self.step.last_day
        return str(first) if first == last else f"{first}–{last}"

    @property
    def said(self) -> str:
        return in_words(Counter(self.standings))


@dataclass(frozen=True)
class Reading:
    """A plan with its steps, and what was said of them so far."""

    plan: HealingPlan
    held: Held
    steps: list[PlanStep]
    told: dict[int, dict[int, StepRecord]]  # by step, then by day
    may_tell: bool = True  # whoever looks at it

    @property
    def day(self) -> int:
        """Which day of the plan it is for the person."""
        return self.held.today

    @property
    def today(self) -> datetime.date:
        return self.plan.date_of(self.held.today)

    @cached_property
    def is_running(self) -> bool:
        return self.plan.ended_on is None

    def lines(self, day: int) -> list[Line]:
        """What is or was asked for on that day, in the order in which it matters."""
        asked = [
            (step, standing)
            for step in plan_days.in_order(self.steps, day=day)
            if (standing := self.standing(step, day)) != Standing.NOTHING_DUE
        ]
        return [self.line(step, day, standing) for step, standing in asked]

    def line(self, step: PlanStep, day: int, standing: Standing | None = None) -> Line:
        entry = self.told.get(step.pk, {}).get(day)
        can = plan_days.can_be_told(
            step, day=day, held=self.held, told=self._outcomes(step)
        )
        return Line(
            step=step,
            day=day,
            on=self.plan.date_of(day),
            standing=standing or self.standing(step, day),
            reason=entry.reason if entry else "",
            helper=self._helper(entry),
            can_be_told=can and self.is_running and self.may_tell,
        )

    def _helper(self, entry: StepRecord | None) -> str:
        if entry is None or entry.by_id == self.plan.user_id:
            return ""
        return shown_name(entry.by)

    def standing(self, step: PlanStep, day: int) -> Standing:
        return plan_days.standing(
            step, day=day, held=self.held, told=self._outcomes(step)
        )

    def _outcomes(self, step: PlanStep) -> dict[int, Outcome]:
        said = self.told.get(step.pk, {})
        return {day: Outcome(entry.outcome) for day, entry in said.items()}

    def day_of(self, number: int) -> Day:
        standings = Counter(self.standing(step, number) for step in self.steps)
        del standings[Standing.NOTHING_DUE]
        return Day(
            number=number,
            on=self.plan.date_of(number),
            counts=standings,
            is_today=number == self.held.today and self.is_running,
            is_ahead=number > self.held.today,
        )

    @cached_property
    def course(self) -> list[Day]:
        """Day 0 to day 28, as far as this plan holds."""
        last = plan_steps.LAST_DAY
        if self.held.until is not None:
            last = min(last, self.held.until)
        return [self.day_of(number) for number in range(last + 1)]

    @property
    def weekdays(self) -> list[datetime.date]:
        """A Monday to a Sunday, for the names."""
        monday = self.plan.day_zero - datetime.timedelta(self.plan.day_zero.weekday())
        return [monday + datetime.timedelta(each) for each in range(7)]

    def rows(self) -> list[Row]:
        """What the course asks for, step by step."""
        last = len(self.course)
        return [
            Row(
                step=step,
                standings=[self.standing(step, day) for day in range(last)],
            )
            for step in sorted(self.steps, key=lambda step: step.first_day)
            if step.first_day < last and step.frequency != Frequency.OPTIONAL
        ]

    def later(self) -> list[tuple[PlanStep, datetime.date]]:
        """What the plan asks for after the course, and from when on.

        Its late checks are check-ins, which are told apart (`follow_up.dates`).
        """
        asked = {check_in.slug for check_in in check_ins.LATE}
        return [
            (step, self.plan.date_of(step.first_day))
            for step in sorted(self.steps, key=lambda step: step.first_day)
            if step.first_day >= plan_steps.LAST_DAY < step.last_day
            and step.slug not in asked
        ]

    def longer(self) -> list[tuple[PlanStep, datetime.date]]:
        """What goes on when the course is over, and until when."""
        return [
            (step, self.plan.date_of(step.last_day))
            for step in self.steps
            if step.first_day < plan_steps.LAST_DAY < step.last_day
            and step.frequency != Frequency.ONCE
        ]


def read(
    plan: HealingPlan, *, only: datetime.date | None = None, may_tell: bool = True
) -> Reading:
    """The plan as it is now. Needs its user.

    With `only`, what was said of that day alone is read, and of what is done once: the
    same for a plan of three days and of three years.
    """
    records = plan.records.select_related("by")
    if only is not None:
        records = records.filter(Q(on=only) | Q(step__frequency=Frequency.ONCE))
    told: dict[int, dict[int, StepRecord]] = {}
    for entry in records:
        day = days.number(entry.on, day_zero=plan.day_zero)
        told.setdefault(entry.step_id, {})[day] = entry
    steps = list(PlanStep.objects.filter(version=plan.version_id))
    held = plans.held(plan, now=timezone.now())
    return Reading(plan, held, steps, told, may_tell)


def _language() -> str:
    return get_language() or "en"
