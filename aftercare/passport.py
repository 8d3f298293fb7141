"""The ink passport: what went into a person's skin, for life, at whichever clinic."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from aftercare.enums import SessionState
from aftercare.models import Amendment, Session, SessionBottle
from clinics import lab_verdicts, public_inks, standing_then
from clinics.lab_verdicts import Shown
from clinics.models import Bottle, InkBatch, LabReport
from clinics.standing_then import Line
from portal.accounts.models import User
from portal.knowledge import label_duties


@dataclass(frozen=True, kw_only=True)
class Tested:
    """A laboratory report, and what it shows where the clinic stands, that day."""

    report: LabReport
    shown: Shown


@dataclass(frozen=True, kw_only=True)
class Ink:
    """One bottle that was used: its batch, its label, and what laboratories found."""

    batch: InkBatch
    label: list[tuple[str, str]]  # what the law asks, and what was read
    tests: list[Tested]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One session as the passport tells it."""

    session: Session
    inks: list[Ink]
    papers: list[Line]
    amendments: list[Amendment] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether the client has still to say that everything was handed over."""
        return self.session.state == SessionState.HANDED_OVER


def of(person: User) -> list[Entry]:
    """Every session of a person, the last one first; at most ten queries."""
    return entries(Session.objects.of(person))


def entries(asked: QuerySet[Session]) -> list[Entry]:
    """These sessions as a passport tells them, in as many queries."""
    sessions = list(_with_ink(asked))
    used = {
        each.bottle.batch_id: each.bottle.batch
        for session in sessions
        for each in session.bottles.all()
    }
    reports = public_inks.reports_on(used) if used else {}
    clinics = {session.clinic_id: session.clinic for session in sessions}
    record = standing_then.record(clinics.values()) if clinics else None
    return [
        Entry(
            session=session,
            inks=[
                ink_of(
                    each.bottle,
                    reports.get(each.bottle.batch_id, ()),
                    country=session.clinic.country,
                    on=session.local_date,
                )
                for each in session.bottles.all()
            ],
            papers=record.lines(session.clinic, at=session.performed_at),
            amendments=list(session.amendments.all()),
        )
        for session in sessions
    ]


def inks_of(session: Session) -> list[Ink]:
    """The inks of one session; four queries."""
    used = [each.bottle for each in _bottles().filter(session=session)]
    reports = public_inks.reports_on({bottle.batch_id for bottle in used})
    return [
        ink_of(
            bottle,
            reports.get(bottle.batch_id, ()),
            country=session.clinic.country,
            on=session.local_date,
        )
        for bottle in used
    ]


def ink_of(
    bottle: Bottle,
    reports: Iterable[LabReport],
    *,
    country: str,
    on: datetime.date,
) -> Ink:
    """What is known of a bottle's ink, by the law of a country on a day."""
    language = get_language() or "en"
    answers = {
        line.duty: line.get_answer_display() for line in bottle.label_lines.all()
    }
    return Ink(
        batch=bottle.batch,
        label=[
            (duty.asks.to(language), answers[duty.key])
            for duty in label_duties.DUTIES
            if duty.key in answers
        ],
        tests=[
            Tested(
                report=report,
                shown=lab_verdicts.shown(report.read_last, jurisdiction=country, on=on),
            )
            for report in reports
        ],
    )


def _bottles():
    used = SessionBottle.objects.select_related("bottle__batch__ink__maker")
    return used.prefetch_related("bottle__label_lines")


def _with_ink(asked: QuerySet[Session]) -> QuerySet[Session]:
    return asked.for_reading().prefetch_related(
        Prefetch("bottles", _bottles()),
        Prefetch("amendments", Amendment.objects.select_related("by")),
    )
