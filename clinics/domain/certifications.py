"""Handing in papers and deciding on them. Every decision is a row that stays."""

import datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics import codes, rules, slots, working_time
from clinics.domain import draws
from clinics.enums import (
    CERTIFICATION_MOVES,
    Act,
    CertificationStatus,
    Reason,
    Subject,
    Verification,
)
from clinics.models import (
    Certification,
    CertificationType,
    Clinic,
    Decision,
    EvidenceSlot,
    Placement,
    Practitioner,
    Submission,
)
from clinics.models.certification import OPEN_RENEWAL
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

STATUS_AFTER = {
    Act.ACCEPT: CertificationStatus.ACCEPTED,
    Act.REQUEST_CHANGES: CertificationStatus.CHANGES_REQUESTED,
    Act.REJECT: CertificationStatus.REJECTED,
    Act.WITHDRAW: CertificationStatus.WITHDRAWN,
    Act.SUSPEND: CertificationStatus.SUSPENDED,
    Act.LIFT: CertificationStatus.ACCEPTED,
    Act.REVOKE: CertificationStatus.REVOKED,
    Act.SUPERSEDE: CertificationStatus.SUPERSEDED,
    Act.RESTORE: CertificationStatus.ACCEPTED,
}
RENEWAL_OPENS = datetime.timedelta(days=90)
TIME_TO_DECIDE = 5 * working_time.DAY
LEAST_TIME = working_time.DAY  # of a later round, when the first was slow
STRENGTH = list(Verification)


class MoveNotAllowed(Exception):
    """It does not go from its present status to that one: somebody was faster."""


class Incomplete(Exception):
    """Evidence is missing; `slots` are those that need a file."""

    def __init__(self, slots: list[EvidenceSlot]):
        super().__init__(slots)
        self.slots = slots


class WrongSubject(Exception):
    """That kind of paper speaks of somebody or something else."""


class NotYours(Exception):
    """Nobody decides on what they handed in, nor for a clinic they are close to."""


class AlreadyApproved(Exception):
    """The same reviewer cannot be both pairs of eyes."""


class OwnProposal(Exception):
    """One reviewer proposes, another confirms."""


class TooEarly(Exception):
    """A renewal opens 90 days before the end."""


class AlreadyRenewed(Exception):
    """It was replaced, and what replaced it has been replaced as well: renew that."""


class TooStrong(Exception):
    """A statement of the clinic's own cannot be called verified."""


class NeverCounts(ValidationError):
    """Our word for it would end before it begins."""

    def __init__(self):
        super().__init__(
            _(
                "This paper begins only after the day on which we would have to look "
                "again. Ask for another date, or accept it when its first day is "
                "nearer."
            )
        )


@transaction.atomic
def draft(
    type: CertificationType,  # noqa: A002 - the field's own word
    subject: Clinic | Practitioner,
    *,
    by: User,
    renews: Certification | None = None,
    **paper,
) -> Certification:
    """Begin a paper; `paper` holds its fields by name.

    Raises WrongSubject, ValidationError; for a renewal TooEarly, AlreadyRenewed.
    """
    kind = Subject.CLINIC if isinstance(subject, Clinic) else Subject.PRACTITIONER
    if type.subject != kind:
        raise WrongSubject
    if renews:
        _refuse_early(renews)
        if renews.renewals.filter(status=CertificationStatus.SUPERSEDED).exists():
            raise AlreadyRenewed
    certification = Certification(
        type=type, renews=renews, **{str(kind): subject}, **paper
    )
    certification.full_clean()
    certification.save()
    note("certification begun", certification, by=by, type=type.code)
    return certification


@transaction.atomic
def submit(certification: Certification, *, by: User) -> Certification:
    """Hand it in to the reviewers; after a request for changes as the next round.

    Raises MoveNotAllowed, Incomplete.
    """
    locked = _lock(certification, to=CertificationStatus.SUBMITTED)
    if missing := slots.missing(locked):
        raise Incomplete(missing)
    now = timezone.now()
    locked.due_at = _due(locked, now)
    if locked.status == CertificationStatus.CHANGES_REQUESTED:
        locked.round += 1
    locked.status = CertificationStatus.SUBMITTED
    locked.submitted_at, locked.submitted_by = now, by
    locked.save(
        update_fields=["status", "round", "submitted_at", "submitted_by", "due_at"]
    )
    locked.evidence.filter(frozen_at=None).update(frozen_at=now)
    Submission.objects.create(
        certification=locked, round=locked.round, submitted_at=now, submitted_by=by
    )
    page_cache.renew()  # the paper it renews says that a renewal is under review
    note("certification submitted", locked, by=by, round=locked.round)
    return locked


@transaction.atomic
def accept(
    certification: Certification, *, by: User, verification: Verification, **notes
) -> Certification:
    """Approve it, and put it in force once as many have approved as its kind asks for.

    Of several approvals the weakest check counts. `notes` are what a reviewer declared
    and looked up: fields of Decision by name. Raises NotYours, AlreadyApproved,
    TooStrong, NeverCounts, MoveNotAllowed.
    """
    locked = _lock(certification, to=CertificationStatus.ACCEPTED, by=by)
    if locked.status != CertificationStatus.SUBMITTED:
        raise MoveNotAllowed  # that is for `lift` and for an appeal
    best = Verification(locked.type.best_verification)
    if STRENGTH.index(verification) > STRENGTH.index(best):
        raise TooStrong
    counts_until = last_day(locked, from_day=timezone.localdate())
    if counts_until < locked.valid_from:
        raise NeverCounts
    approvals = locked.decisions.filter(act=Act.APPROVE, round=locked.round)
    if approvals.filter(by=by).exists():
        raise AlreadyApproved
    if approvals.count() + 1 < locked.type.approvals_needed:
        return _decide(locked, Act.APPROVE, by=by, verification=verification, **notes)
    checks = {*approvals.values_list("verification", flat=True), verification} - {""}
    locked.code = locked.code or codes.new()
    locked.verification = min(checks, key=STRENGTH.index)
    locked.accepted_at, locked.accepted_by = timezone.now(), by
    locked.counts_until = counts_until
    _decide(locked, Act.ACCEPT, by=by, verification=verification, **notes)
    draws.draw(locked.decisions.get(act=Act.ACCEPT, round=locked.round))
    _replace_renewed(locked, by=by)
    return locked


@transaction.atomic
def request_changes(
    certification: Certification, *, by: User, reason: Reason, text: str, **notes
) -> Certification:
    """Give it back to be mended. Raises NotYours, MoveNotAllowed, ValidationError."""
    locked = _lock(certification, to=CertificationStatus.CHANGES_REQUESTED, by=by)
    return _decide(
        locked, Act.REQUEST_CHANGES, by=by, reason=reason, text=text, **notes
    )


@transaction.atomic
def reject(
    certification: Certification, *, by: User, reason: Reason, text: str, **notes
) -> Certification:
    """Refuse it for good. Raises NotYours, MoveNotAllowed, ValidationError."""
    locked = _lock(certification, to=CertificationStatus.REJECTED, by=by)
    return _decide(locked, Act.REJECT, by=by, reason=reason, text=text, **notes)


@transaction.atomic
def withdraw(certification: Certification, *, by: User) -> Certification:
    """The clinic takes it back before anything was decided. Raises MoveNotAllowed."""
    locked = _lock(certification, to=CertificationStatus.WITHDRAWN)
    return _decide(locked, Act.WITHDRAW, by=by)


@transaction.atomic
def suspend(
    certification: Certification,
    *,
    by: User,
    proposed_by: User,
    reason: Reason,
    text: str,
    public_sentence: str,
    confirms: Decision | None = None,
) -> Certification:
    """Take it out of force, as another reviewer proposed; see `domain.sanctions`.

    `confirms` is the emergency with which it began. Raises OwnProposal, NotYours,
    MoveNotAllowed, ValidationError.
    """
    locked = _second_step(certification, CertificationStatus.SUSPENDED, by, proposed_by)
    locked.held_until = None
    return _decide(
        locked,
        Act.SUSPEND,
        by=by,
        proposed_by=proposed_by,
        confirms=confirms,
        reason=reason,
        text=text,
        public_sentence=public_sentence,
    )


@transaction.atomic
def lift(
    certification: Certification,
    *,
    by: User,
    proposed_by: User,
    text: str = "",
    public_sentence: str = "",
) -> Certification:
    """End a suspension, as another reviewer proposed.

    Raises OwnProposal, NotYours; MoveNotAllowed also while another renewal of the same
    paper stands in its place.
    """
    locked = _second_step(certification, CertificationStatus.ACCEPTED, by, proposed_by)
    if locked.status != CertificationStatus.SUSPENDED or _is_taken(locked):
        raise MoveNotAllowed
    words = {"text": text, "public_sentence": public_sentence}
    return _decide(locked, Act.LIFT, by=by, proposed_by=proposed_by, **words)


@transaction.atomic
def revoke(
    certification: Certification,
    *,
    by: User,
    proposed_by: User,
    reason: Reason,
    text: str,
    public_sentence: str,
) -> Certification:
    """End it for good, as another reviewer proposed.

    Raises OwnProposal, NotYours, MoveNotAllowed, ValidationError.
    """
    locked = _second_step(certification, CertificationStatus.REVOKED, by, proposed_by)
    return _decide(
        locked,
        Act.REVOKE,
        by=by,
        proposed_by=proposed_by,
        reason=reason,
        text=text,
        public_sentence=public_sentence,
    )


@transaction.atomic
def hold(
    certification: Certification,
    *,
    by: User,
    until: datetime.datetime,
    reason: Reason,
    text: str,
    public_sentence: str,
) -> Certification:
    """Suspend it at once, in an emergency; its status waits for somebody else.

    Raises NotYours, MoveNotAllowed, ValidationError.
    """
    locked = _lock(certification, to=CertificationStatus.SUSPENDED, by=by)
    locked.held_until = until
    return _decide(
        locked,
        Act.EMERGENCY,
        by=by,
        reason=reason,
        text=text,
        public_sentence=public_sentence,
    )


@transaction.atomic
def release(certification: Certification, *, by: User, text: str) -> Certification:
    """End an emergency that was not confirmed. Raises NotYours."""
    locked = lock(certification)
    if not may_decide(by, locked):
        raise NotYours
    locked.held_until = None
    return _decide(locked, Act.RELEASE, by=by, text=text)


@transaction.atomic
def overturn(decision: Decision, *, by: User, text: str) -> Certification:
    """Undo a suspension or revocation after an appeal.

    A paper that has moved on meanwhile, or in whose place another one was handed in,
    stays as it is: the appeal alone says that the decision was wrong. Raises NotYours.
    """
    locked = lock(decision.certification)
    if not may_decide(by, locked):
        raise NotYours
    if _stands(decision, locked) and not _is_taken(locked):
        act = Act.LIFT if decision.act == Act.SUSPEND else Act.RESTORE
        return _decide(locked, act, by=by, text=text)
    return locked


def _stands(decision: Decision, locked: Certification) -> bool:
    """Whether the paper is where that very decision put it."""
    last = locked.decisions.filter(act__in=STATUS_AFTER).last()
    return last == decision and locked.status == STATUS_AFTER[Act(decision.act)]


def _is_taken(locked: Certification) -> bool:
    """Whether another renewal of the same paper stands in its place."""
    if locked.renews_id is None:
        return False
    others = Certification.objects.filter(renews=locked.renews_id)
    return others.filter(status__in=OPEN_RENEWAL).exists()


def replayed(certification: Certification) -> CertificationStatus:
    """The status that its submission and its decisions lead to."""
    status = CertificationStatus.DRAFT
    if certification.submitted_at:
        status = CertificationStatus.SUBMITTED
    last = certification.decisions.filter(act__in=STATUS_AFTER).last()
    if last is None or last.round < certification.round:
        return status
    return STATUS_AFTER[Act(last.act)]


def _due(certification: Certification, now: datetime.datetime) -> datetime.datetime:
    """Five working days, the time with the clinic left out; a renewal by its gap."""
    left = TIME_TO_DECIDE
    given_back = certification.decisions.filter(act=Act.REQUEST_CHANGES).last()
    if given_back and certification.due_at:
        left = working_time.between(given_back.at, certification.due_at)
    due = working_time.after(now, max(left, LEAST_TIME))
    old = certification.renews
    if old and old.counts_until:
        midnight = datetime.time(tzinfo=datetime.UTC)
        due = min(due, datetime.datetime.combine(old.counts_until, midnight))
    return max(due, now)


def last_day(certification: Certification, *, from_day) -> datetime.date:
    """Our own look does not count for ever, and the paper not beyond its end."""
    again = from_day + relativedelta(months=certification.type.recheck_months)
    ends = [again, certification.valid_until]
    if longest := certification.type.longest_validity_months:
        begins = min(certification.valid_from, again)  # the calendar ends in 9999
        ends.append(begins + relativedelta(months=longest))
    return min(day for day in ends if day)


def _replace_renewed(renewal: Certification, *, by: User) -> None:
    """A renewal that has begun takes the place of the old paper at once.

    One that begins later leaves the old paper to run out by itself, without a gap.
    """
    old = renewal.renews
    if old is None or renewal.valid_from > timezone.localdate():
        return
    locked = Certification.objects.select_for_update(of=("self",)).get(pk=old.pk)
    if CertificationStatus.SUPERSEDED in CERTIFICATION_MOVES[locked.status]:
        _decide(locked, Act.SUPERSEDE, by=by)


def _refuse_early(renews: Certification) -> None:
    opens = renews.counts_until and renews.counts_until - RENEWAL_OPENS
    if opens is None or timezone.localdate() < opens:
        raise TooEarly


def _lock(
    certification: Certification, *, to: CertificationStatus, by: User | None = None
) -> Certification:
    """The row, locked, if it may go there; `by` is the reviewer who decides."""
    row = lock(certification)
    if to not in CERTIFICATION_MOVES[CertificationStatus(row.status)]:
        raise MoveNotAllowed
    if by is not None and not may_decide(by, row):
        raise NotYours
    return row


def lock(certification: Certification) -> Certification:
    """The row, locked until the transaction ends."""
    return (
        Certification.objects.select_for_update(of=("self",))
        .select_related("type", "clinic", "practitioner")
        .get(pk=certification.pk)
    )


def _second_step(
    certification: Certification,
    to: CertificationStatus,
    by: User,
    proposed_by: User,
) -> Certification:
    if by == proposed_by:
        raise OwnProposal
    return _lock(certification, to=to, by=by)


def may_decide(user: User, certification: Certification) -> bool:
    """A reviewer who neither handed it in nor is close to any clinic it speaks for."""
    on = timezone.localdate()
    if (
        not rules.decides_about_clinics(user)
        or user.pk == certification.submitted_by_id
    ):
        return False
    if certification.clinic:
        return rules.may_decide_about(user, certification.clinic, on=on)
    person = certification.practitioner
    places = Placement.objects.filter(practitioner=person).select_related("clinic")
    return user.pk != person.user_id and all(
        rules.may_decide_about(user, place.clinic, on=on) for place in places
    )


def _decide(locked: Certification, act: Act, *, by: User, **words) -> Certification:
    decision = Decision(
        certification=locked,
        act=act,
        round=locked.round,
        at=timezone.now(),
        by=by,
        submitted_by=locked.submitted_by,
        **words,
    )
    decision.full_clean(exclude=["certification"])
    locked.status = STATUS_AFTER.get(act, locked.status)
    locked.save()
    decision.save()
    page_cache.renew()
    note(f"certification: {act}", locked, by=by, round=locked.round)
    return locked


def note(verb: str, certification: Certification, *, by: User, **details) -> None:
    """A line of the audit log about a paper."""
    audit.note(
        verb, about=certification, by=by, clinic=certification.clinic_id, **details
    )
