"""What the people of the demo world did, and on which day.

Each act goes through the function that the same act of a real person goes through.
Acts that need somebody or something look it up when their day comes.
"""

import datetime
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings

from aftercare.domain import clients
from aftercare.models import Client
from clinics.domain import clinics, memberships
from clinics.enums import ClinicRole
from clinics.models import Clinic
from portal.accounts.domain import invitations, roles, users
from portal.accounts.enums import InvitedRole, StaffRole
from portal.accounts.models import Invitation, User
from portal.content.domain import articles
from portal.content.models import Contributor
from portal.content.search import indexing
from portal.demo import files

Act = tuple[datetime.date, Callable[[], object]]
ADMIN = "admin@example.com"
REVIEWER = "reviewer@example.com"


def in_order(*, today: datetime.date) -> list[Act]:
    """Every act, from the first day to the last; those of one day as in the files."""
    people = files.read("people", today=today)
    acts = [act for person in people["people"] for act in _joining(person)]
    for clinic in files.read("clinics", today=today)["clinics"]:
        acts += _running(clinic)
    acts += [act for offer in people["invitations"] for act in _offering(offer)]
    acts += _publishing(files.read("pages", today=today))
    return sorted(acts, key=lambda act: act[0])


def person(email: str) -> User:
    return User.objects.get(email=email)


def _joining(entry: dict) -> Iterator[Act]:
    yield entry["joined"], partial(_register, entry)
    if "staff" in entry:
        yield entry["joined"], partial(_employ, entry["email"], entry["staff"])


def _register(entry: dict) -> None:
    users.register(
        email=entry["email"],
        password=files.password(),
        display_name=entry["name"],
        time_zone=entry.get("time_zone", "UTC"),
        language=entry.get("language", settings.LANGUAGE_CODE),
    )


def _employ(email: str, role: str) -> None:
    # Somebody has to be the first.
    by = None if email == ADMIN else person(ADMIN)
    roles.grant(person(email), StaffRole(role), by=by)


def _running(entry: dict) -> Iterator[Act]:
    """The acts of one clinic: opening, hiring, treating, being listed."""
    slug = entry["slug"]
    yield entry["opened"], partial(_open, entry)
    for member in entry.get("team", ()):
        yield member["since"], partial(_hire, slug, entry["owner"], member)
    for client in entry.get("clients", ()):
        yield client["invited"], partial(_invite_client, slug, client)
        yield client["accepted"], partial(_accept_client, slug, client["person"])
    yield entry["listed"], partial(_list, slug, entry["owner"])


def _open(entry: dict) -> None:
    owner = person(entry["owner"])
    details = {"slug": entry["slug"], **entry["profile"]}
    clinics.open_one(**details, owner=owner, by=owner)


def _hire(slug: str, owner: str, member: dict) -> None:
    clinic = Clinic.objects.get(slug=slug)
    role = ClinicRole(member["role"])
    memberships.add(clinic, person(member["person"]), role, by=person(owner))


def _invite_client(slug: str, client: dict) -> None:
    clinic = Clinic.objects.get(slug=slug)
    by = person(client["invited_by"])
    clients.invite(clinic, person(client["person"]), by=by)


def _accept_client(slug: str, email: str) -> None:
    user = person(email)
    clients.accept(Client.objects.get(clinic__slug=slug, user=user), by=user)


def _list(slug: str, owner: str) -> None:
    clinic = Clinic.objects.get(slug=slug)
    clinics.hand_in(clinic, by=person(owner))
    clinics.list_first(clinic, by=person(REVIEWER))


def _offering(entry: dict) -> Iterator[Act]:
    yield entry["sent"], partial(_offer, entry["email"], entry["role"])
    if "withdrawn" in entry:
        yield entry["withdrawn"], partial(_withdraw, entry["email"])


def _offer(email: str, role: str) -> None:
    invitations.invite(email=email, role=InvitedRole(role), by=person(ADMIN))


def _withdraw(email: str) -> None:
    invitations.withdraw(Invitation.objects.get(email=email), by=person(ADMIN))


def _publishing(entry: dict) -> Iterator[Act]:
    yield entry["published"], partial(_publish, entry)


def _publish(entry: dict) -> None:
    for row in entry["contributors"]:
        _introduce(row)
    for language, _name in settings.LANGUAGES:
        pages = articles.load_all(
            author=person(entry["author"]).contributor,
            reviewer=person(entry["reviewer"]),
            publish=True,
            by=person(entry["author"]),
            language=language,
        )
        deque(pages, maxlen=0)
    indexing.rebuild()


def _introduce(row: dict) -> None:
    """Show readers who writes and reviews; a snippet, which has no domain function."""
    user = person(row["person"])
    Contributor.objects.create(
        user=user,
        name=user.display_name,
        role=row["role"],
        credentials=row.get("credentials", ""),
        conflicts_of_interest=row["conflicts_of_interest"],
    )
