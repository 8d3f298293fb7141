"""Sessions: written down by the clinic, handed over, received by the client."""

import datetime
import zoneinfo
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aftercare import gates
from aftercare.domain import health, plans
from aftercare.enums import ClientStatus, Hold, InkRefusal, SessionState
from aftercare.models import Client, Session, SessionBottle, Treatment
from clinics import rules as clinic_rules
from clinics.domain import bottles as stock
from clinics.enums import NotUsable
from clinics.models import Bottle, Clinic, Practitioner
from clinics.rules import Right
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, User
from portal.audit.domain import audit
from portal.operations import page_cache

# Rows that were read here; to look each up again would cost a query.
POINTERS = ["treatment", "clinic", "practitioner", "health", "consent", "recorded_by"]


class NotTheirs(Exception):
    """Only the clinic's team writes a session down, only its client receives it."""


class NotActive(Exception):
    """The person is no client of the clinic at present."""


class NoConsent(Exception):
    """The person does not allow that their care is kept here."""


class WrongDay(Exception):
    """The session would lie ahead, or before the last one of its treatment."""


class NotAtWork(Exception):
    """The practitioner did not work at the clinic on that day."""


class BottleRefused(Exception):
    """A bottle may not be used on that day, for that reason."""

    def __init__(self, bottle: Bottle, reason: NotUsable | InkRefusal):
        super().__init__(bottle, reason)
        self.bottle, self.reason = bottle, reason


class InkNotSaid(Exception):
    """Either bottles are named, or a reason why there is none."""


class Held(Exception):
    """Something asks for a written reason first; `holds` name all of it."""

    def __init__(self, holds: list[Hold]):
        super().__init__(*holds)
        self.holds = holds


class NotNow(Exception):
    """The session is not in a state for that: it happened already, or not yet."""


@transaction.atomic
def record(
    client: Client,
    *,
    key: UUID,
    practitioner: Practitioner,
    performed_at: datetime.datetime,
    risks: Collection[str],
    by: User,
    asked_at: datetime.datetime | None = None,
    treatment: Treatment | None = None,
    title: str = "",
    bottles: Sequence[Bottle] = (),
    no_ink_reason: str = "",
    go_ahead_reason: str = "",
) -> Session:
    """Write down a session; without a treatment it begins one of that title.

    The same key twice is the same session once. `risks` is what the client answered
    to the health questions, just now or at `asked_at`. Raises NotTheirs, NotActive,
    NoConsent, WrongDay, NotAtWork, BottleRefused, InkNotSaid, Held, ValidationError.
    """
    locked = _lock_client(client)  # two hand-ins for one person queue up
    clinic, person = locked.clinic, locked.user
    if not clinic_rules.may(by, Right.KEEP_TREATMENTS, clinic):
        raise NotTheirs
    if known := Session.objects.filter(key=key, clinic=clinic).first():
        return known
    if locked.status != ClientStatus.ACTIVE:
        raise NotActive
    consent = consent_to_care(person)
    if consent is None:
        raise NoConsent
    if treatment is None:
        treatment = _begin(locked, title, by=by)
    elif not Treatment.objects.seen_by(clinic).of(person).contains(treatment):
        raise NotTheirs
    session = Session(
        key=key,
        treatment=treatment,
        clinic=clinic,
        number=_next_number(treatment),
        consent=consent,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    place(session, person, practitioner=practitioner, performed_at=performed_at)
    used = usable(bottles, clinic, on=session.clinic_day)
    say_ink(session, used, no_ink_reason)
    held = gates.holds(person, clinic, on=session.local_date)
    say_why_it_went_ahead(session, held, go_ahead_reason)
    session.health = health.answer(person, risks=risks, by=by, at=asked_at)
    session.clean_fields(exclude=POINTERS)
    session.save()
    SessionBottle.objects.bulk_create(
        SessionBottle(session=session, bottle=bottle) for bottle in used
    )
    facts = {"number": session.number, "bottles": [each.pk for each in used]}
    audit.note("session recorded", about=session, by=by, clinic=clinic, **facts)
    return session


@transaction.atomic
def hand_over(session: Session, *, by: User) -> Session:
    """The client got the aftercare and what the labels say; their plan begins.

    Raises NotTheirs, NotNow.
    """
    locked = lock(session)
    if not clinic_rules.may(by, Right.KEEP_TREATMENTS, locked.clinic):
        raise NotTheirs
    if locked.state != SessionState.RECORDED:
        raise NotNow
    locked.handed_over_at, locked.handed_over_by = timezone.now(), by
    locked.save(update_fields=["handed_over_at", "handed_over_by"])
    plans.launch(locked, by=by)  # it holds the person, and the log is held last
    audit.note("session handed over", about=locked, by=by, clinic=locked.clinic_id)
    return locked


@transaction.atomic
def receive(session: Session, *, by: User) -> Session:
    """The client confirms having got it. Raises NotTheirs, NotNow."""
    locked = lock(session)
    if locked.treatment.client.user_id != by.pk:
        raise NotTheirs
    if locked.state != SessionState.HANDED_OVER:
        raise NotNow
    locked.received_at = timezone.now()
    locked.save(update_fields=["received_at"])
    audit.note("session received", about=locked, by=by, clinic=locked.clinic_id)
    return locked


def consent_to_care(person: User) -> Consent | None:
    """The person's consent to having their care kept here, while it is in force."""
    last = Consent.objects.current(person).get(Purpose.CARE)
    return last if last and last.is_given else None


def lock(session: Session) -> Session:
    """The row with what it speaks of, held until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("clinic", "treatment__client__user").get(pk=session.pk)


def place(
    session: Session,
    person: User,
    *,
    practitioner: Practitioner,
    performed_at: datetime.datetime,
) -> None:
    """Who and when: day 0 is the day it was where the client lives.

    Raises WrongDay, NotAtWork.
    """
    session.practitioner, session.performed_at = practitioner, performed_at
    session.time_zone = session.time_zone or person.time_zone  # once and for all
    zone = zoneinfo.ZoneInfo(session.time_zone)
    session.local_date = performed_at.astimezone(zone).date()
    refuse_wrong_day(session.treatment, performed_at, but=session)
    refuse_absent(practitioner, session.clinic, on=session.clinic_day)


def refuse_wrong_day(
    treatment: Treatment,
    performed_at: datetime.datetime,
    *,
    but: Session | None = None,
) -> None:
    """Sessions of a treatment keep their order, and none lies ahead.

    Raises WrongDay.
    """
    others = treatment.sessions.all()
    if but and but.pk:
        later = others.filter(number__gt=but.number, performed_at__lte=performed_at)
        others = others.filter(number__lt=but.number)
        if later.exists():
            raise WrongDay
    last = others.aggregate(last=Max("performed_at"))["last"]
    if performed_at > timezone.now() or (last and performed_at <= last):
        raise WrongDay


def refuse_absent(
    practitioner: Practitioner, clinic: Clinic, *, on: datetime.date
) -> None:
    """Raises NotAtWork."""
    at_work = Practitioner.objects.at_work(clinic, on=on)
    if not at_work.filter(pk=practitioner.pk).exists():
        raise NotAtWork


def usable(
    bottles: Sequence[Bottle],
    clinic: Clinic,
    *,
    on: datetime.date,
    known: Collection[int] = (),
) -> list[Bottle]:
    """These bottles, held until the transaction ends. Raises BottleRefused.

    One that the session names already (`known`) may have been set aside since.
    """
    found = []
    for pk in sorted({bottle.pk for bottle in bottles}):  # in one order: no deadlock
        bottle = stock.lock(Bottle(pk=pk))
        reason = why_not(bottle, clinic, on=on)
        if reason and not (pk in known and reason == NotUsable.QUARANTINED):
            raise BottleRefused(bottle, reason)
        found.append(bottle)
    return found


def why_not(
    bottle: Bottle, clinic: Clinic, *, on: datetime.date
) -> NotUsable | InkRefusal | None:
    """Why a bottle cannot go into a session of that day; None if it can."""
    if bottle.clinic_id != clinic.pk:
        return InkRefusal.NOT_HERE
    if reason := stock.why_not(bottle, on=on):
        return reason
    if bottle.opened_on is None or bottle.opened_on > on:
        return InkRefusal.NOT_OPEN
    return None


def say_ink(session: Session, used: Sequence[Bottle], no_ink_reason: str) -> None:
    """Bottles, or why there is none. Raises InkNotSaid for both or neither."""
    if bool(used) == bool(no_ink_reason):
        raise InkNotSaid
    if not used:
        page_cache.renew()  # the hygiene level of the clinic may fall with it
    session.bottles_used, session.no_ink_reason = len(used), no_ink_reason


def say_why_it_went_ahead(session: Session, held: list[Hold], reason: str) -> None:
    """The first of what held it up stays with the session, with the reason.

    Raises Held where there is none.
    """
    if held and not reason:
        raise Held(held)
    session.hold = held[0] if held else ""
    session.go_ahead_reason = reason if held else ""


def _lock_client(client: Client) -> Client:
    rows = Client.objects.select_for_update(of=("self",))
    return rows.select_related("clinic", "user").get(pk=client.pk)


def _begin(client: Client, title: str, *, by: User) -> Treatment:
    treatment = Treatment(
        client=client,
        clinic=client.clinic,
        title=title,
        created_at=timezone.now(),
        created_by=by,
    )
    treatment.full_clean(exclude=["client", "clinic", "created_by"])
    treatment.save()
    audit.note("treatment begun", about=treatment, by=by, clinic=client.clinic_id)
    return treatment


def _next_number(treatment: Treatment) -> int:
    last = treatment.sessions.aggregate(Max("number"))["number__max"]
    return (last or 0) + 1
