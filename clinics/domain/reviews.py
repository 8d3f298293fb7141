"""A reviewer in front of a paper: which are theirs, what they see, what they decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from clinics import emails, rules
from clinics.domain import certifications
from clinics.enums import Act, CertificationStatus, Reason, Verification
from clinics.models import (
    Certification,
    Decision,
    EvidenceSlot,
    Finding,
    Placement,
    Practitioner,
)
from portal.accounts.models import User


class Moved(Exception):
    """The paper is no longer what was on the screen that was acted on."""


class NotAnswered(Exception):
    """Accepting needs every slot accepted, and asking for changes one that is not."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a reviewer says of one slot."""

    slot: str
    is_accepted: bool
    reason: Reason | str = ""
    text: str = ""


def waiting_for(user: User) -> QuerySet[Certification]:
    """What was handed in and this reviewer may decide on, and has not approved."""
    if not rules.decides_about_clinics(user):
        return Certification.objects.none()
    waiting = Certification.objects.filter(status=CertificationStatus.SUBMITTED)
    mine = Decision.objects.filter(
        certification=OuterRef("pk"), round=OuterRef("round"), act=Act.APPROVE, by=user
    )
    return may_see(user, waiting).exclude(Exists(mine))


def may_see(user: User, papers: QuerySet[Certification]) -> QuerySet[Certification]:
    """Those of strangers: not handed in by the reviewer, of no clinic close to them."""
    own = Practitioner.objects.filter(user=user).values("pk")
    theirs = Q(submitted_by=user) | Q(practitioner__in=own)
    if near := rules.near_to(user, on=timezone.localdate()):
        people = Placement.objects.filter(clinic__in=near).values("practitioner")
        theirs |= Q(clinic__in=near) | Q(practitioner__in=people)
    return papers.exclude(theirs)


def decisions_shown(user: User, paper: Certification) -> QuerySet[Decision]:
    """What this reviewer may read of what was decided before.

    Whoever has not decided in this round does not learn what others made of it while
    it waits: two pairs of eyes are worth something only if they look apart.
    """
    decisions = paper.decisions.select_related("by")
    if _is_blind(user, paper):
        return decisions.exclude(round=paper.round, act=Act.APPROVE)
    return decisions


def findings_shown(user: User, paper: Certification) -> QuerySet[Finding]:
    """Those of earlier rounds, and of this one once the reviewer has decided."""
    findings = paper.findings.select_related("found_by")
    if _is_blind(user, paper):
        return findings.exclude(round=paper.round)
    return findings


def _is_blind(user: User, paper: Certification) -> bool:
    waits = paper.status == CertificationStatus.SUBMITTED
    return waits and not paper.decisions.filter(round=paper.round, by=user).exists()


def slots_to_answer(paper: Certification) -> list[EvidenceSlot]:
    """What is asked for, and what was handed in though nobody had to."""
    filled = {file.slot for file in paper.evidence.all()}
    slots = paper.type.slots.all()
    return [slot for slot in slots if slot.is_required or slot.code in filled]


def facts_of(paper: Certification) -> dict:
    """All that a decision rests on, for a form to carry.

    An approval is none of it: the second reviewer knows nothing of the first.
    """
    decisions = paper.decisions.exclude(act=Act.APPROVE)
    return {
        "status": str(paper.status),
        "round": paper.round,
        "decisions": list(decisions.order_by("pk").values_list("pk", flat=True)),
        "files": sorted([f.pk, f.name, f.sha256] for f in paper.evidence.all()),
        "paper": [
            str(getattr(paper, name) or "")
            for name in ("issuer", "number", "scope", "valid_from", "valid_until")
        ],
    }


@transaction.atomic
def decide(
    paper: Certification,
    act: Act,
    *,
    by: User,
    seen: dict | None,
    answers: Sequence[Answer],
    verification: Verification | None = None,
    reason: Reason | str = "",
    text: str = "",
    interests: str,
    register_note: str = "",
    register_seen_on: date | None = None,
) -> Certification:
    """Accept, reject or give back to be mended, and keep what was found slot by slot.

    `seen` is `facts_of` when the screen was made. Raises Moved, NotAnswered, and what
    the functions of `certifications` raise.
    """
    locked = certifications.lock(paper)
    if seen != facts_of(locked):
        raise Moved
    _refuse_half(locked, act, answers)
    notes = {
        "interests": interests,
        "register_note": register_note,
        "register_seen_on": register_seen_on,
    }
    if act == Act.ACCEPT:
        decided = certifications.accept(
            locked, by=by, verification=verification, **notes
        )
    else:
        against = {
            Act.REQUEST_CHANGES: certifications.request_changes,
            Act.REJECT: certifications.reject,
        }[act]
        decided = against(locked, by=by, reason=reason, text=text, **notes)
    _keep(decided, answers, by=by)
    if decided.status != CertificationStatus.SUBMITTED:  # else another has to approve
        transaction.on_commit(partial(emails.paper_reviewed, decided.pk, act))
    return decided


def _refuse_half(paper: Certification, act: Act, answers: Sequence[Answer]) -> None:
    deficient = [answer for answer in answers if not answer.is_accepted]
    if act == Act.REQUEST_CHANGES and not deficient:
        raise NotAnswered
    asked = {slot.code for slot in slots_to_answer(paper)}
    if act == Act.ACCEPT and (deficient or asked - {row.slot for row in answers}):
        raise NotAnswered


def _keep(paper: Certification, answers: Sequence[Answer], *, by: User) -> None:
    for answer in answers:
        finding = Finding(
            certification=paper,
            slot=answer.slot,
            round=paper.round,
            is_accepted=answer.is_accepted,
            reason=answer.reason,
            text=answer.text,
            found_at=timezone.now(),
            found_by=by,
        )
        finding.full_clean(exclude=["certification"])
        finding.save()
