"""A clinic asks a practitioner whether they work there; only a yes makes it so."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from clinics import placement_emails
from clinics.domain import practitioners
from clinics.domain.team_invitations import MOST_PER_DAY, TooMany
from clinics.enums import Answer, RequestState
from clinics.models import Clinic, PlacementRequest, Practitioner
from clinics.models.placement_request import LIFETIME
from portal.accounts.models import User
from portal.audit.domain import audit

BETWEEN_QUESTIONS = datetime.timedelta(days=1)  # where one was taken back
UNANSWERED = frozenset({RequestState.WAITING, RequestState.EXPIRED})


class AlreadyAsked(Exception):
    """The clinic has asked, and the person can still answer."""


class SaidNo(Exception):
    """The person said no lately; the clinic may ask again from that day on."""

    def __init__(self, again_on: datetime.date):
        super().__init__(again_on)
        self.again_on = again_on


class TooSoon(Exception):
    """The clinic has only just asked, and taken that back."""


class NotOpen(Exception):
    """The question was answered, withdrawn or has expired: see `state`."""

    def __init__(self, state: RequestState):
        super().__init__(state)
        self.state = state


@transaction.atomic
def ask(
    practitioner: Practitioner,
    clinic: Clinic,
    *,
    by: User,
    since: datetime.date | None = None,
) -> PlacementRequest:
    """Ask whoever claimed the profile; who says so of themselves has said yes.

    After one that expired this is another question, so that a page that shows the old
    one answers nothing. Raises practitioners.AlreadyThere, AlreadyAsked, SaidNo,
    TooSoon, TooMany.
    """
    # Locks in one order, here and below: the clinic, the practitioner, the question.
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    profile = _lock_profile(practitioner.pk)
    if profile.placements.filter(clinic=clinic, until=None).exists():
        raise practitioners.AlreadyThere
    asked = _to_ask(profile, clinic, by=by)
    now = timezone.now()
    asked.since = since or timezone.localdate()
    asked.asked_at, asked.asked_by, asked.expires_at = now, by, now + LIFETIME
    asked.save()
    audit.note("practitioner asked", about=asked, by=by, clinic=clinic)
    if by.pk == asked.person_id:
        return agree(asked, by=by)
    transaction.on_commit(partial(placement_emails.asked, asked.pk))
    return asked


def agree(request: PlacementRequest, *, by: User) -> PlacementRequest:
    """Say yes: from now on it is a place of work. A second yes changes nothing.

    Raises practitioners.NotYours, NotOpen.
    """
    return _answer(request, Answer.YES, by=by)


def decline(
    request: PlacementRequest, *, by: User, words: str = ""
) -> PlacementRequest:
    """Say no, with a sentence for the clinic. A second no changes nothing.

    Raises practitioners.NotYours, NotOpen.
    """
    return _answer(request, Answer.NO, by=by, words=words)


@transaction.atomic
def withdraw(request: PlacementRequest, *, by: User) -> PlacementRequest:
    """Take the question back, also an expired one. Raises NotOpen."""
    locked = _lock(request)
    now = timezone.now()
    if (state := locked.state(on=now)) not in UNANSWERED:
        raise NotOpen(state)
    locked.withdrawn_at, locked.withdrawn_by = now, by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("question withdrawn", about=locked, by=by, clinic=locked.clinic_id)
    if state == RequestState.WAITING:
        transaction.on_commit(partial(placement_emails.withdrawn, locked.pk))
    return locked


@transaction.atomic
def _answer(
    request: PlacementRequest, answer: Answer, *, by: User, words: str = ""
) -> PlacementRequest:
    locked = _lock(request)
    if locked.person_id != by.pk:
        raise practitioners.NotYours
    if locked.answer == answer:
        return locked
    now = timezone.now()
    if (state := locked.state(on=now)) != RequestState.WAITING:
        raise NotOpen(state)
    if answer == Answer.YES:
        locked.placement = practitioners.place(
            locked.practitioner, locked.clinic, by=by, since=locked.since
        )
    locked.answer, locked.words = answer, words
    locked.answered_at, locked.answered_by = now, by
    locked.save()
    clinic = locked.clinic_id
    audit.note(
        "practitioner answered", about=locked, by=by, clinic=clinic, answer=answer
    )
    transaction.on_commit(partial(placement_emails.answered, locked.pk))
    return locked


def _to_ask(profile: Practitioner, clinic: Clinic, *, by: User) -> PlacementRequest:
    """A new question in place of one that expired; the open one for its person."""
    now = timezone.now()
    requests = clinic.placement_requests
    known = requests.unanswered().filter(practitioner=profile).first()
    if known and known.state(on=now) == RequestState.WAITING:
        if by.pk == known.person_id:
            return known
        raise AlreadyAsked
    if by.pk != profile.user_id:
        _refuse_insisting(profile, clinic, now)
    lately = requests.filter(asked_at__gt=now - datetime.timedelta(days=1))
    if lately.count() >= MOST_PER_DAY:
        raise TooMany
    if known:
        known.withdrawn_at, known.withdrawn_by = now, by
        known.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return PlacementRequest(
        practitioner=profile, clinic=clinic, person_id=profile.user_id
    )


def _refuse_insisting(
    profile: Practitioner, clinic: Clinic, now: datetime.datetime
) -> None:
    """A no holds as long as the clinic reads it; each question is a letter."""
    earlier = clinic.placement_requests.filter(
        practitioner=profile, person=profile.user_id
    )
    no = earlier.filter(answer=Answer.NO).order_by("answered_at").last()
    if no and clinic.local_day(now) < no.asked_anew_from:
        raise SaidNo(no.asked_anew_from)
    taken_back = earlier.filter(withdrawn_at__isnull=False)
    if taken_back.filter(asked_at__gt=now - BETWEEN_QUESTIONS).exists():
        raise TooSoon


def _lock_profile(pk: int) -> Practitioner:
    return Practitioner.objects.select_for_update(of=("self",)).get(pk=pk)


def _lock(request: PlacementRequest) -> PlacementRequest:
    _lock_profile(request.practitioner_id)
    rows = PlacementRequest.objects.select_for_update(of=("self",))
    return rows.select_related("practitioner", "clinic").get(pk=request.pk)
