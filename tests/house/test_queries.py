"""A list costs the same queries however long it is, and how many is written here."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.views.generic.list import MultipleObjectMixin

from clinics import places
from tests.conftest import NOW, TODAY
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.audit import event
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    MembershipFactory,
    MisuseReportFactory,
    PlacementFactory,
    PlacementRequestFactory,
    PractitionerFactory,
)
from tests.factories.content import (
    PageFeedbackFactory,
    SearchMissFactory,
    SideEffectPageFactory,
    translation_of,
)
from tests.factories.people import clinic_of
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


def complain(number: int):
    return PageFeedbackFactory(
        page=publish(number),
        comment=f"comment {number}",
        dealt_with_at=NOW,
        dealt_with_by=UserFactory(),
    )


def fall_behind(number: int):
    translation_of(publish(number), title=f"Efecto {number}", compared_with=None)


def apply(number: int):
    clinic = ClinicFactory(name=f"Clinic number {number}")
    MembershipFactory(clinic=clinic)
    return clinic


def note(number: int):
    return event(verb=f"deed {number}", by=UserFactory())


def report_misuse(number: int):
    made = CertificationFactory(in_force=True)
    return MisuseReportFactory(
        certification=made, code=made.code, place=f"Mill Lane {number}"
    )


def join(number: int):
    """A member, a former one and an invitation: the page lists all three."""
    clinic = clinic_of("owner")
    for until in (None, TODAY):
        user = UserFactory(display_name=f"Member {number}")
        MembershipFactory(clinic=clinic, user=user, until=until)
    place = places.team(clinic)
    InvitationFactory(
        email=f"{number}@a.example", token=str(number), role="owner", place=place
    )


def work(number: int):
    """A practitioner whose profile is offered to somebody, and one who is asked."""
    PlacementRequestFactory(clinic=clinic_of("owner"))
    profile = PractitionerFactory(public_name=f"Practitioner no. {number}")
    PlacementFactory(clinic=clinic_of("owner"), practitioner=profile)
    InvitationFactory(
        token=str(number), role="practitioner", place=places.profile(profile)
    )


LISTS = {
    "audit:report": List(
        role="admin", add=note, shows=lambda number: f"deed {number}", queries=12
    ),
    "audit:report-results": List(
        role="admin", add=note, shows=lambda number: f"deed {number}", queries=7
    ),
    "due_for_review": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=13
    ),
    "due_for_review_results": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=9
    ),
    "readability": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=13
    ),
    "readability_results": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=9
    ),
    "sources": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=16
    ),
    "sources_results": List(
        role="editor", add=publish, shows=lambda number: f"Effect {number}", queries=12
    ),
    "page_comments": List(
        role="editor",
        add=complain,
        shows=lambda number: f"comment {number}",
        queries=12,
    ),
    "page_comments_results": List(
        role="editor", add=complain, shows=lambda number: f"comment {number}", queries=7
    ),
    "page_feedback": List(
        role="editor", add=complain, shows=lambda number: f"Effect {number}", queries=12
    ),
    "page_feedback_results": List(
        role="editor", add=complain, shows=lambda number: f"Effect {number}", queries=7
    ),
    "misuse_reports:index": List(
        role="reviewer",
        add=report_misuse,
        shows=lambda number: f"Mill Lane {number}",
        queries=14,
    ),
    "misuse_reports:index_results": List(
        role="reviewer",
        add=report_misuse,
        shows=lambda number: f"Mill Lane {number}",
        queries=9,
    ),
    "moderation:clinics": List(
        role="reviewer",
        add=apply,
        shows=lambda number: f"Clinic number {number}",
        queries=15,
    ),
    "moderation:clinics-results": List(
        role="reviewer",
        add=apply,
        shows=lambda number: f"Clinic number {number}",
        queries=9,
    ),
    "search_misses": List(
        role="editor", add=miss, shows=lambda number: f"words {number}", queries=12
    ),
    "search_misses_results": List(
        role="editor", add=miss, shows=lambda number: f"words {number}", queries=7
    ),
    "translations_behind": List(
        role="editor",
        add=fall_behind,
        shows=lambda number: f"Efecto {number}",
        queries=17,
    ),
    "translations_behind_results": List(
        role="editor",
        add=fall_behind,
        shows=lambda number: f"Efecto {number}",
        queries=13,
    ),
    "workspace:team": List(
        role="owner",
        add=join,
        shows=lambda number: f"Member {number}",
        queries=9,
        kwargs={"clinic": "crown-clinic"},
    ),
    "workspace:practitioners": List(
        role="owner",
        add=work,
        shows=lambda number: f"Practitioner no. {number}",
        queries=9,
        kwargs={"clinic": "crown-clinic"},
    ),
    "staff_invitations:index": List(
        role="admin",
        add=invite,
        shows=lambda number: f"invited-{number}@example.com",
        queries=12,
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
