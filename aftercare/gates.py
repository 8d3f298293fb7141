"""What asks for a written reason before a scalp is worked on again."""

import datetime

from django.db.models import Q

from aftercare.enums import Hold
from aftercare.models import Session, SymptomReport
from clinics.models import Clinic
from portal.accounts.models import User
from portal.knowledge import session_gate


def holds(
    person: User, clinic: Clinic, *, on: datetime.date, but: Session | None = None
) -> list[Hold]:
    """All that holds a session of that local date up, the first of it first.

    It looks at what the clinic may see, `but` the one that is asked about.
    """
    found = []
    last = last_seen(person, clinic, until=on, but=but)
    if last is not None and session_gate.is_too_soon(last.local_date, on):
        is_own = last.clinic_id == clinic.pk
        found.append(Hold.TOO_SOON if is_own else Hold.TOO_SOON_SHOWN)
    return found + _held_by_reports(person, clinic, on=on, but=but)


def _held_by_reports(
    person: User, clinic: Clinic, *, on: datetime.date, but: Session | None
) -> list[Hold]:
    """Reports about the session itself came after it, and hold it up no more."""
    reports = SymptomReport.objects.seen_by(clinic).of(person)
    reports = reports.filter(local_date__lte=on)
    if but is not None:
        reports = reports.exclude(session=but)
    found = [Hold.OPEN_REPORT] if reports.open().exists() else []
    latest = reports.values_list("answers", flat=True).first()
    if latest is not None and session_gate.is_still_healing(latest):
        found.append(Hold.STILL_HEALING)
    return found


def last_seen(
    person: User,
    clinic: Clinic,
    *,
    until: datetime.date,
    but: Session | None = None,
) -> Session | None:
    """The last session with this person that the clinic knows of, that day included.

    Its own, and what the person shows it of others.
    """
    shown = Session.objects.shown_to(clinic).values("pk")
    known = Session.objects.of(person).filter(Q(clinic=clinic) | Q(pk__in=shown))
    known = known.filter(local_date__lte=until).exclude(pk=but.pk if but else None)
    return known.select_related("clinic").order_by("local_date", "pk").last()
