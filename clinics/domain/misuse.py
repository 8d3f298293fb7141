"""Taking in what people report of posters and papers, and dealing with it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinics import access
from clinics.enums import Misuse
from clinics.models import Certification, MisuseReport
from portal.accounts.models import User
from portal.audit.domain import audit


class AlreadySettled(Exception):
    """Somebody was faster; `report` says who, and what was done."""

    def __init__(self, report: MisuseReport):
        super().__init__(str(report))
        self.report = report


class NotYours(Exception):
    """Nobody looks into a clinic they work for, or worked for in 24 months."""


@transaction.atomic
def report(
    code: str,
    *,
    key: UUID,
    what: Misuse,
    place: str,
    text: str = "",
    email: str = "",
) -> MisuseReport:
    """Keep what somebody saw. The same key twice is the same report once.

    `code` is one as it is stored, issued or not.
    """
    told, made = MisuseReport.objects.get_or_create(
        key=key,
        defaults={
            "code": code,
            "certification": Certification.objects.answered_for()
            .filter(code=code)
            .first(),
            "what": what,
            "place": place,
            "text": text,
            "email": email,
            "received_at": timezone.now(),
        },
    )
    if made:
        audit.note("misuse reported", about=told, clinic=_clinic_of(told), what=what)
    return told


@transaction.atomic
def settle(told: MisuseReport, *, by: User, note: str) -> MisuseReport:
    """Mark it as dealt with. Raises AlreadySettled, NotYours, ValidationError."""
    locked = MisuseReport.objects.select_for_update(of=("self",)).get(pk=told.pk)
    if not access.misuse_reports(by).filter(pk=locked.pk).exists():
        raise NotYours
    if locked.settled_at:
        raise AlreadySettled(locked)
    locked.settled_at, locked.settled_by = timezone.now(), by
    locked.note = note
    locked.full_clean()
    locked.save(update_fields=["settled_at", "settled_by", "note"])
    audit.note("misuse settled", about=locked, by=by, clinic=_clinic_of(locked))
    return locked


def _clinic_of(told: MisuseReport) -> int | None:
    return told.certification and told.certification.clinic_id
