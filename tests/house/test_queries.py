"""A list costs the same queries however long it is, and how many is written here."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.views.generic.list import MultipleObjectMixin

from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.audit import event
from tests.factories.clinics import ClinicFactory, MembershipFactory
from tests.factories.content import (
    SearchMissFactory,
    SideEffectPageFactory,
    translation_of,
)
from tests.house.routes import all_routes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # some lists are screens of Wagtail
]


@dataclass(frozen=True, kw_only=True)
class List:
    """A view that lists rows: who looks, what adds the nth row, what it costs."""

    role: str
    add: Callable[[int], object]
    queries: int
    shows: Callable[[int], str]
    kwargs: dict = field(default_factory=dict)


def invite(number: int):
    return InvitationFactory(email=f"invited-{number}@example.com", token=str(number))


def publish(number: int):
    return SideEffectPageFactory(
        title=f"Effect {number}", slug=f"effect-{number}", published=True
    )


def miss(number: int):
    return SearchMissFactory(words=f"words {number}")


def fall_behind(number: int):
    translation_of(publish(number), title=f"Efecto {number}", compared_with=None)


def apply(number: int):
    clinic = ClinicFactory(name=f"Clinic number {number}")
    MembershipFactory(clinic=clinic)
    return clinic


def note(number: int):
    return event(verb=f"deed {number}", by=UserFactory())


LISTS = {
    "audit:report": List(
        role="admin", add=note, shows=lambda number: f"deed {number}", queries=11
    ),
    "audit:report-results": List(
        role="admin", add=note, shows=lambda number: f"deed {number}", queries=7
    ),
    "due_for_review": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=12
    ),
    "due_for_review_results": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=9
    ),
    "moderation:clinics": List(
        role="reviewer",
        add=apply,
        shows=lambda number: f"Clinic number {number}",
        queries=12,
    ),
    "moderation:clinics-results": List(
        role="reviewer",
        add=apply,
        shows=lambda number: f"Clinic number {number}",
        queries=9,
    ),
    "search_misses": List(
        role="editor", add=miss, shows=lambda number: f"words {number}", queries=11
    ),
    "search_misses_results": List(
        role="editor", add=miss, shows=lambda number: f"words {number}", queries=7
    ),
    "translations_behind": List(
        role="editor",
        add=fall_behind,
        shows=lambda number: f"Efecto {number}",
        queries=16,
    ),
    "translations_behind_results": List(
        role="editor",
        add=fall_behind,
        shows=lambda number: f"Efecto {number}",
        queries=13,
    ),
    "staff_invitations:index": List(
        role="admin",
        add=invite,
        shows=lambda number: f"invited-{number}@example.com",
        queries=11,
    ),
    "staff_invitations:index_results": List(
        role="admin",
        add=invite,
        shows=lambda number: f"invited-{number}@example.com",
        queries=7,
    ),
}


def queries(client, path) -> tuple[int, str]:
    client.get(path)  # what is read once per process is read now
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return len(captured), response.content.decode()


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_costs_the_same_at_one_row_and_at_three(name, sign_in_as):
    view = LISTS[name]
    client, path = sign_in_as(view.role), reverse(name, kwargs=view.kwargs)

    view.add(1)
    at_one, html = queries(client, path)
    assert view.shows(1) in html
    for number in (2, 3):
        view.add(number)
    at_three, html = queries(client, path)

    assert all(view.shows(number) in html for number in (1, 2, 3))
    assert (at_one, at_three) == (view.queries, view.queries)


def test_every_list_of_ours_is_counted():
    lists = {
        route.name
        for route in all_routes()
        if route.maker == "own"
        and issubclass(
            getattr(resolve(route.path).func, "view_class", object), MultipleObjectMixin
        )
    }

    assert lists - LISTS.keys() == set()
