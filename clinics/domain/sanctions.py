"""Suspending, lifting and revoking by two people: one proposes, another confirms.

In an emergency one suspends at once; it ends by the clock unless another one confirms.
The certification is locked first, always, then its proposal.
"""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from clinics import emails, working_time
from clinics.domain import certifications
from clinics.domain.certifications import MoveNotAllowed, NotYours, OwnProposal
from clinics.enums import (
    Act,
    CertificationStatus,
    ProposalOutcome,
    Reason,
    Sanction,
)
from clinics.models import Certification, Proposal
from clinics.models.sanction import EMERGENCY_LASTS
from portal.accounts.models import User
from portal.audit.domain import audit

__all__ = ["MoveNotAllowed", "NotYours", "OwnProposal"]
TIME_TO_CONFIRM = 2 * working_time.DAY
FROM = {
    Sanction.SUSPEND: {CertificationStatus.ACCEPTED},
    Sanction.LIFT: {CertificationStatus.SUSPENDED},
    Sanction.REVOKE: {CertificationStatus.ACCEPTED, CertificationStatus.SUSPENDED},
}


class AlreadySettled(Exception):
    """It was confirmed, declined or taken back, or its 72 hours are over."""


class AnotherWaits(Exception):
    """One proposal at a time."""


def offered(certification: Certification) -> list[Sanction]:
    """What can be proposed about a paper as it stands."""
    return [act for act in Sanction if certification.status in FROM[act]]


@transaction.atomic
def propose(
    certification: Certification,
    act: Sanction,
    *,
    by: User,
    text: str,
    reason: Reason | str = "",
    public_sentence: str = "",
) -> Proposal:
    """Ask another reviewer to confirm it; until then nothing changes.

    Raises NotYours, MoveNotAllowed, AnotherWaits, ValidationError.
    """
    locked = _for_a_new_one(certification, act, by=by)
    return _write(
        locked,
        act=act,
        by=by,
        reason=reason,
        text=text,
        public_sentence=public_sentence,
    )


@transaction.atomic
def suspend_at_once(
    certification: Certification,
    *,
    by: User,
    reason: Reason,
    text: str,
    public_sentence: str,
) -> Proposal:
    """Take it out of force now; another reviewer has 72 hours to confirm it.

    Raises NotYours, MoveNotAllowed, AnotherWaits, ValidationError.
    """
    locked = _for_a_new_one(certification, Sanction.SUSPEND, by=by)
    ends_at = timezone.now() + EMERGENCY_LASTS
    words = {"reason": reason, "text": text, "public_sentence": public_sentence}
    proposal = _write(locked, act=Sanction.SUSPEND, by=by, ends_at=ends_at, **words)
    certifications.hold(locked, by=by, until=ends_at, **words)
    _tell(locked, Act.EMERGENCY)
    return proposal


@transaction.atomic
def confirm(proposal: Proposal, *, by: User) -> Certification:
    """Do what somebody else proposed.

    Raises OwnProposal, NotYours, AlreadySettled, MoveNotAllowed.
    """
    locked = _open(proposal)
    paper, act = locked.certification, Sanction(locked.act)
    words = {"text": locked.text, "public_sentence": locked.public_sentence}
    both = {"by": by, "proposed_by": locked.proposed_by}
    match act:
        case Sanction.SUSPEND:
            began = paper.decisions.filter(act=Act.EMERGENCY).last()
            confirms = began if locked.is_emergency else None
            words |= {"reason": locked.reason, "confirms": confirms}
            done = certifications.suspend(paper, **both, **words)
        case Sanction.REVOKE:
            words |= {"reason": locked.reason}
            done = certifications.revoke(paper, **both, **words)
        case _:
            done = certifications.lift(paper, **both, **words)
    _settle(locked, ProposalOutcome.CONFIRMED, by=by)
    _tell(done, Act(act))
    return done


@transaction.atomic
def decline(proposal: Proposal, *, by: User, note: str) -> Proposal:
    """Refuse what somebody else proposed; an emergency ends with it.

    Raises OwnProposal, NotYours, AlreadySettled, ValidationError.
    """
    locked = _open(proposal)
    if by == locked.proposed_by:
        raise OwnProposal
    return _end(locked, ProposalOutcome.DECLINED, by=by, note=note)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """Take back what one proposed; an emergency ends with it.

    Raises NotYours, AlreadySettled.
    """
    locked = _open(proposal)
    if by != locked.proposed_by:
        raise NotYours
    return _end(locked, ProposalOutcome.WITHDRAWN, by=by)


def may_settle(user: User, proposal: Proposal) -> bool:
    """Whether somebody could confirm or decline it; its author only takes it back."""
    return user.pk != proposal.proposed_by_id and certifications.may_decide(
        user, proposal.certification
    )


def _for_a_new_one(
    certification: Certification, act: Sanction, *, by: User
) -> Certification:
    locked = certifications.lock(certification)
    if not certifications.may_decide(by, locked):
        raise NotYours
    if locked.status not in FROM[act]:
        raise MoveNotAllowed
    open_one = locked.proposals.filter(outcome="").first()
    if open_one is not None and open_one.waits:
        raise AnotherWaits
    if open_one is not None:  # its 72 hours went by
        open_one.outcome = ProposalOutcome.LAPSED
        open_one.save(update_fields=["outcome"])
    return locked


def _write(
    locked: Certification,
    *,
    by: User,
    ends_at: datetime.datetime | None = None,
    **fields,
) -> Proposal:
    now = timezone.now()
    proposal = Proposal(
        certification=locked,
        proposed_at=now,
        proposed_by=by,
        due_at=ends_at or working_time.after(now, TIME_TO_CONFIRM),
        ends_at=ends_at,
        **fields,
    )
    proposal.full_clean()
    proposal.save()
    _note("sanction proposed", proposal, by=by)
    return proposal


def _open(proposal: Proposal) -> Proposal:
    """The proposal, its paper locked. Raises AlreadySettled."""
    paper = certifications.lock(proposal.certification)
    locked = Proposal.objects.select_related("proposed_by").get(pk=proposal.pk)
    locked.certification = paper
    if not locked.waits:
        raise AlreadySettled
    return locked


def _end(
    locked: Proposal, outcome: ProposalOutcome, *, by: User, note: str = ""
) -> Proposal:
    paper = locked.certification
    if not certifications.may_decide(by, paper):
        raise NotYours
    _settle(locked, outcome, by=by, note=note)
    if locked.is_emergency:
        certifications.release(paper, by=by, text=note)
        _tell(paper, Act.RELEASE)
    return locked


def _settle(
    locked: Proposal, outcome: ProposalOutcome, *, by: User, note: str = ""
) -> None:
    locked.outcome, locked.note = outcome, note
    locked.settled_at, locked.settled_by = timezone.now(), by
    locked.full_clean()
    locked.save(update_fields=["outcome", "note", "settled_at", "settled_by"])
    _note(f"sanction {outcome}", locked, by=by)


def _tell(paper: Certification, act: Act) -> None:
    transaction.on_commit(partial(emails.paper_decided, paper.pk, act))


def _note(verb: str, proposal: Proposal, *, by: User) -> None:
    audit.note(
        verb,
        about=proposal,
        by=by,
        clinic=proposal.certification.clinic_id,
        act=proposal.act,
        emergency=proposal.is_emergency,
    )
