"""Reports that came to the moderators: what they see of one, and what they may do.

Number, level, day, clinic and the rules are before them. Name, answers and messages
they open for a while, for a reason that the client reads.
"""

import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from aftercare import emails
from aftercare.domain import escalations, news, report_answers, reports
from aftercare.domain.reports import NotNow
from aftercare.enums import (
    REPORT_MOVES,
    Judged,
    ModeratorAct,
    ReportAct,
    ReportLevel,
)
from aftercare.models import (
    Assessment,
    Escalation,
    EscalationAct,
    OutsideClinic,
    SymptomReport,
)
from clinics import rules as clinic_rules
from clinics.models import Clinic
from portal.accounts import rules as account_rules
from portal.accounts.models import User
from portal.audit.domain import audit

__all__ = [
    "NotNow",
    "NotYours",
    "can_raise",
    "close",
    "find_clinic",
    "open_until",
    "open_up",
    "raise_level",
    "readable",
    "write",
]
LASTS = datetime.timedelta(minutes=30)


class NotYours(Exception):
    """Moderators alone see it, and none who is close to the clinic."""


def readable(user: User) -> QuerySet[Escalation]:
    """Those that this person may see, closed or not, while the clinic may.

    Also once the clinic itself has ended the link with its client. And those that no
    clinic reads, while their person allows that they are kept; none of one's own, nor
    of a place that was found to be a clinic one is close to.
    """
    if not account_rules.is_moderator(user):
        return Escalation.objects.none()
    near = clinic_rules.near_to(user, on=timezone.localdate())
    seen = SymptomReport.objects.with_a_reader().exclude(clinic__in=near)
    left = SymptomReport.objects.left_by_clinic().exclude(clinic__in=near)
    outside = SymptomReport.objects.outside_and_allowed().exclude(user=user)
    outside = outside.exclude(outside_clinic__clinic__in=near)
    return (
        Escalation.objects.with_moderators()
        .filter(
            Q(report__in=seen.values("pk"))
            | Q(report__in=left.values("pk"))
            | Q(report__in=outside.values("pk"))
        )
        .select_related("report__clinic", "report__outside_clinic__clinic")
    )


def open_until(escalation: Escalation, *, by: User) -> datetime.datetime | None:
    """Until when name and answers are open to this person; None if they are not."""
    last = _last(escalation, ModeratorAct.OPENED, by)
    if last is None or escalation.closed_at or last.at + LASTS <= timezone.now():
        return None
    return last.at + LASTS


@transaction.atomic
def open_up(escalation: Escalation, *, reason: str, by: User) -> EscalationAct:
    """See name, answers and messages for a while. Raises NotYours, NotNow."""
    held = _hold(escalation, by)
    if open_until(held, by=by):
        return _last(held, ModeratorAct.OPENED, by)
    return _act(held, ModeratorAct.OPENED, text=reason, by=by)


def can_raise(report: SymptomReport) -> bool:
    """Whether there is a higher level, and a clinic that answers for it."""
    possible, _leads_to = REPORT_MOVES[ReportAct.OVERRULED]
    could = report.status in possible and report.level < ReportLevel.EMERGENCY
    return could and report.has_reader()


@transaction.atomic
def raise_level(
    escalation: Escalation, *, level: ReportLevel, reason: str, by: User
) -> Assessment:
    """A moderator sees more in it; a level is never lowered here.

    It waits for the clinic at that level, as if it had just been sent, and the first
    level stays on record. The same twice is once. Raises NotYours, NotNow.
    """
    report = _hold(escalation, by).report
    last = report.assessments.order_by("at", "pk").last()
    if last and (last.by, last.level, last.reason) == (by, level, reason):
        return last
    if level <= report.level or not report.has_reader():
        raise NotNow
    now, due = timezone.now(), report.answer_by
    if _was_looked_at(report):
        report.round, due = report.round + 1, None
    reports.act(report, ReportAct.OVERRULED, by=by, at=now, note=reason)
    fresh = reports.answer_by(report.clinic, level, now)
    report.answer_by = min(filter(None, [due, fresh]), default=None)
    report.save(update_fields=["answer_by", "round"])
    judged = report_answers.judge(report, Judged.RAISED, level, by=by, reason=reason)
    news.tell(report, judged)
    if level >= ReportLevel.URGENT:
        escalations.begin(report)
    return judged


def _was_looked_at(report: SymptomReport) -> bool:
    """At its level of now: then the clinic has to look anew."""
    looked = {"act": ReportAct.READ, "round": report.round}
    return not report.waits or report.events.filter(**looked).exists()


@transaction.atomic
def write(escalation: Escalation, *, text: str, by: User) -> EscalationAct:
    """Words for the clinic, which reads them beside the report.

    The same twice is one letter. Raises NotYours, NotNow.
    """
    held = _hold(escalation, by)
    if not held.report.has_reader():
        raise NotNow
    known = _last(held, ModeratorAct.WROTE, by)
    if known and known.text == text:
        return known
    told = _act(held, ModeratorAct.WROTE, text=text, by=by)
    transaction.on_commit(partial(emails.from_moderators, told.pk))
    return told


@transaction.atomic
def find_clinic(escalation: Escalation, *, clinic: Clinic, by: User) -> EscalationAct:
    """The place that was named is this clinic; all who name it are told.

    Raises NotYours for somebody close to the clinic, and NotNow where no place was
    named, it was found before or the clinic is not on the list.
    """
    held = _hold(escalation, by)
    if clinic.pk in clinic_rules.near_to(by, on=timezone.localdate()):
        raise NotYours
    if not held.report.is_outside or not clinic.is_listed:
        raise NotNow
    places = OutsideClinic.objects.filter(pk=held.report.outside_clinic_id)
    if not places.filter(clinic=None).exclude(name="").update(clinic=clinic):
        raise NotNow
    return _act(held, ModeratorAct.FOUND, text=clinic.name, by=by)


@transaction.atomic
def close(escalation: Escalation, *, conclusion: str, by: User) -> Escalation:
    """Done, with what the client reads of it. Raises NotYours, NotNow."""
    held = _hold(escalation, by)
    held.closed_at, held.closed_by, held.conclusion = timezone.now(), by, conclusion
    held.save(update_fields=["closed_at", "closed_by", "conclusion"])
    audit.note(
        "report left by moderators", about=held, by=by, clinic=held.report.clinic_id
    )
    news.tell(held.report, held)
    return held


def _hold(escalation: Escalation, by: User) -> Escalation:
    """Report and item, held until the transaction ends."""
    report = reports.lock(escalation.report)
    if not readable(by).filter(pk=escalation.pk).exists():
        raise NotYours
    held = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if held.closed_at:
        raise NotNow
    held.report = report
    return held


def _last(escalation: Escalation, act: ModeratorAct, by: User) -> EscalationAct | None:
    return escalation.acts.filter(act=act, by=by).order_by("at", "pk").last()


def _act(held: Escalation, act: ModeratorAct, *, text: str, by: User) -> EscalationAct:
    done = EscalationAct(escalation=held, act=act, at=timezone.now(), by=by, text=text)
    done.full_clean(exclude=["escalation", "by"])
    done.save()
    audit.note(
        f"report {act.value} by a moderator",
        about=held.report,
        by=by,
        clinic=held.report.clinic_id,
        act=done.pk,
    )
    return done
