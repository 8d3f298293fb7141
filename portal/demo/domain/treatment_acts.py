"""What clinics of the demo world did for their clients, session by session."""

import datetime
from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from aftercare.domain import corrections, sessions
from aftercare.models import Client, Session, Treatment
from clinics.models import Bottle, Practitioner
from portal.demo import files
from portal.demo.domain.cast import Act, person
from portal.demo.domain.ink_acts import key

ENDED = datetime.timedelta(hours=1)  # before it is written down


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Every session, those of one treatment in their order."""
    told = files.read("treatments", today=today)
    for entry in told["treatments"]:
        for number, row in enumerate(entry["sessions"], start=1):
            yield from _treating(entry, row, f"{entry['client']}/{number}")


def _treating(entry: dict, row: dict, ref: str) -> Iterator[Act]:
    by = entry["by"]
    yield row["day"], partial(_record, entry, row, ref)
    if "handed_over" in row:
        yield row["handed_over"], partial(_hand_over, by, ref)
    if "received" in row:
        yield row["received"], partial(_receive, entry["client"], ref)
    if "amended" in row:
        yield row["amended"]["day"], partial(_amend, by, row["amended"], ref)


def _session(ref: str) -> Session:
    return Session.objects.get(key=key(ref))


def _bottles(refs: list[str]) -> list[Bottle]:
    return list(Bottle.objects.filter(key__in=[key(ref) for ref in refs]))


def _record(entry: dict, row: dict, ref: str) -> None:
    client = Client.objects.get(
        clinic__slug=entry["clinic"], user__email=entry["client"]
    )
    known = Treatment.objects.filter(client=client, title=entry["title"]).first()
    sessions.record(
        client,
        key=key(ref),
        treatment=known,
        title=entry["title"],
        practitioner=Practitioner.objects.get(public_name=entry["practitioner"]),
        performed_at=timezone.now() - ENDED,
        bottles=_bottles(row.get("bottles", [])),
        no_ink_reason=row.get("no_ink", ""),
        risks=row["risks"],
        go_ahead_reason=row.get("go_ahead", ""),
        by=person(entry["by"]),
    )


def _hand_over(by: str, ref: str) -> None:
    sessions.hand_over(_session(ref), by=person(by))


def _receive(client: str, ref: str) -> None:
    sessions.receive(_session(ref), by=person(client))


def _amend(by: str, row: dict, ref: str) -> None:
    session = _session(ref)
    corrections.amend(
        session,
        seen=corrections.facts(session),
        reason=row["reason"],
        practitioner=session.practitioner,
        performed_at=session.performed_at,
        bottles=_bottles(row["bottles"]),
        no_ink_reason="",
        by=person(by),
    )
