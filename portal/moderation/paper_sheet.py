"""A paper after it was accepted, with all that was decided and said about it."""

from dataclasses import dataclass
from functools import singledispatch

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinics import presenting
from clinics.domain import objections
from clinics.models import Appeal, Certification, Decision, Proposal, Reply
from portal.accounts.models import User
from portal.moderation import access

Facts = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Button:
    """What can be pressed; `value` is sent as `act`."""

    value: str
    label: str | Promise
    is_grave: bool = False


def sheet_of(paper: Certification, *, user: User) -> dict:
    """What the template of the sheet shows, but for the acts. At most six queries.

    Whoever is close to the paper is told of no proposal but their own.
    """
    decisions = (
        paper.decisions.select_related("by", "proposed_by")
        .prefetch_related("replies")
        .select_related("appeal")
        .order_by("-at", "-pk")
    )
    proposals = list(
        access.proposals(user)
        .filter(certification=paper)
        .select_related("proposed_by", "settled_by")
        .order_by("-proposed_at", "-pk")
    )
    rows = list(decisions)
    last = next((row for row in rows if row.public_sentence), None)
    return {
        "paper": paper,
        "line": presenting.line(paper, on=paper.today, decision=last),
        "decisions": rows,
        "proposals": [each for each in proposals if not each.waits],
        "proposal": next((each for each in proposals if each.waits), None),
    }


@singledispatch
def facts_of(row) -> Facts:
    """What stands above the buttons, label by label; what is empty is left out."""
    raise TypeError(f"Nothing is known to say of a {type(row).__name__}.")


@facts_of.register
def _of_proposal(proposal: Proposal) -> Facts:
    kind = proposal.get_act_display()
    if proposal.is_emergency:
        kind = _("Suspended at once, in an emergency")
    return _kept(
        (_("Proposed"), kind),
        (_("By"), str(proposal.proposed_by)),
        (_("On"), _moment(proposal.proposed_at)),
        (_("Ends by itself on"), proposal.ends_at and _moment(proposal.ends_at)),
        (_("Reason"), proposal.get_reason_display()),
        (_("Reason in words"), proposal.text),
    )


@facts_of.register
def _of_reply(reply: Reply) -> Facts:
    return [
        *_of_decision(reply.decision),
        (_("Reply"), reply.text),
        (_("Written by"), str(reply.written_by)),
        (_("To be read by"), _day(objections.vetted_by_day(reply))),
    ]


@facts_of.register
def _of_appeal(appeal: Appeal) -> Facts:
    return [
        *_of_decision(appeal.decision),
        (_("Appeal"), appeal.text),
        (_("Filed by"), str(appeal.filed_by)),
        (_("To be decided by"), _day(objections.decided_by_day(appeal))),
    ]


def _of_decision(decision: Decision) -> Facts:
    people = [str(each) for each in (decision.proposed_by, decision.by) if each]
    return _kept(
        (_("Decision"), decision.get_act_display()),
        (_("On"), _moment(decision.at)),
        (_("Proposed and confirmed by"), ", ".join(people)),
        (_("Reason"), decision.get_reason_display()),
        (_("Reason in words"), decision.text),
    )


def _kept(*facts: tuple[str, str | None]) -> Facts:
    return [(label, value) for label, value in facts if value]


def _moment(at) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT")
