"""Certifications in words: what a page says of each on a given day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics import codes
from clinics.enums import HOLDS, Claim, ClinicStatus, Standing
from clinics.models import Certification, Decision

KINDS = {
    Standing.VALID: "good",
    Standing.EXPIRING: "warn",
    Standing.NOT_YET_VALID: "info",
    Standing.EXPIRED: "bad",
    Standing.RENEWAL_UNDER_REVIEW: "bad",  # a renewal that nobody has read yet
    Standing.SUSPENDED: "bad",
    Standing.REVOKED: "bad",
    Standing.SUPERSEDED: "neutral",
    Standing.UNPROVEN: "neutral",
}
# A clinic that is off the list takes its papers along.
STRUCK_OFF = {
    ClinicStatus.SUSPENDED: gettext_lazy("Clinic suspended"),
    ClinicStatus.CLOSED: gettext_lazy("Clinic closed"),
}
# Where it is not the paper that ends but our word for it.
RECHECK = {
    Standing.EXPIRING: gettext_lazy("Valid, re-check due"),
    Standing.EXPIRED: gettext_lazy("Re-check overdue"),
    Standing.RENEWAL_UNDER_REVIEW: gettext_lazy("Re-check under review"),
}
UNTIL = {
    Claim.REGISTERED: gettext_lazy("Registered until %(day)s."),
    Claim.LICENSED: gettext_lazy("Licensed until %(day)s."),
    Claim.CERTIFIED: gettext_lazy("Certified until %(day)s."),
    Claim.TESTED: gettext_lazy("Tested, counts until %(day)s."),
    Claim.TRAINED: gettext_lazy("Trained, counts until %(day)s."),
    Claim.INSURED: gettext_lazy("Insured until %(day)s."),
    Claim.DOCUMENTED: gettext_lazy("Documented until %(day)s."),
    Claim.DECLARED: gettext_lazy("Self-declared, until %(day)s."),
}
WITHOUT_END = {
    Claim.REGISTERED: gettext_lazy("Registered, without an end."),
    Claim.LICENSED: gettext_lazy("Licensed, without an end."),
    Claim.CERTIFIED: gettext_lazy("Certified, without an end."),
    Claim.TESTED: gettext_lazy("Tested, without an end."),
    Claim.TRAINED: gettext_lazy("Trained, without an end."),
    Claim.INSURED: gettext_lazy("Insured, without an end."),
    Claim.DOCUMENTED: gettext_lazy("Documented, without an end."),
    Claim.DECLARED: gettext_lazy("Self-declared, without an end."),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One certification on one day; `decision` is what suspended or revoked it."""

    certification: Certification
    standing: Standing
    days_left: int | None
    decision: Decision | None = None

    @property
    def fallen(self) -> bool:
        """Whether it would hold, now or later, if its clinic did."""
        clinic = self.certification.clinic
        would_hold = self.standing in HOLDS | {Standing.NOT_YET_VALID}
        return would_hold and clinic is not None and clinic.status in STRUCK_OFF

    @property
    def holds(self) -> bool:
        return self.standing in HOLDS and not self.fallen

    @property
    def kind(self) -> str:
        """A kind of components/status.html. A promise never looks like a proof."""
        if self.fallen:
            return "bad"
        if self.holds and self.certification.is_self_declared:
            return "neutral"
        return KINDS[self.standing]

    @property
    def word(self) -> str | Promise:
        """What it is worth, in a word or two. A promise is never called valid."""
        if self.fallen:
            return STRUCK_OFF[self.certification.clinic.status]
        if self.holds and self.certification.is_self_declared:
            return self.certification.get_verification_display()
        if self.standing in RECHECK and not ends_by_itself(self.certification):
            return RECHECK[self.standing]
        return self.standing.label

    @property
    def sentences(self) -> list[str]:
        """From when until when, as far as that matters now."""
        paper = self.certification
        if self.fallen:
            return [_("It does not count while the clinic is off the list.")]
        match self.standing:
            case Standing.VALID | Standing.EXPIRING:
                return [until(paper), *_again(paper)]
            case Standing.NOT_YET_VALID:
                return [_("It begins on %(day)s.") % named_day(paper.valid_from)]
            case Standing.EXPIRED:
                return [ended(paper)]
            case Standing.RENEWAL_UNDER_REVIEW:
                waits = _(
                    "A renewal is with our reviewers. Until they decide, this does "
                    "not hold."
                )
                return [ended(paper), waits]
            case Standing.SUSPENDED:
                since = _("Suspended since %(day)s. It does not hold meanwhile.")
                told = [since % named_day(local_day(paper, self.decision.began_at))]
                return [*told, *waits_for_another(paper)]
            case Standing.REVOKED:
                since = _("Revoked on %(day)s. It does not hold any more.")
                return [since % named_day(local_day(paper, self.decision.began_at))]
        return []

    @property
    def checked(self) -> str:
        """Which role looked, and when; names of reviewers are nobody's business."""
        paper = self.certification
        facts = named_day(local_day(paper, paper.accepted_at))
        if paper.is_self_declared:
            return (
                _(
                    "Taken in by a certification reviewer on %(day)s. Nobody has "
                    "checked what it says."
                )
                % facts
            )
        return ngettext(
            "Checked by a certification reviewer on %(day)s.",
            "Checked by %(number)s certification reviewers, the last on %(day)s.",
            paper.type.approvals_needed,
        ) % (facts | {"number": paper.type.approvals_needed})

    @property
    def code(self) -> str:
        """As printed; "" before a decision gives one."""
        code = self.certification.code
        return codes.shown(code) if code else ""


def line(
    certification: Certification,
    *,
    on: datetime.date,
    decision: Decision | None = None,
) -> Line:
    return Line(
        certification=certification,
        standing=certification.standing(on=on),
        days_left=certification.days_left(on=on),
        decision=decision,
    )


def by_days_left(
    certifications: Iterable[Certification], *, on: datetime.date
) -> list[Line]:
    """What ends first comes first; what was replaced is left out."""
    lines = [line(each, on=on) for each in certifications]
    kept = [each for each in lines if each.standing != Standing.SUPERSEDED]
    return sorted(kept, key=lambda each: (each.days_left, each.certification.pk))


def ends_by_itself(paper: Certification) -> bool:
    """Whether the last day we vouch for is an end of the paper, not of our last look.

    A kind with a longest validity gives an end to a paper that bears none.
    """
    if paper.valid_until is None:
        return not paper.type.has_no_end
    return paper.valid_until == paper.counts_until


def until(paper: Certification) -> str:
    """The public word of its kind, and the last day on the paper, if it has one."""
    claim = Claim(paper.type.claim)
    if paper.valid_until is None and paper.type.has_no_end:
        return str(WITHOUT_END[claim])
    return UNTIL[claim] % named_day(paper.valid_until or paper.counts_until)


def ended(paper: Certification) -> str:
    if ends_by_itself(paper):
        return _("It ended on %(day)s.") % named_day(paper.counts_until)
    return _(
        "We vouched for it until %(day)s and have not been shown since that it goes on."
    ) % named_day(paper.counts_until)


def waits_for_another(paper: Certification) -> list[str]:
    """Of an emergency suspension: who must still agree, and by when."""
    if not paper.is_held:
        return []
    return [
        _("Another reviewer has to confirm this by %(day)s, or it ends.")
        % named_day(local_day(paper, paper.held_until))
    ]


def local_day(paper: Certification, moment: datetime.datetime) -> datetime.date:
    """The day of a moment where the subject of the paper is; by UTC for a person."""
    return paper.clinic.local_day(moment) if paper.clinic else moment.date()


def _again(paper: Certification) -> list[str]:
    if ends_by_itself(paper):
        return []
    return [_("We look again by %(day)s.") % named_day(paper.counts_until)]


def named_day(date: datetime.date) -> dict[str, str]:
    """For a sentence with a day in it."""
    return {"day": date_format(date, "DATE_FORMAT")}
