"""Papers as whoever hands them in reads them: by state, and in words."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import presenting, slots
from clinics.domain import certifications
from clinics.enums import (
    CERTIFICATION_MOVES,
    Act,
    CertificationStatus,
    Subject,
    Verification,
)
from clinics.models import (
    Certification,
    CertificationType,
    Clinic,
    Decision,
    Practitioner,
)
from clinics.models.certification import DECIDED, OPEN_RENEWAL

S = CertificationStatus
TOLD = (Act.REQUEST_CHANGES, Act.REJECT, Act.SUSPEND, Act.REVOKE)
KINDS = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "info",
    S.CHANGES_REQUESTED: "bad",
    S.REJECTED: "bad",
    S.WITHDRAWN: "neutral",
}
LEDES = {
    S.DRAFT: gettext_lazy("A draft: nobody but you and your team sees it."),
    S.SUBMITTED: gettext_lazy(
        "With the reviewers. What you submitted stays as it is until they have decided."
    ),
    S.CHANGES_REQUESTED: gettext_lazy(
        "The reviewers ask for changes. Mend what they name, then submit it again."
    ),
    S.REJECTED: gettext_lazy("Not accepted. You can hand in a new one."),
    S.WITHDRAWN: gettext_lazy("Withdrawn. You can hand in a new one."),
}
OWN_DRAFT = gettext_lazy("A draft: nobody but you sees it.")
GROUPS = [
    (gettext_lazy("To be mended"), (S.CHANGES_REQUESTED,)),
    (gettext_lazy("Drafts"), (S.DRAFT,)),
    (gettext_lazy("With the reviewers"), (S.SUBMITTED,)),
    (gettext_lazy("Decided"), DECIDED),
    (gettext_lazy("Rejected or withdrawn"), (S.REJECTED, S.WITHDRAWN)),
]


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a paper stands, in a word with its kind of components/status.html."""

    kind: str
    word: str | Promise


@dataclass(frozen=True, kw_only=True)
class Row:
    """One paper in the list."""

    paper: Certification
    state: State
    days_left: int | None


def grouped(papers: Iterable[Certification]) -> list[tuple[str | Promise, list[Row]]]:
    """Those that ask for something first; empty groups are left out."""
    rows = [_row(paper) for paper in papers]
    groups = [
        (label, [row for row in rows if row.paper.status in statuses])
        for label, statuses in GROUPS
    ]
    return [(label, group) for label, group in groups if group]


def state(paper: Certification) -> State:
    if paper.status in DECIDED:
        line = presenting.line(paper, on=paper.today)
        return State(kind=line.kind, word=line.word)
    return State(kind=KINDS[paper.status], word=paper.get_status_display())


def lede(paper: Certification) -> str | Promise:
    """What comes next, and who sees it; "" once decided."""
    if paper.practitioner and paper.status == S.DRAFT:
        return OWN_DRAFT
    return LEDES.get(paper.status, "")


def is_mendable(paper: Certification) -> bool:
    return paper.status in slots.MENDABLE


def can_be_withdrawn(paper: Certification) -> bool:
    return S.WITHDRAWN in CERTIFICATION_MOVES[S(paper.status)]


def can_be_renewed(paper: Certification) -> bool:
    """From 90 days before its end, unless somebody has begun, now or long ago."""
    if paper.status not in {S.ACCEPTED, S.SUPERSEDED} or not paper.type.live:
        return False
    opens = paper.counts_until - certifications.RENEWAL_OPENS
    # The domain counts by the portal's own day.
    return timezone.localdate() >= opens and not _is_being_renewed(paper)


def open_renewal(paper: Certification) -> Certification | None:
    """The renewal that somebody has begun, until it is refused or taken back."""
    if paper.status not in DECIDED:
        return None
    return paper.renewals.filter(status__in=OPEN_RENEWAL).first()


def _is_being_renewed(paper: Certification) -> bool:
    gone = (S.REJECTED, S.WITHDRAWN, S.REVOKED, S.SUSPENDED)
    return paper.renewals.exclude(status__in=gone).exists()


def last_decision(paper: Certification) -> Decision | None:
    """What the reviewers said last, where it asks for an answer."""
    if paper.status not in {S.CHANGES_REQUESTED, S.REJECTED, S.SUSPENDED, S.REVOKED}:
        return None
    return paper.decisions.filter(act__in=TOLD).last()


def kinds_about(subject: Clinic | Practitioner) -> QuerySet[CertificationType]:
    """Every kind on offer that speaks of such a subject."""
    is_clinic = isinstance(subject, Clinic)
    about = Subject.CLINIC if is_clinic else Subject.PRACTITIONER
    return (
        CertificationType.objects.offered()
        .about(about)
        .prefetch_related("jurisdictions", "slots", "checklist")
    )


def kinds_for(subject) -> tuple[list[CertificationType], list[CertificationType]]:
    """Those that exist where the clinic is, and the others."""
    country = str(subject.country) if isinstance(subject, Clinic) else ""
    fitting, others = [], []
    for kind in kinds_about(subject):
        where = [row.jurisdiction for row in kind.jurisdictions.all()]
        fits = not (where and country) or any(
            code.partition("-")[0] == country for code in where
        )
        (fitting if fits else others).append(kind)
    return fitting, others


def facts(paper: Certification) -> list[tuple[str, object]]:
    """Label and value of what is written on it."""
    rows = [
        (_("Issued by"), paper.issuer),
        (_("Number"), paper.number),
        (_("Covers"), paper.scope),
        (_("Where it counts"), paper.jurisdiction),
        (_("Register"), paper.issuer_register_url),
        (_("Issued on"), paper.issued_on and _day(paper.issued_on)),
        (_("Valid from"), _day(paper.valid_from)),
        (
            _("Valid until"),
            _day(paper.valid_until) if paper.valid_until else _("without an end"),
        ),
    ]
    return [(label, value) for label, value in rows if value]


def as_accepted(paper: Certification) -> presenting.Line | None:
    """What the public will read if a reviewer accepts it today; None once decided."""
    if paper.status in {*DECIDED, S.REJECTED, S.WITHDRAWN}:
        return None
    best = Verification(paper.type.best_verification)
    shown = copy.copy(paper)
    shown.status = S.ACCEPTED
    shown.verification = min(
        best, Verification.DOCUMENT_SEEN, key=certifications.STRENGTH.index
    )
    shown.accepted_at = timezone.now()
    shown.counts_until = certifications.last_day(paper, from_day=timezone.localdate())
    return presenting.line(shown, on=shown.today)


def _row(paper: Certification) -> Row:
    decided = paper.status in DECIDED
    left = paper.days_left(on=paper.today) if decided else None
    return Row(paper=paper, state=state(paper), days_left=left)


def _day(date) -> str:
    return presenting.named_day(date)["day"]
