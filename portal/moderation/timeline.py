"""Everything that happened to one clinic, on one line of time.

Each source gives its numbers and moments to one query, which orders and pages them;
then the rows of a page are fetched, source by source.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics import access as clinic_access
from clinics.enums import Act, CertificationStatus, ProposalOutcome
from clinics.models import (
    Appeal,
    Certification,
    Clinic,
    Decision,
    IdentityChange,
    MisuseReport,
    Proposal,
    Reply,
    StatusChange,
    Submission,
)
from portal.audit.models import AuditEvent
from portal.moderation import access

PER_PAGE = 30
VERBS = {
    "application": {
        "clinic opened": _("Opened as a draft"),
        "clinic handed in": _("Handed in to be listed"),
        "clinic sent back": _("Application sent back"),
    },
    "team": {
        "member added": _("Somebody joined the team"),
        "member left": _("Somebody left the team"),
        "member's role changed": _("Somebody has a new role"),
        "clinic handed over": _("Handed over to another owner"),
        "practitioner introduced": _("A practitioner was introduced"),
        "practitioner placed": _("A practitioner began to work here"),
        "practitioner left": _("A practitioner left"),
    },
    "profile": {
        "clinic edited": _("Profile changed"),
        "clinic languages set": _("Languages changed"),
        "clinic hours set": _("Hours changed"),
        "urgent contact named": _("Urgent contact named"),
        "urgent contact confirmed": _("Urgent contact confirmed"),
    },
}


class Kind(models.TextChoices):
    """What the timeline can be narrowed to."""

    APPLICATION = "application", _("Application and listing")
    PAPER = "paper", _("Papers and decisions")
    SANCTION = "sanction", _("Proposals")
    REPLY = "reply", _("Replies")
    APPEAL = "appeal", _("Appeals")
    MISUSE = "misuse", _("Reports of misuse")
    TEAM = "team", _("Team")
    PROFILE = "profile", _("Profile")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line: when, what, about which paper, who, and the words that go with it."""

    at: datetime.datetime
    kind: Kind
    what: str | Promise
    about: str = ""
    by: object = None
    text: str = ""
    public: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Rows of one sort, the field that says when, and how one is told."""

    kind: Kind
    rows: QuerySet
    at: str
    tell: Callable[..., dict]

    def moments(self, key: str) -> QuerySet:
        """Key of the source, number of the row and moment, for a union."""
        return (
            self.rows.filter(**{f"{self.at}__isnull": False})
            .order_by()
            .annotate(source=Value(key, CharField()), moment=F(self.at))
            .values_list("source", "pk", "moment")
        )


def page(clinic: Clinic, *, user, kind: str, number) -> Page:
    """A page of the timeline, the newest first; of one kind, or of all for ""."""
    sources = {
        key: source
        for key, source in _sources(clinic, user).items()
        if kind in ("", source.kind)
    }
    first, *others = (source.moments(key) for key, source in sources.items())
    moments = first.union(*others, all=True).order_by("-moment", "source", "-pk")
    found = Paginator(moments, PER_PAGE).get_page(number)
    found.object_list = _entries(list(found.object_list), sources)
    return found


def _entries(rows: list[tuple], sources: dict[str, Source]) -> list[Entry]:
    wanted: dict[str, list[int]] = {}
    for key, pk, _at in rows:
        wanted.setdefault(key, []).append(pk)
    known = {key: sources[key].rows.in_bulk(pks) for key, pks in wanted.items()}
    return [
        Entry(at=at, kind=sources[key].kind, **sources[key].tell(known[key][pk]))
        for key, pk, at in rows
    ]


def _sources(clinic: Clinic, user) -> dict[str, Source]:
    papers = access.papers_of(clinic).order_by().values("pk")
    return (
        _of_listing(clinic)
        | _of_papers(papers, user)
        | _of_answers(papers)
        | _of_misuse(papers, user)
        | {f"audit-{kind}": _of_audit(clinic, kind) for kind in VERBS}
    )


def _of_listing(clinic: Clinic) -> dict[str, Source]:
    rows = StatusChange.objects.filter(clinic=clinic).select_related("by")
    named = IdentityChange.objects.filter(clinic=clinic).select_related("by")
    return {
        "listing": Source(kind=Kind.APPLICATION, rows=rows, at="at", tell=_status),
        "identity": Source(kind=Kind.PROFILE, rows=named, at="at", tell=_identity),
    }


def _of_papers(papers, user) -> dict[str, Source]:
    paper = ("certification__type", "certification__practitioner")
    submissions = Submission.objects.filter(certification__in=papers)
    # The first of two approvals shows once the second is there: whoever gives that one
    # looks apart.
    decisions = Decision.objects.filter(certification__in=papers).exclude(
        act=Act.APPROVE,
        round=F("certification__round"),
        certification__status=CertificationStatus.SUBMITTED,
    )
    proposals = access.proposals(user).filter(certification__in=papers)
    refused = [ProposalOutcome.DECLINED, ProposalOutcome.WITHDRAWN]
    return {
        "submission": Source(
            kind=Kind.PAPER,
            rows=submissions.select_related(*paper, "submitted_by"),
            at="submitted_at",
            tell=_submission,
        ),
        "decision": Source(
            kind=Kind.PAPER,
            rows=decisions.select_related(*paper, "by", "proposed_by"),
            at="at",
            tell=_decision,
        ),
        "proposal": Source(
            kind=Kind.SANCTION,
            rows=proposals.select_related(*paper, "proposed_by"),
            at="proposed_at",
            tell=_proposal,
        ),
        "refusal": Source(
            kind=Kind.SANCTION,
            rows=proposals.filter(outcome__in=refused).select_related(
                *paper, "settled_by"
            ),
            at="settled_at",
            tell=_refusal,
        ),
    }


def _of_answers(papers) -> dict[str, Source]:
    paper = (
        "decision__certification__type",
        "decision__certification__practitioner",
    )
    about = Q(decision__certification__in=papers)
    replies = Reply.objects.filter(about).select_related(
        *paper, "written_by", "vetted_by"
    )
    appeals = Appeal.objects.filter(about).select_related(
        *paper, "filed_by", "decided_by"
    )
    return {
        "reply": Source(kind=Kind.REPLY, rows=replies, at="written_at", tell=_reply),
        "vetting": Source(kind=Kind.REPLY, rows=replies, at="vetted_at", tell=_vetting),
        "appeal": Source(kind=Kind.APPEAL, rows=appeals, at="filed_at", tell=_appeal),
        "answer": Source(kind=Kind.APPEAL, rows=appeals, at="decided_at", tell=_answer),
    }


def _of_misuse(papers, user) -> dict[str, Source]:
    """For those who look into misuse, and not of clinics they are close to."""
    rows = clinic_access.misuse_reports(user).filter(certification__in=papers)
    return {
        "misuse": Source(kind=Kind.MISUSE, rows=rows, at="received_at", tell=_told),
        "settled": Source(kind=Kind.MISUSE, rows=rows, at="settled_at", tell=_settled),
    }


def _of_audit(clinic: Clinic, kind: str) -> Source:
    verbs = VERBS[kind]
    rows = AuditEvent.objects.filter(clinic_id=clinic.pk, verb__in=verbs)
    return Source(
        kind=Kind(kind),
        rows=rows.select_related("by"),
        at="at",
        tell=lambda event: {"what": verbs[event.verb], "by": event.by},
    )


def _named(paper: Certification) -> str:
    holder = f", {paper.practitioner}" if paper.practitioner else ""
    return f"{paper.type.name}{holder}"


def _status(change: StatusChange) -> dict:
    return {
        "what": change.get_to_display(),
        "by": change.by,
        "text": change.reason,
        "public": change.public_sentence,
    }


def _identity(change: IdentityChange) -> dict:
    nothing = _("nothing")
    was, became = change.was_shown or nothing, change.became_shown or nothing
    return {
        "what": _("%(part)s changed") % {"part": change.get_what_display()},
        "by": change.by,
        "text": "\n".join(
            [_("Before: %(was)s") % {"was": was}, _("Now: %(now)s") % {"now": became}]
        ),
    }


def _submission(row: Submission) -> dict:
    return {
        "what": _("Handed in, round %(number)s") % {"number": row.round},
        "about": _named(row.certification),
        "by": row.submitted_by,
    }


def _decision(row: Decision) -> dict:
    return {
        "what": row.get_act_display(),
        "about": _named(row.certification),
        "by": row.by,
        "text": row.text,
        "public": row.public_sentence,
    }


def _proposal(row: Proposal) -> dict:
    return {
        "what": _("Proposed: %(act)s") % {"act": row.get_act_display()},
        "about": _named(row.certification),
        "by": row.proposed_by,
        "text": row.text,
    }


def _refusal(row: Proposal) -> dict:
    return {
        "what": row.get_outcome_display(),
        "about": _named(row.certification),
        "by": row.settled_by,
        "text": row.note,
    }


def _reply(row: Reply) -> dict:
    return {
        "what": _("Reply written"),
        "about": _named(row.decision.certification),
        "by": row.written_by,
        "text": row.text,
    }


def _vetting(row: Reply) -> dict:
    return {
        "what": row.get_outcome_display(),
        "about": _named(row.decision.certification),
        "by": row.vetted_by,
        "text": row.note,
    }


def _appeal(row: Appeal) -> dict:
    return {
        "what": _("Appeal filed"),
        "about": _named(row.decision.certification),
        "by": row.filed_by,
        "text": row.text,
    }


def _answer(row: Appeal) -> dict:
    return {
        "what": row.get_outcome_display(),
        "about": _named(row.decision.certification),
        "by": row.decided_by,
        "text": row.answer,
    }


def _told(row: MisuseReport) -> dict:
    return {
        "what": row.get_what_display(),
        "about": _named(row.certification),
        "text": row.place,
    }


def _settled(row: MisuseReport) -> dict:
    return {
        "what": _("Report of misuse dealt with"),
        "about": _named(row.certification),
        "by": row.settled_by,
        "text": row.note,
    }
