"""What stands in the queue for whom, in which order, and until when."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404

from clinics.domain import certifications
from clinics.enums import ClinicStatus
from clinics.models import Certification
from portal.moderation import access, queue
from portal.moderation.domain import claims
from portal.moderation.kinds import KINDS
from portal.moderation.queue import Filters
from tests.conftest import NOW, ROLES, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    DecisionFactory,
    MembershipFactory,
    MisuseReportFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.moderation import ClaimFactory
from tests.portal.moderation.queue.waiting import ITEMS, application

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR


def clinic_of(item):
    """The clinic that an item of any kind speaks of."""
    if hasattr(item, "handed_in_at"):
        return item
    item = getattr(item, "message", item)
    item = getattr(item, "decision", getattr(item, "report", item))
    paper = getattr(item, "certification", item)
    return paper.clinic


def listed(user, filters=None) -> list[tuple[str, int]]:
    rows = queue.waiting(user, filters or Filters())
    return [] if rows is None else [(kind, pk) for kind, pk, *_rest in rows]


def shown(user, **filters):
    return queue.page(user, Filters(**filters), None).object_list


# The registry


@pytest.mark.parametrize("key", KINDS)
def test_each_kind_says_all_that_a_line_needs(key, reviewer):
    item = ITEMS[key]()

    (line,) = shown(reviewer)

    assert (line.kind.key, line.item) == (key, item)
    for words in (line.what, line.where, line.why, str(line.kind.label)):
        assert words.strip()
    assert line.address.startswith("/cms/")
    assert line.since == NOW
    assert line.due > NOW
    assert not line.is_overdue


DOES = {
    "certification": {"reviewer", "second_reviewer"},
    "clinic": {"reviewer", "second_reviewer"},
    "lab-report": {"reviewer", "second_reviewer"},
    "misuse": {"reviewer", "second_reviewer", "moderator"},
    "proposal": {"reviewer", "second_reviewer"},
    "reply": {"reviewer", "second_reviewer"},
    "appeal": {"reviewer", "second_reviewer"},
    "second-look": {"reviewer", "second_reviewer"},
    "step-reason": {"reviewer", "second_reviewer", "moderator"},
    "outside-report": {"moderator"},
    "report": {"moderator"},
    "message": {"moderator"},
}


@pytest.mark.parametrize("key", KINDS)
def test_each_deed_is_for_the_roles_that_may(key, person):
    kind, item = KINDS[key], ITEMS[key]()

    for role in ROLES[1:]:
        user, may = person(role), role in DOES[key]
        assert {deed.name for deed in kind.offered(user, item)} == (
            {deed.name for deed in kind.deeds} if may else set()
        ), role
        assert kind.seen_by(user) is may, role
        assert listed(user) == ([(key, item.pk)] if may else []), role
        if may:
            assert access.item_to_claim(user, key, item.pk) == (kind, item)
        else:
            with pytest.raises(PermissionDenied):
                access.item_to_claim(user, key, item.pk)


@pytest.mark.parametrize("key", [key for key in KINDS if key != "outside-report"])
def test_nobody_sees_an_item_of_a_clinic_they_were_close_to(key, reviewer, colleague):
    item = ITEMS[key]()
    left = TODAY - datetime.timedelta(days=700)
    MembershipFactory(
        clinic=clinic_of(item), user=reviewer, until=left, since=left - 9 * DAY
    )

    assert listed(reviewer) == []
    assert KINDS[key].offered(reviewer, item) == []
    with pytest.raises(Http404):
        access.item_to_claim(reviewer, key, item.pk)
    assert listed(colleague) == [(key, item.pk)]


def test_papers_of_practitioners_are_kept_from_who_is_near_them(reviewer, colleague):
    kind = CertificationTypeFactory(subject="practitioner")
    at_work = PlacementFactory()
    MembershipFactory(clinic=at_work.clinic, user=reviewer)
    own = PractitionerFactory(user=reviewer, claimed_at=NOW)
    for practitioner in (at_work.practitioner, own):
        CertificationFactory(
            clinic=None, practitioner=practitioner, type=kind, waiting=True
        )
    CertificationFactory(waiting=True, submitted_by=reviewer)

    assert listed(reviewer) == []
    assert len(listed(colleague)) == 3


def test_who_has_approved_once_has_done_their_part(paper, reviewer, colleague):
    DecisionFactory(certification=paper, act="approve", by=reviewer)

    assert listed(reviewer) == []
    assert listed(colleague) == [("certification", paper.pk)]
    Certification.objects.update(round=2)
    assert listed(reviewer) == [("certification", paper.pk)]


@pytest.mark.parametrize("key", KINDS)
def test_what_is_decided_leaves_the_queue(key, reviewer):
    item = ITEMS[key]()
    done = {
        "certification": {"status": "rejected"},
        "clinic": {"status": ClinicStatus.LISTED},
        "lab-report": {"status": "rejected"},
        "misuse": {"settled_at": NOW, "settled_by": reviewer, "note": "Gone."},
        "proposal": {"outcome": "withdrawn", "settled_at": NOW}
        | {"settled_by": F("proposed_by")},
        "reply": {"outcome": "published", "vetted_at": NOW, "vetted_by": reviewer},
        "appeal": {"outcome": "upheld", "decided_at": NOW, "answer": "It stands."}
        | {"decided_by": reviewer},
        "second-look": {"looked_at": NOW, "looked_by": reviewer, "text": "Fine."}
        | {"would_accept": True},
        "step-reason": {"seen_at": NOW, "seen_by": reviewer},
        "message": {"decided_at": NOW, "decided_by": reviewer, "note": "Fine."}
        | {"decision": "nothing"},
        "outside-report": {"closed_at": NOW, "closed_by": reviewer}
        | {"conclusion": "Done."},
        "report": {"closed_at": NOW, "closed_by": reviewer, "conclusion": "Done."},
    }[key]
    type(item).objects.filter(pk=item.pk).update(**done)

    assert listed(reviewer) == []
    with pytest.raises(Http404):
        access.item_to_claim(reviewer, key, item.pk)


def test_an_unknown_kind_is_nowhere(reviewer):
    with pytest.raises(Http404):
        access.kind_for(reviewer, "gossip")


# Order, words and filters


def test_soonest_due_comes_first_whatever_its_kind(reviewer, clock):
    clock.shift(-10 * DAY)
    old_clinic = application(handed_in_at=NOW - 2 * DAY)  # due on Monday in a week
    clock.shift(10 * DAY)
    report = MisuseReportFactory()  # due in two working days
    paper = CertificationFactory(waiting=True)  # due in five
    late = CertificationFactory(waiting=True, due_at=NOW - HOUR)

    assert listed(reviewer) == [
        ("certification", late.pk),
        ("misuse", report.pk),
        ("clinic", old_clinic.pk),
        ("certification", paper.pk),
    ]
    assert [line.is_overdue for line in shown(reviewer)] == [True, False, False, False]


def test_priority_is_told_in_words(reviewer):
    old = CertificationFactory(in_force=True, counts_until=TODAY)
    two = CertificationTypeFactory(approvals_needed=2)
    CertificationFactory(waiting=True, due_at=NOW, renews=old, type=two, round=2)
    CertificationFactory(waiting=True)

    assert [line.why for line in shown(reviewer)] == [
        "The paper it renews ends on 23 November 2026. Mended by the clinic, round 2. "
        "Two reviewers decide on this kind.",
        "In order of arrival.",
    ]


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("", ["mine", "theirs", "ended", "free"]),
        ("mine", ["mine"]),
        ("unclaimed", ["ended", "free"]),
        ("overdue", ["theirs"]),
    ],
)
def test_queue_is_narrowed(reviewer, colleague, show, found):
    papers = {
        name: CertificationFactory(waiting=True)
        for name in ("mine", "theirs", "ended", "free")
    }
    Certification.objects.filter(pk=papers["theirs"].pk).update(due_at=NOW - HOUR)
    claims.take("certification", papers["mine"].pk, by=reviewer)
    claims.take("certification", papers["theirs"].pk, by=colleague)
    ClaimFactory(item=papers["ended"].pk, by=colleague, since=NOW - HOUR, until=NOW)

    names = {paper.pk: name for name, paper in papers.items()}
    assert {names[line.item.pk] for line in shown(reviewer, show=show)} == set(found)


@pytest.mark.parametrize("key", ["clinic", "misuse", "report"])
def test_overdue_is_the_same_in_the_filter_and_on_the_line(key, reviewer, clock):
    ITEMS[key]()
    for _hours in range(0, 12 * 24, 7):
        clock.shift(7 * HOUR)
        (line,) = shown(reviewer)
        found = shown(reviewer, show="overdue")
        assert bool(found) is line.is_overdue
    assert found


def test_queue_is_narrowed_by_kind(reviewer):
    for make in ITEMS.values():
        make()

    assert [line.kind.key for line in shown(reviewer, kind="misuse")] == ["misuse"]


def test_queue_is_cut_into_pages_and_counted_up_to_a_bound(reviewer, monkeypatch):
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    papers = [
        CertificationFactory(waiting=True, due_at=NOW + n * HOUR) for n in range(5)
    ]

    cut = queue.page(reviewer, Filters(), "2")

    assert [line.item for line in cut.object_list] == papers[2:4]
    assert (cut.paginator.count, cut.paginator.num_pages) == (5, 3)
    monkeypatch.setattr(queue, "MOST", 3)
    bounded = queue.waiting(reviewer, Filters())
    assert bounded.count() == 4  # one more than asked for says that there are more


def test_item_that_goes_between_two_queries_is_left_out(paper, reviewer):
    rows = list(queue.waiting(reviewer, Filters()))
    Certification.objects.update(status="rejected")

    assert queue.lines(reviewer, rows) == []


# Due


def test_time_with_the_clinic_does_not_count(clock, reviewer):
    owner = UserFactory()
    paper = CertificationFactory()
    handed_in = certifications.submit(paper, by=owner)
    assert handed_in.due_at == NOW + 7 * DAY  # Monday to Monday

    clock.shift(3 * DAY)
    certifications.request_changes(paper, by=reviewer, reason="other", text="Mend it.")
    clock.shift(11 * DAY)  # Monday in two weeks
    again = certifications.submit(paper, by=owner)
    assert again.due_at == NOW + 16 * DAY  # two working days were left

    clock.shift(7 * DAY)
    certifications.request_changes(paper, by=reviewer, reason="other", text="Mend it.")
    once_more = certifications.submit(paper, by=owner)
    assert once_more.due_at == NOW + 22 * DAY  # a day at the least


def test_renewal_is_due_before_the_old_paper_ends(db):
    old = CertificationFactory(in_force=True, counts_until=TODAY + 2 * DAY)
    renewal = CertificationFactory(renews=old)

    handed_in = certifications.submit(renewal, by=UserFactory())

    assert handed_in.due_at == datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
