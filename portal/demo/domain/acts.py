"""What the people of the demo world did, and on which day.

Each act goes through the function that the same act of a real person goes through.
Acts that need somebody or something look it up when their day comes.
"""

import datetime
from collections import deque
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from wagtail.models import Page

from portal.accounts.domain import invitations, roles, users
from portal.accounts.enums import InvitedRole, StaffRole
from portal.accounts.models import Invitation
from portal.content.domain import articles
from portal.content.models import Contributor, PageChange
from portal.demo import files
from portal.demo.domain import (
    client_acts,
    clinic_acts,
    ink_acts,
    plan_acts,
    queue_acts,
    report_acts,
    treatment_acts,
)
from portal.demo.domain.cast import ADMIN, Act, person


def in_order(*, today: datetime.date) -> list[Act]:
    """Every act, from the first day to the last; those of one day as in the files."""
    people = files.read("people", today=today)
    everybody = people["people"] + people["neighbours"]
    acts = [act for person in everybody for act in _joining(person)]
    acts += clinic_acts.in_order(today=today)
    acts += client_acts.in_order(today=today)
    acts += ink_acts.in_order(today=today)
    acts += treatment_acts.in_order(today=today)
    acts += plan_acts.in_order(today=today)
    acts += report_acts.in_order(today=today)
    acts += [act for offer in people["invitations"] for act in _offering(offer)]
    acts += _publishing(files.read("pages", today=today))
    acts += queue_acts.in_order(today=today)
    return sorted(acts, key=lambda act: act[0])


def _joining(entry: dict) -> Iterator[Act]:
    yield entry["joined"], partial(_register, entry)
    if "staff" in entry:
        yield entry["joined"], partial(_employ, entry["email"], entry["staff"])


def _register(entry: dict) -> None:
    users.register(
        email=entry["email"],
        password=files.password() if "who" in entry else None,
        display_name=entry["name"],
        time_zone=entry.get("time_zone", "UTC"),
        language=entry.get("language", settings.LANGUAGE_CODE),
    )


def _employ(email: str, role: str) -> None:
    # Somebody has to be the first.
    by = None if email == ADMIN else person(ADMIN)
    roles.grant(person(email), StaffRole(role), by=by)


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
