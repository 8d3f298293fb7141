"""Reports of clients: sent and judged at once, followed, and opened again."""

import datetime
import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aftercare import clocks, judging, note_flags
from aftercare.domain import attachments, days, escalations, health
from aftercare.domain.attachments import Ready, Stored
from aftercare.enums import (
    REPORT_MOVES,
    Judged,
    ReportAct,
    ReportLevel,
    ReportStatus,
)
from aftercare.models import (
    Assessment,
    Attachment,
    Client,
    GradedItem,
    HealingPlan,
    Message,
    ReportEvent,
    SymptomReport,
)
from clinics.enums import HoursKind
from clinics.models import Clinic
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent, User
from portal.audit.domain import audit
from portal.knowledge.symptoms import CATALOGUE, Answers

DIGITS = 8


class NotAllowed(Exception):
    """The person took the consent to care back: no report is kept."""


class NotNow(Exception):
    """Where the report stands, this cannot be done."""


@transaction.atomic
def send(
    plan: HealingPlan,
    *,
    key: UUID,
    answers: Answers,
    by: User,
    language: str,
    written_at: datetime.datetime | None = None,
) -> SymptomReport:
    """Keep what the person reports, and judge it. The same form twice is one report.

    It goes to the clinic of the plan while that is not closed and sees the person, and
    is answered by the rules alone where all is usual and the note names no sign. With
    `written_at` it waited on a phone: it is judged as of then, and the clinic's time
    runs from now.
    Raises AnswerError and NotAllowed.
    """
    CATALOGUE.validate(answers)
    care = Consent.objects.last_act(Purpose.CARE, of="pk")
    people = User.objects.select_for_update(of=("self",)).annotate(last_on_care=care)
    person = people.get(pk=by.pk)  # two at once: one after the other
    if known := SymptomReport.objects.of(by).filter(key=key).first():
        return known
    if person.last_on_care == ConsentAct.WITHDRAWN:
        raise NotAllowed
    now = timezone.now()
    told_at = written_at or now
    on = days.local_date(told_at, by.zone)
    day = max(0, days.number(on, day_zero=plan.day_zero))
    earlier = SymptomReport.objects.of(by).filter(plan=plan).told_by(told_at)
    judged = judging.judge(
        answers,
        day=day,
        health=health.latest_of(by),
        earlier=earlier.values_list("day", "answers"),
        language=language,
    )
    clinic = _reader(plan, by)
    level = ReportLevel(judged.level)
    noted = bool(note_flags.of(answers))
    waits = clinic is not None and (noted or level > ReportLevel.EXPECTED)
    report = store(
        judged,
        answers=answers,
        language=language,
        key=key,
        user=by,
        clinic=clinic,
        session_id=plan.session_id,
        plan=plan,
        sent_at=now,
        written_at=written_at,
        local_date=on,
        time_zone=by.time_zone,
        day=day,
        status=_first_status(clinic, waits=waits),
        answer_by=answer_by(clinic, level, now) if clinic and waits else None,
    )
    if clinic is not None and level >= ReportLevel.URGENT:
        escalations.begin(report)
    elif clinic is not None and noted:
        escalations.ask_moderators(report)
    return report


def store(
    judged: judging.Judgement, *, answers: Answers, language: str, **facts
) -> SymptomReport:
    """The row of a report with its grades and what the rules said; in a transaction.

    `facts` are the fields that do not follow from the answers.
    """
    level = ReportLevel(judged.level)
    report = SymptomReport.objects.create(
        number=_free_number(),
        instrument_version=judged.instrument_version,
        answers=dict(answers),
        level=level,
        **facts,
    )
    GradedItem.objects.bulk_create(
        GradedItem(report=report, question=question, grade=grade)
        for question, grade in judging.grades(answers)
    )
    Assessment.objects.create(
        report=report,
        kind=Judged.TRIAGED,
        at=report.sent_at,
        level=level,
        rules_version=judged.rules_version,
        course_version=judged.course_version,
        fired=judged.fired,
        shown=judged.shown,
        language=language,
    )
    told = {"by": report.user, "clinic": report.clinic, "level": int(level)}
    audit.note("report sent", about=report, **told)
    return report


@transaction.atomic
def reopen(report: SymptomReport, *, by: User, note: str = "") -> SymptomReport:
    """Not better: the clinic has to look again, at any time.

    Whatever a talk had lowered it to, it stands where the rules had put it, or higher:
    that is what the client reads.
    Raises NotNow, also where no clinic would read it.
    """
    locked = lock(report)
    if not locked.has_reader():
        raise NotNow
    now = timezone.now()
    locked.round += 1
    act(locked, ReportAct.REOPENED, by=by, at=now, note=note)
    by_rules = locked.assessments.get(kind=Judged.TRIAGED).level
    level = max(ReportLevel.CLINIC, by_rules)
    if locked.level < level:
        locked.level = level
        Assessment.objects.create(
            report=locked,
            kind=Judged.RAISED,
            at=now,
            by=by,
            level=locked.level,
            reason=note or ReportAct.REOPENED.label,
        )
    locked.answer_by = answer_by(locked.clinic, ReportLevel(locked.level), now)
    locked.save(update_fields=["level", "answer_by", "round"])
    if locked.level >= ReportLevel.URGENT:
        escalations.begin(locked)
    return locked


def write(
    report: SymptomReport,
    *,
    key: UUID,
    text: str,
    by: User,
    files: Sequence[Ready] = (),
) -> Message:
    """A message of the client to the clinic. The same form twice is one message.

    Raises NotNow where no clinic reads it, attachments.NotAllowed, keeping.NotKept.
    """
    words = Message(
        report=report,
        key=key,
        by=by,
        from_clinic=False,
        text=text,
        attached=len(files),
        sent_at=timezone.now(),
    )
    if known := sent(words):
        return known
    _ask_to_write(report, files)
    words.full_clean(exclude=["report", "by"])
    with attachments.stored(files) as stored:  # nobody waits for the storage
        return _write(words, stored)


@transaction.atomic
def _write(words: Message, stored: Stored) -> Message:
    locked = lock(words.report)
    if known := sent(words):
        return known
    _ask_to_write(locked, stored.rows)
    words.sent_at = timezone.now()
    words.save()
    told = {"by": words.by, "clinic": locked.clinic_id}
    audit.note("report written about", about=locked, **told)
    attachments.keep(words, stored)
    return words


def _ask_to_write(report: SymptomReport, files: Sequence[Ready | Attachment]) -> None:
    """Raises NotNow, attachments.NotAllowed."""
    if not report.has_reader():
        raise NotNow
    attachments.ask_consent(report.user, files)


def sent(words: Message) -> Message | None:
    """The message that came of the same form before."""
    return Message.objects.filter(by=words.by, key=words.key).first()


@transaction.atomic
def mark_read(report: SymptomReport, *, by: User, as_clinic: bool) -> None:
    """What the other side wrote has been read.

    The clinic's first look is an event, and so is the first after a reopening.
    """
    locked = lock(report)
    now = timezone.now()
    unread = locked.messages.filter(from_clinic=not as_clinic, read_at=None)
    unread.update(read_at=now)
    looked = {"act": ReportAct.READ, "round": locked.round}
    if as_clinic and not locked.events.filter(**looked).exists():
        act(locked, ReportAct.READ, by=by, at=now)


def lock(report: SymptomReport) -> SymptomReport:
    """The row, held until the transaction ends."""
    rows = SymptomReport.objects.select_for_update(of=("self",))
    return rows.select_related("user", "clinic").get(pk=report.pk)


def look(report: SymptomReport) -> SymptomReport:
    """The same, as it stands now and held by nobody."""
    return SymptomReport.objects.select_related("user", "clinic").get(pk=report.pk)


def act(
    locked: SymptomReport,
    done: ReportAct,
    *,
    by: User,
    at: datetime.datetime,
    **told: str,
) -> ReportEvent:
    """Write down what was done with a locked report. Raises NotNow."""
    possible, leads_to = REPORT_MOVES[done]
    if locked.status not in possible:
        raise NotNow
    event = ReportEvent(
        report=locked, round=locked.round, act=done, by=by, at=at, **told
    )
    event.full_clean(exclude=["report", "by"])
    event.save()
    if leads_to is not None and leads_to != locked.status:
        locked.status = leads_to
        locked.save(update_fields=["status"])
    audit.note(f"report {done.value}", about=locked, by=by, clinic=locked.clinic_id)
    return event


def _reader(plan: HealingPlan, person: User) -> Clinic | None:
    """The clinic of the plan, while it is there and sees the person."""
    links = Client.objects.active().filter(clinic=plan.clinic_id, user=person)
    link = links.select_related("clinic").first()
    return link.clinic if link and not link.clinic.is_closed else None


def _first_status(clinic: Clinic | None, *, waits: bool) -> ReportStatus:
    if clinic is None:
        return ReportStatus.KEPT
    return ReportStatus.WAITING if waits else ReportStatus.ANSWERED


def answer_by(
    clinic: Clinic, level: ReportLevel, start: datetime.datetime
) -> datetime.datetime | None:
    """By the hours of the clinic; None where it has said none."""
    hours = clinic.hours.filter(kind=HoursKind.RESPONSE)
    return clocks.answer_by(hours, clinic, level=level, start=start)


def _free_number() -> str:
    """Digits alone: they are said and heard alike in every language."""
    while True:
        number = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        if not SymptomReport.objects.filter(number=number).exists():
            return number
