"""A report as somebody reads it: the level in words, why, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone, translation
from django.utils.translation import get_language

from aftercare import judging, note_flags, report_steps
from aftercare.enums import Judged, ModeratorAct
from aftercare.models import (
    Assessment,
    Escalation,
    EscalationAct,
    Message,
    ReportEvent,
    SymptomReport,
)
from portal.knowledge import course, emergency_numbers, triage
from portal.ui import healing_chart
from portal.ui.check import reasons as in_words
from portal.ui.check import wording

MOST_POINTS = 14  # earlier answers in a chart


@dataclass(frozen=True)
class Read:
    """One report with its assessments, events, messages and who was told of it."""

    report: SymptomReport
    assessments: list[Assessment]
    events: list[ReportEvent]
    messages: list[Message]
    escalations: list[Escalation]
    moderator_acts: list[EscalationAct]

    @property
    def course(self) -> list[report_steps.Line]:
        """What became of it, as the client reads it."""
        return report_steps.lines(
            self.events,
            self.escalations,
            self.moderator_acts,
            outside=self.report.is_outside,
        )

    @property
    def history(self) -> list[ReportEvent | Escalation]:
        """What was done and who was written to, as the clinic reads it."""
        return sorted([*self.events, *self.escalations], key=lambda each: each.at)

    @property
    def comes_next(self) -> str:
        return report_steps.comes_next(self.report, self.events, self.escalations)

    @property
    def letters(self) -> list[EscalationAct]:
        """What moderators wrote to the clinic."""
        return [each for each in self.moderator_acts if each.act == ModeratorAct.WROTE]

    @cached_property
    def triaged(self) -> Assessment:
        return next(each for each in self.assessments if each.kind == Judged.TRIAGED)

    @property
    def by_people(self) -> list[Assessment]:
        return [each for each in self.assessments if each.kind != Judged.TRIAGED]

    @property
    def level(self) -> triage.Level:
        """What the report stands at today."""
        return triage.Level(self.report.level)

    @property
    def first_level(self) -> triage.Level:
        """What the rules said; it stays, whatever people change."""
        return triage.Level(self.triaged.level)

    @property
    def highest(self) -> triage.Level:
        """What is advised: a level that people raised counts, one they lowered not."""
        return max(self.level, self.first_level)

    @property
    def name(self) -> str:
        if self.highest == self.first_level:
            return self.triaged.shown["name"]
        return triage.RULES.levels[self.highest].name.to(get_language() or "en")

    @property
    def advice(self) -> str:
        if self.highest == self.first_level:
            return self.triaged.shown["advice"]
        return triage.RULES.levels[self.highest].advice.to(get_language() or "en")

    @property
    def next(self) -> list[str]:
        """What to do beside the advice: by the level that is advised, and what the
        rules asked for besides."""
        kept = self.triaged.shown["next"]
        if self.highest == self.first_level:
            return kept
        besides = self._besides()
        steps = [str(step) for step in wording.NEXT[self.highest]]
        return [*steps, *(step for step in kept if step in besides)]

    def _besides(self) -> set[str]:
        """Steps of no level, in the words in which they would have been kept."""
        actions = dict(wording.ACTIONS)
        if self.highest >= triage.Level.URGENT:
            del actions["book_gp"]  # a doctor today, not by appointment
        with translation.override(self.triaged.language):
            return {str(each) for each in (*actions.values(), *wording.IN_A_CRISIS)}

    @property
    def icon(self) -> str:
        return wording.ICONS[self.highest]

    @property
    def care(self) -> str:
        return wording.CARE[self.highest]

    @property
    def card_heading(self):
        return wording.CARD_HEADINGS[self.highest]

    @property
    def status_kind(self) -> str:
        return wording.STATUS[self.level]

    @property
    def reasons(self) -> list[in_words.Reason]:
        return judging.kept_reasons(
            self.triaged.fired, self.report.answers, get_language() or "en"
        )

    @property
    def told(self) -> in_words.Told:
        return judging.told(self.report.answers, get_language() or "en")

    @property
    def note_flags(self) -> list[str]:
        """Emergency signs that the note has words for and that were not ticked."""
        return note_flags.in_words(self.report)

    @property
    def note_advice(self) -> list[str]:
        """What to read first if they are so; none where the card is the answer."""
        if self.highest == triage.Level.EMERGENCY or not self.note_flags:
            return []
        return note_flags.advice(self.report)

    @cached_property
    def charts(self) -> list:
        """Only on a known day, while the course is the one the report was judged by."""
        if self.report.day is None or self.triaged.course_version != course.VERSION:
            return []
        answers = self.report.answers
        return in_words.charts(
            answers, answers.keys(), self.report.day, self._earlier()
        )

    def _earlier(self) -> Iterable[tuple[int, dict]]:
        """What was told before in the same course, to the same readers."""
        course_of = SymptomReport.objects.filter(
            user=self.report.user_id,
            plan=self.report.plan_id,
            clinic=self.report.clinic_id,
            outside_clinic=self.report.outside_clinic_id,
            session_on=self.report.session_on,
        )
        before = course_of.filter(
            sent_at__lt=self.report.sent_at,
            instrument_version=self.report.instrument_version,
        )
        return reversed(before.values_list("day", "answers")[:MOST_POINTS])

    @property
    def sign_off(self) -> str:
        return healing_chart.sign_off()

    @property
    def is_late(self) -> bool:
        return self.report.is_late(on=timezone.now())

    @property
    def unread(self) -> bool:
        """Whether the client has something of the clinic to read."""
        return any(each.from_clinic and not each.read_at for each in self.messages)


def read(report: SymptomReport) -> Read:
    """Five queries."""
    acts = EscalationAct.objects.filter(escalation__report=report)
    return Read(
        report,
        list(report.assessments.select_related("by")),
        list(report.events.select_related("by")),
        list(report.messages.select_related("by", "flag")),
        list(report.escalations.all()),
        list(acts.select_related("by").order_by("at", "pk")),
    )


def numbers(user) -> emergency_numbers.Numbers | None:
    """Whom to call where the person is by their own time zone."""
    return emergency_numbers.of_zone(user.time_zone)
