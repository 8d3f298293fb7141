"""Files of a message: made ready before anybody has to wait, kept, looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from uuid import uuid4

from django.db import transaction

from aftercare.enums import AttachedAs
from aftercare.models import Attachment, Message
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, User
from portal.audit.domain import audit
from portal.files import keeping, names, smaller
from portal.files.intake import Received
from portal.files.policies import Kind, Policy

FOLDER = "attachments"
SMALL_SIDE = 480
# Nobody reads a contract here: a letter of a doctor, a result, a picture.
POLICY = Policy(kinds=frozenset(Kind), kept_side=2560, most_pages=50)
ENDINGS = {AttachedAs.PICTURE: ".jpg", AttachedAs.PDF: ".pdf"}


class NotAllowed(Exception):
    """The client has not said yes to photos, or has taken it back."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A file that came in, with the small copy of a picture."""

    received: Received
    small: smaller.Smaller | None

    @property
    def is_picture(self) -> bool:
        return self.small is not None


def ready(files: Sequence[Received]) -> list[Ready]:
    """Those of one message, the same file once; done before a row is held."""
    once = {received.sha256: received for received in files}
    return [_ready(received) for received in once.values()]


def _ready(received: Received) -> Ready:
    small = None
    if received.kind != Kind.PDF:
        small = smaller.copy(received.content, side=SMALL_SIDE)
    return Ready(received=received, small=small)


def keep(message: Message, files: Sequence[Ready]) -> None:
    """Store them with a message that is written just now, its report locked.

    What is stored when the transaction fails the sweep finds. Raises NotAllowed,
    keeping.NotKept.
    """
    person = message.report.user
    theirs = not message.from_clinic and any(each.is_picture for each in files)
    if theirs and Purpose.PHOTOS not in Consent.objects.in_force(person):
        raise NotAllowed
    for position, each in enumerate(files, 1):
        attached = Attachment(key=uuid4(), message=message, position=position)
        _fill(attached, each)
        attached.full_clean(exclude=["message"])
        attached.save()


def _fill(attached: Attachment, ready: Ready) -> None:
    received, copy = ready.received, ready.small
    attached.media_type = AttachedAs(received.media_type)
    ending = ENDINGS[attached.media_type]
    attached.name = names.with_ending(received.name, ending)
    attached.file = keeping.keep(FOLDER, received.content, ending=ending)
    attached.pages = received.pages
    attached.size, attached.sha256 = len(received.content), received.sha256
    if copy is not None:
        attached.small = keeping.keep(FOLDER, copy.content, ending=ending)
        attached.width, attached.height = copy.width, copy.height


def forget(user: User) -> None:
    """All in the threads of a person who is erased, inside the transaction of that."""
    rows = Attachment.objects.of(user)
    for name in chain.from_iterable(each.files for each in rows):
        transaction.on_commit(partial(keeping.let_go, name), robust=True)
    rows.delete()


def read(attached: Attachment, *, small: bool) -> bytes:
    """What was sent, or the small copy. Raises FileNotFoundError, keeping.NotRead."""
    if small and not attached.is_picture:
        raise FileNotFoundError
    return keeping.read(attached.small.name if small else attached.file.name)


def read_at_clinic(attached: Attachment, *, small: bool, by: User) -> bytes:
    """The same; the log says who looked."""
    content = read(attached, small=small)
    report = attached.message.report
    about = {"about": attached, "clinic": report.clinic_id, "report": report.pk}
    audit.note("attachment looked at", by=by, **about)
    return content


def names_needed() -> list[str]:
    """What the sweep of the private storage leaves alone."""
    rows = Attachment.objects.values_list("file", "small")
    return [name for name in chain.from_iterable(rows) if name]
