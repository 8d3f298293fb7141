"""Photos of the scalp beside a report: added, replaced, removed, looked at."""

import datetime
import uuid
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone

from aftercare.domain import reports
from aftercare.enums import ScalpView
from aftercare.models import Photo, SymptomReport
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, User
from portal.audit.domain import audit
from portal.files import keeping, smaller
from portal.files.intake import Received
from portal.files.policies import MB, Kind, Policy

FOLDER = "photos"
SMALL_SIDE = 480
POLICY = Policy(
    kinds=frozenset({Kind.JPEG, Kind.PNG, Kind.HEIC}),
    most_bytes=15 * MB,
    shortest_side=300,
    kept_side=2560,
)
# A photo counts for the day of its report; later ones belong to a report of their day.
OPEN_FOR = datetime.timedelta(hours=48)


class NotAllowed(Exception):
    """The person has not said yes to photos, or has taken it back."""


class TooLate(Exception):
    """The day of the report is too long ago."""


def is_open(report: SymptomReport) -> bool:
    """Whether photos can still be added to it."""
    return timezone.now() <= report.sent_at + OPEN_FOR


def add(
    report: SymptomReport, view: ScalpView, received: Received, *, by: User
) -> Photo:
    """Keep the photo of one view; a later one takes its place, under a new address.

    The same file twice, or twice at once, is one photo. Raises NotAllowed, TooLate,
    keeping.NotKept.
    """
    before = _before(report, view)
    if before and before.sha256 == received.sha256:
        return before
    with keeping.ahead() as files:  # nobody waits for the storage
        filled = _filled(received, files)
        with transaction.atomic():
            photo = _add(report, view, filled, by=by)
            if photo.key == filled["key"]:  # and not the same one, sent at once
                files.are_named()
    return photo


def _filled(received: Received, files: keeping.Ahead) -> dict[str, Any]:
    """What the row says of a photo; its files lie in the storage."""
    copy = smaller.copy(received.content, side=SMALL_SIDE)
    return {
        "key": uuid.uuid4(),
        "file": files.keep(FOLDER, received.content, ending=".jpg"),
        "small": files.keep(FOLDER, copy.content, ending=".jpg"),
        "width": copy.width,
        "height": copy.height,
        "size": len(received.content),
        "sha256": received.sha256,
        "taken_on": received.taken_on or None,
        "is_dark": received.is_dark,
        "is_blurred": received.is_blurred,
    }


def _add(
    report: SymptomReport, view: ScalpView, filled: dict[str, Any], *, by: User
) -> Photo:
    locked = reports.lock(report)
    before = _before(locked, view)
    if before and before.sha256 == filled["sha256"]:
        return before
    told = filled | {"added_at": timezone.now()}
    photo, _made = locked.photos.update_or_create(view=view, defaults=told)
    if before:
        keeping.let_go_later(before.files)
    _note("photo added", photo, by=by)
    return photo


def _before(report: SymptomReport, view: ScalpView) -> Photo | None:
    """The photo whose place it would take. Raises NotAllowed, TooLate."""
    if Purpose.PHOTOS not in Consent.objects.in_force(report.user):
        raise NotAllowed
    if not is_open(report):
        raise TooLate
    return report.photos.filter(view=view).first()


@transaction.atomic
def remove(photo: Photo, *, by: User) -> None:
    """Its owner wants it gone: row and files go. Twice is once."""
    reports.lock(photo.report)
    found = Photo.objects.filter(pk=photo.pk).first()
    if found is None:
        return
    _note("photo removed", found, by=by)
    keeping.let_go_later(found.files)
    found.delete()


def forget(user: User) -> None:
    """All of a person who is erased. Call it inside the transaction of that."""
    photos = Photo.objects.of(user)
    keeping.let_go_later(chain.from_iterable(photo.files for photo in photos))
    photos.delete()


def read(photo: Photo, *, small: bool) -> bytes:
    """The picture. Raises FileNotFoundError, keeping.NotRead."""
    return keeping.read(photo.small.name if small else photo.file.name)


def read_at_clinic(photo: Photo, *, small: bool, by: User) -> bytes:
    """The same; the log says who looked, as the consent promises."""
    content = read(photo, small=small)
    _note("photo looked at", photo, by=by)
    return content


def names_needed() -> list[str]:
    """What the sweep of the private storage leaves alone."""
    return list(chain.from_iterable(Photo.objects.values_list("file", "small")))


def _note(verb: str, photo: Photo, *, by: User) -> None:
    about = photo.report
    audit.note(verb, about=photo, by=by, clinic=about.clinic_id, report=about.pk)
