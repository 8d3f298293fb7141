"""How much the menu and the front page of the admin say waits."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.models import Certification
from portal.moderation import overview, queue
from portal.moderation.domain import claims
from portal.moderation.kinds import KINDS
from portal.moderation.overview import Overview
from portal.moderation.queue import Filters
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.clinics import CertificationFactory, MembershipFactory
from tests.factories.moderation import ClaimFactory
from tests.portal.moderation.queue.waiting import ITEMS

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
HOUR = datetime.timedelta(hours=1)


def counts(user) -> dict[str, str]:
    whole = Overview(user)
    return {show: whole.count(show) for show in queue.SHOWN}


def listed(user, show) -> str:
    return str(queue.waiting(user, Filters(show=show)).count())


@pytest.mark.parametrize("hours", [0, 3, 30, 60, 200, 400])
def test_each_figure_is_what_its_list_has(reviewer, colleague, clock, hours):
    """After a while, some of it over a weekend, more and more is overdue."""
    for make in ITEMS.values():
        make(), make()
    clock.shift(hours * HOUR)
    for key, by in (("misuse", reviewer), ("report", reviewer), ("clinic", colleague)):
        claims.take(key, KINDS[key].waiting_for(reviewer).first().pk, by=by)
    ClaimFactory(kind="appeal", by=reviewer, since=NOW - HOUR, until=NOW)

    found = counts(reviewer)

    assert found == {show: listed(reviewer, show) for show in queue.SHOWN}
    assert found["mine"] == "2"
    assert int(found[""]) == int(found["unclaimed"]) + 3


@pytest.mark.parametrize("hours", [0, 50, 120])
def test_the_soonest_are_the_first_of_the_list(reviewer, clock, hours):
    for make in ITEMS.values():
        make(), make()
    clock.shift(hours * HOUR)

    everything = queue.waiting(reviewer, Filters())

    assert Overview(reviewer).soonest(5) == list(everything[:5])
    assert Overview(reviewer).soonest(99) == list(everything)


def test_a_figure_is_bounded_and_right_below_its_bound(
    reviewer, colleague, monkeypatch
):
    monkeypatch.setattr(overview, "COUNTED", 3)
    papers = [
        CertificationFactory(waiting=True, due_at=NOW + number * HOUR)
        for number in range(-4, 8)
    ]
    for paper in papers[:5]:
        claims.take("certification", paper.pk, by=colleague)
    claims.take("certification", papers[11].pk, by=reviewer)

    assert counts(reviewer) == {
        "": "2+",
        "mine": "1",  # beyond those that were read
        "unclaimed": "2+",
        "overdue": "2+",
    }
    Certification.objects.filter(pk__in=[p.pk for p in papers[2:10]]).delete()
    assert counts(reviewer) == {
        "": "2+",
        "mine": "1",
        "unclaimed": "1",
        "overdue": "2",
    }


def test_who_has_no_queue_has_nothing_to_count(paper):
    assert counts(UserFactory()) == dict.fromkeys(queue.SHOWN, "0")


def test_figures_leave_out_what_the_list_leaves_out(paper, reviewer, colleague):
    MembershipFactory(clinic=paper.clinic, user=reviewer)
    claims.take("certification", paper.pk, by=reviewer)

    assert counts(reviewer) == dict.fromkeys(queue.SHOWN, "0")
    assert counts(colleague) == {"": "1", "mine": "0", "unclaimed": "0"} | {
        "overdue": "0"
    }


def test_figures_cost_the_same_however_many_wait(reviewer):
    def cost() -> int:
        fresh = type(reviewer).objects.get(pk=reviewer.pk)
        queue.kinds_for(fresh)
        with CaptureQueriesContext(connection) as captured:
            counts(fresh)
        return len(captured)

    for make in ITEMS.values():
        make()
    at_first = cost()  # what waits, the claims, and the clinics one is close to
    for make in ITEMS.values():
        claims.take("misuse", make().pk, by=reviewer)

    assert (at_first, cost()) == (3, 3)


def test_menu_and_front_page_read_it_once(sign_in_as, migrated, paper):
    browser = sign_in_as("reviewer")
    browser.get("/cms/")
    with CaptureQueriesContext(connection) as captured:
        page = browser.get("/cms/").content.decode()

    assert "Queue (1)" in page
    assert sum("moderation_claim" in query["sql"] for query in captured) == 2
    assert sum(" UNION ALL " in query["sql"] for query in captured) == 1
