"""What whom a decision is about can say against it: a reply in public, an appeal."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from clinics import emails, rules, working_time
from clinics.domain import certifications
from clinics.domain.certifications import NotYours
from clinics.enums import Act, AppealOutcome, ReplyOutcome
from clinics.models import Appeal, Decision, Reply
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

__all__ = ["NotYours"]
ANSWERABLE = (Act.SUSPEND, Act.REVOKE)
APPEAL_OPEN = datetime.timedelta(days=30)
DAYS_TO_VET, DAYS_TO_DECIDE = 5, 10  # working days


class AlreadyThere(Exception):
    """One reply unless it was refused, and one appeal."""


class AlreadySettled(Exception):
    """Another reviewer was faster."""


class TooLate(Exception):
    """An appeal is made within 30 days."""


def appeal_until(decision: Decision) -> datetime.datetime:
    return decision.at + APPEAL_OPEN


def vetted_by_day(reply: Reply) -> datetime.date:
    """The working day by which a reviewer has read it."""
    return _working_day(reply.written_at, DAYS_TO_VET)


def decided_by_day(appeal: Appeal) -> datetime.date:
    """The working day by which somebody has decided."""
    return _working_day(appeal.filed_at, DAYS_TO_DECIDE)


@transaction.atomic
def reply(decision: Decision, *, by: User, text: str) -> Reply:
    """Answer a suspension or revocation; a reviewer reads it before the public does.

    Raises NotYours, AlreadyThere, ValidationError.
    """
    _answerable(decision, by=by)
    if decision.replies.exclude(outcome=ReplyOutcome.REFUSED).exists():
        raise AlreadyThere
    written = Reply(
        decision=decision, text=text, written_at=timezone.now(), written_by=by
    )
    written.full_clean()
    written.save()
    _note("reply written", written, by=by)
    return written


@transaction.atomic
def publish(written: Reply, *, by: User) -> Reply:
    """Show it beside the sentence for the public. Raises NotYours, AlreadySettled."""
    return _vet(written, ReplyOutcome.PUBLISHED, by=by)


@transaction.atomic
def refuse(written: Reply, *, by: User, note: str) -> Reply:
    """Say why the public does not read it; another one may be written.

    Raises NotYours, AlreadySettled, ValidationError.
    """
    return _vet(written, ReplyOutcome.REFUSED, by=by, note=note)


@transaction.atomic
def appeal(decision: Decision, *, by: User, text: str) -> Appeal:
    """Ask somebody who was not involved to look again, once.

    Raises NotYours, AlreadyThere, TooLate, ValidationError.
    """
    _answerable(decision, by=by)
    if Appeal.objects.filter(decision=decision).exists():
        raise AlreadyThere
    if timezone.now() >= appeal_until(decision):
        raise TooLate
    filed = Appeal(
        decision=decision,
        text=text,
        filed_at=timezone.now(),
        filed_by=by,
        confirmed_by=decision.by,
        proposed_by=decision.proposed_by,
    )
    filed.full_clean()
    filed.save()
    _note("appeal filed", filed, by=by)
    return filed


@transaction.atomic
def decide(filed: Appeal, *, by: User, outcome: AppealOutcome, answer: str) -> Appeal:
    """Let the decision stand, or overturn it and what it did.

    Raises NotYours, AlreadySettled, ValidationError.
    """
    certifications.lock(filed.decision.certification)
    locked = Appeal.objects.select_related("decision__certification__clinic").get(
        pk=filed.pk
    )
    if not may_decide(by, locked):
        raise NotYours
    if locked.outcome:
        raise AlreadySettled
    locked.outcome, locked.answer = outcome, answer
    locked.decided_at, locked.decided_by = timezone.now(), by
    locked.full_clean()
    locked.save()
    if outcome == AppealOutcome.OVERTURNED:
        certifications.overturn(locked.decision, by=by, text=answer)
    _note(f"appeal {outcome}", locked, by=by)
    transaction.on_commit(partial(emails.appeal_decided, locked.pk))
    return locked


def may_decide(user: User, filed: Appeal) -> bool:
    """A reviewer who neither proposed nor confirmed it, and may decide on the paper."""
    involved = {filed.confirmed_by_id, filed.proposed_by_id, filed.filed_by_id}
    return user.pk not in involved and certifications.may_decide(
        user, filed.decision.certification
    )


def may_vet(user: User, written: Reply) -> bool:
    """A reviewer who may decide on the paper and did not write it."""
    return user.pk != written.written_by_id and certifications.may_decide(
        user, written.decision.certification
    )


def _working_day(moment: datetime.datetime, days: int) -> datetime.date:
    return working_time.after(moment, days * working_time.DAY).date()


def _answerable(decision: Decision, *, by: User) -> None:
    paper = certifications.lock(decision.certification)
    if decision.act not in ANSWERABLE or not rules.answers_for(by, paper):
        raise NotYours


def _vet(written: Reply, outcome: ReplyOutcome, *, by: User, note: str = "") -> Reply:
    certifications.lock(written.decision.certification)
    locked = Reply.objects.select_related("decision__certification__clinic").get(
        pk=written.pk
    )
    if not may_vet(by, locked):
        raise NotYours
    if locked.outcome:
        raise AlreadySettled
    locked.outcome, locked.note = outcome, note
    locked.vetted_at, locked.vetted_by = timezone.now(), by
    locked.full_clean()
    locked.save()
    _note(f"reply {outcome}", locked, by=by)
    page_cache.renew()
    transaction.on_commit(partial(emails.reply_vetted, locked.pk))
    return locked


def _note(verb: str, about: Reply | Appeal, *, by: User) -> None:
    clinic = about.decision.certification.clinic_id
    audit.note(verb, about=about, by=by, clinic=clinic)
