"""Letters before a paper ends: one per step, ever, to whom it is about.

A round finds what is due, in any number of processes at once: the row of a step is
unique, and its task is in the same transaction. A missed day is caught up with the
nearest step alone.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from clinics import emails
from clinics.enums import CertificationStatus, ClinicStatus
from clinics.models import Certification, Placement, Reminder
from clinics.models.certification import not_held
from clinics.models.reminder import STEPS
from clinics.presenting import local_day

CAUGHT_UP = 7  # days after the last step, and then never
ONE_DAY = datetime.timedelta(days=1)
IN_HAND = (
    CertificationStatus.SUBMITTED,
    CertificationStatus.ACCEPTED,
    CertificationStatus.SUSPENDED,
)


def step_due(paper: Certification, *, on: datetime.date) -> int | None:
    """The step to be written about on a day; None without one.

    A step that lay before the paper was accepted is not caught up.
    """
    left = paper.days_left(on=on)
    if left < STEPS[-1] - CAUGHT_UP:
        return None
    reached = [step for step in STEPS if left <= step]
    if not reached:
        return None
    step = min(reached)
    day = paper.counts_until - datetime.timedelta(days=step)
    return step if day >= local_day(paper, paper.accepted_at) else None


def remind() -> list[Reminder]:
    """Begin every letter that is due and that nobody began."""
    begun = []
    for paper in _candidates():
        step = step_due(paper, on=paper.today)
        known = {each.step for each in paper.reminders.all()}
        # Once a nearer step went out a farther one is past.
        if step is None or any(each <= step for each in known):
            continue
        if reminder := _begin(paper, step):
            begun.append(reminder)
    return begun


@transaction.atomic
def write(pk: int) -> None:
    """Send the letters of one step, once."""
    reminder = Reminder.objects.select_for_update(of=("self",)).get(pk=pk)
    if reminder.written_at is None:
        emails.paper_ends(reminder.pk)
        reminder.written_at = timezone.now()
        reminder.save(update_fields=["written_at"])


@transaction.atomic
def _begin(paper: Certification, step: int) -> Reminder | None:
    from clinics.tasks import write_reminder  # tasks call this module

    reminder, made = Reminder.objects.get_or_create(
        certification=paper, step=step, defaults={"due_at": timezone.now()}
    )
    if not made:
        return None
    write_reminder.enqueue(reminder.pk)
    return reminder


def _candidates() -> Iterator[Certification]:
    """Papers in force, or just past, of clinics on the list, without a renewal."""
    return _without_renewal(_on_the_list(_near_their_end())).iterator(chunk_size=500)


def _near_their_end() -> QuerySet[Certification]:
    today = timezone.localdate()
    first = today + datetime.timedelta(days=STEPS[-1] - CAUGHT_UP) - ONE_DAY
    last = today + datetime.timedelta(days=STEPS[0]) + ONE_DAY
    return Certification.objects.filter(
        not_held(),
        status=CertificationStatus.ACCEPTED,
        counts_until__range=(first, last),
    ).order_by("pk")


def _on_the_list(papers: QuerySet[Certification]) -> QuerySet[Certification]:
    at_work = Placement.objects.running_at(timezone.now()).filter(
        practitioner=OuterRef("practitioner"), clinic__status=ClinicStatus.LISTED
    )
    listed = Q(clinic__status=ClinicStatus.LISTED) | Q(Exists(at_work))
    return papers.filter(listed)


def _without_renewal(papers: QuerySet[Certification]) -> QuerySet[Certification]:
    renewals = Certification.objects.filter(renews=OuterRef("pk"), status__in=IN_HAND)
    return (
        papers.exclude(Exists(renewals))
        .select_related("clinic", "practitioner")
        .prefetch_related("reminders")
    )
