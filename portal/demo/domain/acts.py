"""What the people of the demo world did, and on which day.

Each act goes through the function that the same act of a real person goes through.
Acts that need somebody or something look it up when their day comes.
"""

import datetime
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from wagtail.models import Page

from aftercare.domain import clients
from aftercare.models import Client
from clinics.domain import clinics, memberships
from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Clinic
from portal.accounts.domain import invitations, roles, users
from portal.accounts.enums import InvitedRole, StaffRole
from portal.accounts.models import Invitation, User
from portal.content.domain import articles
from portal.content.models import Contributor, PageChange
from portal.content.search import indexing
from portal.demo import files

Act = tuple[datetime.date, Callable[[], object]]
ADMIN = "admin@example.com"


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
    yield entry["listed"], partial(_list, slug)


def _open(entry: dict) -> None:
    owner = person(entry["owner"])
    clinics.open_one(
        slug=entry["slug"],
        name=entry["name"],
        country=entry["country"],
        time_zone=entry["time_zone"],
        owner=owner,
        by=owner,
    )


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


def _list(slug: str) -> None:
    by = person("reviewer@example.com")
    clinics.move(Clinic.objects.get(slug=slug), ClinicStatus.LISTED, by=by)


def _offering(entry: dict) -> Iterator[Act]:
    yield entry["sent"], partial(_offer, entry["email"], entry["role"])
    if "withdrawn" in entry:
        yield entry["withdrawn"], partial(_withdraw, entry["email"])


def _offer(email: str, role: str) -> None:
    invitations.invite(email=email, role=InvitedRole(role), by=person(ADMIN))


def _withdraw(email: str) -> None:
    invitations.withdraw(Invitation.objects.get(email=email), by=person(ADMIN))


def _publishing(entry: dict) -> Iterator[Act]:
    yield entry["early"]["published"], partial(_publish_early, entry)
    yield entry["published"], partial(_publish, entry)
    yield entry["in_review"]["handed_in"], partial(_hand_in, entry)


def _with_names(entry: dict) -> dict:
    """Who writes, signs and hands in."""
    writer = person(entry["author"])
    return {
        "author": writer.contributor,
        "reviewer": person(entry["reviewer"]),
        "publish": True,
        "by": writer,
    }


def _publish_early(entry: dict) -> None:
    for row in entry["contributors"]:
        _introduce(row)
    early, names = entry["early"], _with_names(entry)
    for name in early["below"]:
        articles.load(name, **names)
    page = articles.load(early["page"], **names)
    page.next_review_on = early["next_review"]
    page.changes = [PageChange(changed_on=early["published"], what="First version.")]
    page.save_revision(user=names["by"]).publish(skip_permission_checks=True)


def _publish(entry: dict) -> None:
    for language, _name in settings.LANGUAGES:
        pages = articles.load_all(**_with_names(entry), language=language)
        deque(pages, maxlen=0)
    indexing.rebuild()


def _hand_in(entry: dict) -> None:
    change, writer = entry["in_review"], person(entry["author"])
    page = Page.objects.get(slug=change["page"], locale__language_code="en").specific
    page.next_review_on = change["next_review"]
    page.changes.add(
        PageChange(changed_on=change["handed_in"], what=change["what"], sort_order=9)
    )
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)


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
