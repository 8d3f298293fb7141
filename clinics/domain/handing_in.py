"""What whoever hands a paper in does before a reviewer reads it."""

import datetime
from collections.abc import Mapping

from django.db import transaction

from clinics import slots
from clinics.domain import certifications
from clinics.enums import CertificationStatus
from clinics.models import Certification, CertificationType, Clinic, Practitioner
from portal.accounts.models import User

FACTS = (
    "issuer",
    "number",
    "scope",
    "jurisdiction",
    "issuer_register_url",
    "issued_on",
    "valid_from",
    "valid_until",
)


class Stale(Exception):
    """Somebody else changed the paper since the form was made; `now` is the paper."""

    def __init__(self, now: Certification):
        super().__init__(now)
        self.now = now


def facts(paper: Certification) -> dict[str, str]:
    """What is written on it, as it travels in a form."""
    values = ((name, getattr(paper, name)) for name in FACTS)
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value or ""
        for name, value in values
    }


def state_of(paper: Certification) -> dict:
    """What submitting rests on: the facts and the files."""
    keys = paper.evidence.filter(frozen_at=None).values_list("key", flat=True)
    return {"facts": facts(paper), "files": sorted(map(str, keys))}


@transaction.atomic
def begin(
    type: CertificationType,  # noqa: A002 - the field's own word
    subject: Clinic | Practitioner,
    *,
    by: User,
    renews: Certification | None = None,
    **paper,
) -> Certification:
    """A new draft, or the one that says the same: two clicks begin one paper.

    Raises what `certifications.draft` does.
    """
    locked = subject._meta.model.objects.select_for_update().get(pk=subject.pk)
    twin = locked.certifications.filter(
        type=type, renews=renews, status=CertificationStatus.DRAFT, **paper
    ).first()
    return twin or certifications.draft(type, locked, by=by, renews=renews, **paper)


@transaction.atomic
def edit(
    paper: Certification, *, by: User, seen: Mapping[str, str] | None, **changes
) -> Certification:
    """Change what is written on it; `seen` is what the form showed, as `facts` tells.

    Raises MoveNotAllowed once it was submitted, Stale, ValidationError.
    """
    locked = certifications.lock(paper)
    if locked.status not in slots.MENDABLE:
        raise certifications.MoveNotAllowed
    known = facts(locked)
    for name, value in changes.items():
        setattr(locked, name, value)
    wanted = facts(locked)
    if wanted == known:
        return locked
    if seen != known:
        raise Stale(Certification.objects.select_related("type").get(pk=paper.pk))
    locked.full_clean()
    locked.save(update_fields=list(changes))
    changed = sorted(name for name in FACTS if wanted[name] != known[name])
    certifications.note("certification edited", locked, by=by, fields=changed)
    return locked


@transaction.atomic
def submit(paper: Certification, *, by: User, seen: dict | None) -> Certification:
    """Hand in what the person saw.

    Raises Stale where it has changed since, and what `certifications.submit` does.
    """
    locked = certifications.lock(paper)
    if locked.status in slots.MENDABLE and seen != state_of(locked):
        raise Stale(locked)
    return certifications.submit(locked, by=by)
