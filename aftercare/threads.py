"""The messages of a report with their files, as one reader reaches them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from aftercare import access
from aftercare.models import (
    Attachment,
    FlagOpening,
    Message,
    MessageFlag,
    SymptomReport,
)

Address = Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file with its addresses."""

    attached: Attachment
    url: str
    small_url: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A message and those of its files that the reader may see.

    `is_own`: the reader's side wrote it. `flag_url` is where they report it; "" for
    their own, and once it was done.
    """

    message: Message
    files: list[Shown]
    is_own: bool
    flag_url: str

    @property
    def flag(self) -> MessageFlag | None:
        """What was brought before the moderators."""
        return getattr(self.message, "flag", None)

    @property
    def is_hidden(self) -> bool:
        return self.flag is not None and self.flag.hides

    @property
    def is_waiting(self) -> bool:
        """Before it is decided, only the side that reported it is told."""
        return bool(self.flag and not self.flag.decided_at and not self.is_own)

    @property
    def unseen(self) -> int:
        """How many files of it the reader may not see now."""
        return 0 if self.is_hidden else self.message.attached - len(self.files)


def own(report: SymptomReport, messages: list[Message]) -> list[Entry]:
    """As the client reads it; a query where something is attached."""

    def address(name: str, key) -> str:
        return reverse(f"my:{name}", args=[key])

    def to_flag(message: Message) -> str:
        return reverse("my:message-flag", args=[report.number, message.pk])

    found = access.attachments.own_attachments(report.user_id).filter(
        message__report=report
    )
    return _entries(messages, found, address, to_flag, as_clinic=False)


def at_clinic(report: SymptomReport, messages: list[Message]) -> list[Entry]:
    """As the clinic of the report reads it; a query where something is attached."""
    at = [report.clinic.slug, report.number]

    def address(name: str, key) -> str:
        return reverse(f"inbox:{name}", args=[*at, key])

    def to_flag(message: Message) -> str:
        return address("message-flag", message.pk)

    found = access.attachments.attachments_at(report.clinic).filter(
        message__report=report
    )
    return _entries(messages, found, address, to_flag, as_clinic=True)


def openings(report: SymptomReport, thread: list[Entry]) -> list[FlagOpening]:
    """When moderators opened the thread, and why; a query where one was asked."""
    if not any(entry.flag for entry in thread):
        return []
    return list(access.reports.opened_threads(report))


def _entries(
    messages: list[Message],
    found: Iterable[Attachment],
    address: Address,
    to_flag: Callable[[Message], str],
    *,
    as_clinic: bool,
) -> list[Entry]:
    files = defaultdict(list)
    for attached in found if any(each.attached for each in messages) else ():
        shown = Shown(
            attached=attached,
            url=address("attachment", attached.key),
            small_url=address("attachment-small", attached.key),
        )
        files[attached.message_id].append(shown)
    entries = []
    for message in messages:
        is_own = message.from_clinic == as_clinic
        flagged = is_own or hasattr(message, "flag")
        entry = Entry(
            message=message,
            files=files[message.pk],
            is_own=is_own,
            flag_url="" if flagged else to_flag(message),
        )
        entries.append(entry)
    return entries
