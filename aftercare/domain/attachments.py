"""Files of a message: made ready and stored while nobody waits, kept, looked at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from uuid import uuid4

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


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Rows to be written, in their order, and the files that they name."""

    rows: list[Attachment]
    files: keeping.Ahead


@contextmanager
def stored(files: Sequence[Ready]) -> Iterator[Stored]:
    """Have them lie in the storage before a row is held; `keep` writes their rows.

    Raises keeping.NotKept.
    """
    with keeping.ahead() as there:
        rows = [_filled(each, there) for each in files]
        yield Stored(rows=rows, files=there)


def ask_consent(client: User, files: Sequence[Ready | Attachment]) -> None:
    """Pictures that the client attaches need it. Raises NotAllowed."""
    if not any(each.is_picture for each in files):
        return
    if Purpose.PHOTOS not in Consent.objects.in_force(client):
        raise NotAllowed


def keep(message: Message, stored: Stored) -> None:
    """Write them down with their message, last in the transaction of it."""
    for position, attached in enumerate(stored.rows, 1):
        attached.message, attached.position = message, position
        attached.full_clean(exclude=["message"])
        attached.save()
    stored.files.are_named()


def _filled(ready: Ready, files: keeping.Ahead) -> Attachment:
    received, copy = ready.received, ready.small
    attached = Attachment(key=uuid4(), media_type=AttachedAs(received.media_type))
    ending = ENDINGS[attached.media_type]
    attached.name = names.with_ending(received.name, ending)
    attached.file = files.keep(FOLDER, received.content, ending=ending)
    attached.pages = received.pages
    attached.size, attached.sha256 = len(received.content), received.sha256
    if copy is not None:
        attached.small = files.keep(FOLDER, copy.content, ending=ending)
        attached.width, attached.height = copy.width, copy.height
    return attached


def forget(user: User) -> None:
    """All in the threads of a person who is erased, inside the transaction of that."""
    rows = Attachment.objects.of(user)
    keeping.let_go_later(chain.from_iterable(each.files for each in rows))
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
