"""Files handed in for a paper: taken in, removed before they count, read."""

from django.db import transaction
from django.utils import timezone

from clinics import slots
from clinics.domain import certifications
from clinics.models import Certification, Evidence
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.files import apart, keeping
from portal.files.intake import Received

FOLDER = "evidence"
ENDING = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}
MOST_IN_A_SLOT = 20


class NotOpen(Exception):
    """Nothing can be handed in for that slot now, nor taken out of it."""


class AlreadyThere(Exception):
    """That file stands in this slot."""


class Full(Exception):
    """There are 20 files in this slot."""


def add(
    certification: Certification, slot: str, received: Received, *, by: User, day=None
) -> Evidence:
    """Put a file into a slot; `day` is the latest date found in its text.

    Raises NotOpen, AlreadyThere, Full, keeping.NotKept.
    """
    _round(Certification.objects.get(pk=certification.pk), slot, received)
    ending = ENDING[received.media_type]
    with keeping.ahead() as files:  # nobody waits for the storage
        name = files.keep(FOLDER, received.content, ending=ending)
        with transaction.atomic():
            made = _add(certification, slot, received, name, by=by, day=day)
            files.are_named()
    return made


def _add(certification, slot, received, name, *, by, day) -> Evidence:
    locked = certifications.lock(certification)
    made = Evidence(
        certification=locked,
        slot=slot,
        round=_round(locked, slot, received),
        file=name,
        name=received.name,
        media_type=received.media_type,
        size=len(received.content),
        sha256=received.sha256,
        pages=received.pages,
        reads_poorly=received.reads_poorly,
        latest_day=day,
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )
    made.save()
    _note("evidence handed in", made, by=by, slot=slot, sha256=made.sha256)
    return made


def _round(certification: Certification, slot: str, received: Received) -> int:
    """The one it would belong to. Raises NotOpen, AlreadyThere, Full."""
    if slot not in slots.open_in(certification):
        raise NotOpen
    found = slots.round_to_hand_in(certification)
    there = certification.evidence.filter(slot=slot, round=found)
    if there.filter(sha256=received.sha256).exists():
        raise AlreadyThere
    if there.count() >= MOST_IN_A_SLOT:
        raise Full
    return found


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> None:
    """Take a file out before it was submitted. Raises NotOpen."""
    certifications.lock(evidence.certification)
    row = Evidence.objects.filter(pk=evidence.pk, frozen_at=None).first()
    if row is None:
        raise NotOpen
    _note("evidence removed", row, by=by, slot=row.slot, sha256=row.sha256)
    keeping.let_go_later([row.file.name])
    row.delete()


def read(evidence: Evidence, *, by: User) -> bytes:
    """The file as it is kept. Raises FileNotFoundError, NotRead."""
    content = _content(evidence)
    _note("evidence read", evidence, by=by)
    return content


def read_page(evidence: Evidence, page: int, *, by: User) -> bytes:
    """One page as JPEG, counted from 1. Raises FileNotFoundError, NotRead, Busy."""
    content = _content(evidence)
    if not evidence.is_picture:
        _facts, content = apart.ask("draw", content, page=page)
    _note("evidence read", evidence, by=by, page=page)
    return content


def names_needed() -> list[str]:
    """What the sweep of the private storage leaves alone."""
    return list(Evidence.objects.values_list("file", flat=True))


def _content(evidence: Evidence) -> bytes:
    return keeping.read(evidence.file.name)


def _note(verb: str, evidence: Evidence, *, by: User, **details) -> None:
    clinic = evidence.certification.clinic_id
    audit.note(verb, about=evidence, by=by, clinic=clinic, **details)
