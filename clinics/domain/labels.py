"""What stands on the label of a bottle: a photo of it, and the seven duties."""

from django.db import transaction
from django.utils import timezone

from clinics.domain import bottles
from clinics.enums import LabelAnswer
from clinics.models import Bottle, LabelLine, LabelPhoto
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.files import keeping
from portal.files.intake import Received
from portal.files.policies import Kind, Policy
from portal.knowledge import label_duties

DUTIES = {duty.key: duty for duty in label_duties.DUTIES}
FOLDER = "labels"
PHOTOS = Policy(kinds=frozenset({Kind.JPEG, Kind.PNG, Kind.HEIC}))


@transaction.atomic
def write_down(bottle: Bottle, *, by: User, answers: dict[str, LabelAnswer]) -> Bottle:
    """Keep what somebody reads on the label, by duty; what they leave out stays.

    Raises KeyError for a duty of no label, ValidationError.
    """
    locked = bottles.lock(bottle)
    for duty, answer in answers.items():
        line = LabelLine(bottle=locked, duty=DUTIES[duty].key, answer=answer)
        line.clean_fields()
        LabelLine.objects.update_or_create(
            bottle=locked, duty=duty, defaults={"answer": answer}
        )
    audit.note(
        "label of ink read", about=locked, by=by, clinic=locked.clinic_id, **answers
    )
    return locked


def keep_photo(bottle: Bottle, received: Received, *, by: User) -> LabelPhoto:
    """Put a photo in the place of the one that is there. The older file goes.

    Raises keeping.NotKept.
    """
    with keeping.ahead() as files:  # nobody waits for the storage
        name = files.keep(FOLDER, received.content, ending=".jpg")
        with transaction.atomic():
            photo = _keep_photo(bottle, received, name, by=by)
            files.are_named()
    return photo


def _keep_photo(bottle: Bottle, received: Received, name: str, *, by) -> LabelPhoto:
    locked = bottles.lock(bottle)
    before = LabelPhoto.objects.filter(bottle=locked).first()
    told = {
        "file": name,
        "name": received.name,
        "size": len(received.content),
        "sha256": received.sha256,
        "taken_at": timezone.now(),
        "taken_by": by,
    }
    photo, _made = LabelPhoto.objects.update_or_create(bottle=locked, defaults=told)
    if before:
        keeping.let_go_later([before.file.name])
    audit.note(
        "photo of a label kept",
        about=photo,
        by=by,
        clinic=locked.clinic_id,
        sha256=photo.sha256,
    )
    return photo


def read_photo(photo: LabelPhoto, *, by: User) -> bytes:
    """The picture; the log says who saw it. Raises FileNotFoundError, NotRead."""
    content = keeping.read(photo.file.name)
    audit.note(
        "photo of a label read", about=photo, by=by, clinic=photo.bottle.clinic_id
    )
    return content


def names_needed() -> list[str]:
    """What the sweep of the private storage leaves alone."""
    return list(LabelPhoto.objects.values_list("file", flat=True))
