"""What became of a report, in sentences for its client: acts and escalation alike."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domain import escalations
from aftercare.enums import (
    EscalationOutcome,
    EscalationStep,
    ModeratorAct,
    ReportAct,
    ReportLevel,
)
from aftercare.models import Escalation, EscalationAct, ReportEvent

NOTE, CONTACT, DEPUTY, MODERATORS, LEFT = EscalationStep
WRITTEN, NOBODY, FAILED, QUEUED = EscalationOutcome
STEPS = {
    (NOTE, QUEUED): gettext_lazy(
        "Words of your note can stand for an emergency sign that you did not tick. Our "
        "moderators are asked to look. They see the number, the level, the day, your "
        "clinic and the sign, and not your name. Do not wait for them."
    ),
    (CONTACT, WRITTEN): gettext_lazy(
        "The urgent contact of your clinic was written to."
    ),
    (CONTACT, NOBODY): gettext_lazy(
        "Your clinic has no urgent contact that can be written to. We went on at once."
    ),
    (CONTACT, FAILED): gettext_lazy(
        "The letter to the urgent contact of your clinic could not be sent. We went on "
        "at once."
    ),
    (DEPUTY, WRITTEN): gettext_lazy(
        "Nobody of your clinic had opened it. Its deputy was written to."
    ),
    (DEPUTY, NOBODY): gettext_lazy(
        "Your clinic has no deputy that can be written to. We went on at once."
    ),
    (DEPUTY, FAILED): gettext_lazy(
        "The letter to the deputy of your clinic could not be sent. We went on at once."
    ),
    (MODERATORS, WRITTEN): gettext_lazy(
        "Nobody of your clinic had opened it. Our moderators were written to. They see "
        "the number, the level, the day, your clinic and the rules, and not your name."
    ),
    (MODERATORS, NOBODY): gettext_lazy(
        "Nobody of your clinic had opened it. It waits for our moderators, none of "
        "whom could be written to. Do not wait for them."
    ),
    (MODERATORS, FAILED): gettext_lazy(
        "Nobody of your clinic had opened it. It waits for our moderators, but the "
        "letter to them could not be sent. Do not wait for them."
    ),
    (LEFT, WRITTEN): gettext_lazy(
        "Your clinic has ended the link with you, so our moderators were written to. "
        "They see the number, the level, the day, the clinic and the rules, and not "
        "your name. They are no doctors and do not answer you: do not wait for them."
    ),
    (LEFT, NOBODY): gettext_lazy(
        "Your clinic has ended the link with you. It waits for our moderators, none of "
        "whom could be written to. Do not wait for them."
    ),
    (LEFT, FAILED): gettext_lazy(
        "Your clinic has ended the link with you. It waits for our moderators, but the "
        "letter to them could not be sent. Do not wait for them."
    ),
}
# Of a report that no clinic reads.
OUTSIDE = {
    WRITTEN: gettext_lazy(
        "Our moderators were written to, because no clinic reads it. They see the "
        "number, the level, the day, the rules and the clinic as you named it, and not "
        "your name. They are no doctors and do not answer you: do not wait for them."
    ),
    NOBODY: gettext_lazy(
        "It waits for our moderators, none of whom could be written to. Do not wait "
        "for them."
    ),
    FAILED: gettext_lazy(
        "It waits for our moderators, but the letter to them could not be sent. Do not "
        "wait for them."
    ),
    QUEUED: gettext_lazy(
        "It waits for our moderators, because no clinic reads it. They see the number, "
        "the level, the day, the rules and the clinic as you named it, and not your "
        "name."
    ),
}
NEXT = {
    CONTACT: gettext_lazy(
        "If nobody of your clinic has opened it by %(time)s, we write to its deputy, "
        "and to our moderators where it has none."
    ),
    DEPUTY: gettext_lazy(
        "If nobody of your clinic has opened it by %(time)s, we write to our "
        "moderators."
    ),
}
ACTS = {
    ModeratorAct.OPENED: gettext_lazy(
        "A moderator opened your name, your answers and the messages."
    ),
    ModeratorAct.WROTE: gettext_lazy("A moderator wrote to your clinic."),
    ModeratorAct.FOUND: gettext_lazy(
        "A moderator found the clinic that you named on this portal."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that happened with a report, and what was said of it."""

    at: datetime.datetime
    what: str
    words: str = ""


def lines(
    events: list[ReportEvent],
    steps: list[Escalation],
    acts: list[EscalationAct],
    *,
    outside: bool = False,
) -> list[Line]:
    """All of it in order; of the same moment, what people did comes first.

    `outside`: no clinic reads the report.
    """
    found = [_of_event(each) for each in events]
    found += [_of_step(each, outside=outside) for each in steps]
    found += [_of_act(each) for each in acts]
    found += [_of_end(each) for each in steps if each.closed_at]
    return sorted(found, key=lambda line: line.at)


def comes_next(report, events: list[ReportEvent], steps: list[Escalation]) -> str:
    """Who is written to if nobody opens it; "" where that is over, or never was."""
    now_on = [each for each in steps if each.round == report.round]
    if not report.waits or report.level < ReportLevel.URGENT or not now_on:
        return ""
    if any(e.act == ReportAct.READ and e.round == report.round for e in events):
        return ""
    last = now_on[-1]
    when = escalations.due_at(last)
    if when is None or last.step not in NEXT:
        return ""
    told = {"time": date_format(localtime(when), "TIME_FORMAT")}
    return NEXT[EscalationStep(last.step)] % told


def _of_event(event: ReportEvent) -> Line:
    said = [event.get_act_display(), event.outcome and event.get_outcome_display()]
    # What was spoken of is the clinic's own note.
    words = event.note if event.act != ReportAct.CALLED else ""
    return Line(at=event.at, what=". ".join(filter(None, said)), words=words)


def _of_step(step: Escalation, *, outside: bool) -> Line:
    what = OUTSIDE[step.outcome] if outside else STEPS[step.step, step.outcome]
    return Line(at=step.at, what=str(what))


def _of_act(act: EscalationAct) -> Line:
    why = act.text if act.act == ModeratorAct.OPENED else ""
    return Line(at=act.at, what=str(ACTS[act.act]), words=why)


def _of_end(step: Escalation) -> Line:
    what = _("Our moderators have done their part.")
    return Line(at=step.closed_at, what=what, words=step.conclusion)
