"""What the public is told of one paper, at the moment of asking."""

import datetime
import zoneinfo
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics.enums import HOLDS, Act, Standing, Verification
from clinics.models import Certification, Clinic, Decision, StatusChange
from clinics.presenting import (
    KINDS,
    RECHECK,
    STRUCK_OFF,
    ended,
    ends_by_itself,
    named_day,
    until,
    waits_for_another,
)

ICONS = {
    Standing.VALID: "check",
    Standing.EXPIRING: "clock",
    Standing.NOT_YET_VALID: "calendar",
    Standing.EXPIRED: "cross",
    Standing.RENEWAL_UNDER_REVIEW: "cross",
    Standing.SUSPENDED: "alert",
    Standing.REVOKED: "cross",
    Standing.SUPERSEDED: "arrow",
}
MEANS = {
    Verification.SELF_DECLARED: gettext_lazy(
        "Whoever holds the paper says so. Nobody has confirmed it."
    ),
    Verification.DOCUMENT_SEEN: gettext_lazy(
        "The document was read. Whoever issued it was not asked."
    ),
    Verification.REGISTER: gettext_lazy(
        "The entry was found in the public register of whoever issued it."
    ),
    Verification.ISSUER: gettext_lazy("Whoever issued it has confirmed it."),
}
REPLACEABLE = {
    Standing.SUPERSEDED,
    Standing.EXPIRED,
    Standing.RENEWAL_UNDER_REVIEW,
    Standing.EXPIRING,
}
TAKEN_AWAY = {
    Standing.SUSPENDED: [Act.SUSPEND, Act.EMERGENCY],
    Standing.REVOKED: [Act.REVOKE],
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A clinic where the practitioner of a paper works that day."""

    clinic: Clinic
    struck_off: str | Promise


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One paper on one day, and what is said of it."""

    certification: Certification
    standing: Standing
    day: datetime.date
    asked_at: datetime.datetime
    true_until: datetime.datetime
    decision: Decision | None
    struck_off: StatusChange | None
    renewal: Certification | None
    places: list[Place]

    @property
    def fallen(self) -> bool:
        """Whether the paper would hold, now or later, if its clinic did."""
        would_hold = self.standing in HOLDS | {Standing.NOT_YET_VALID}
        return would_hold and self.struck_off is not None

    @property
    def holds(self) -> bool:
        return self.standing in HOLDS and not self.fallen

    @property
    def kind(self) -> str:
        """A kind of components/status.html."""
        return "bad" if self.fallen else KINDS[self.standing]

    @property
    def icon(self) -> str:
        return "alert" if self.fallen else ICONS[self.standing]

    @property
    def word(self) -> str | Promise:
        if self.fallen:
            return STRUCK_OFF[self.certification.clinic.status]
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
                return [until(paper), *self._looked_at_again()]
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
                told = [since % named_day(self.decided_on)]
                return [*told, *waits_for_another(paper)]
            case Standing.REVOKED:
                since = _("Revoked on %(day)s. It does not hold any more.")
                return [since % named_day(self.decided_on)]
        return [_("A newer paper took its place. This one does not count any more.")]

    @property
    def decided_on(self) -> datetime.date:
        """The day of the suspension or revocation, where the clinic stands."""
        return self._local_day(self.decision.began_at)

    @property
    def struck_off_on(self) -> datetime.date:
        return self._local_day(self.struck_off.at)

    @property
    def checked_on(self) -> datetime.date:
        return self._local_day(self.certification.accepted_at)

    @property
    def asked(self) -> str:
        """The moment of asking, by the clock of the clinic; a person has none."""
        moment = {"asked": date_format(self.asked_at, "DATETIME_FORMAT")}
        if self.certification.practitioner:
            return _("As of %(asked)s (UTC).") % moment
        return _("As of %(asked)s, by the clock of the place.") % moment

    @property
    def checked_by(self) -> str:
        """Which role decided; names of reviewers are nobody's business."""
        number = self.certification.type.approvals_needed
        return ngettext(
            "A certification reviewer who has no tie to whom it speaks of",
            "%(number)s certification reviewers, each on their own, who have no tie "
            "to whom it speaks of",
            number,
        ) % {"number": number}

    @property
    def what_the_check_means(self) -> str | Promise:
        return MEANS[Verification(self.certification.verification)]

    def _looked_at_again(self) -> list[str]:
        paper = self.certification
        if ends_by_itself(paper):
            return []
        return [_("We look again by %(day)s.") % named_day(paper.counts_until)]

    def _local_day(self, moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(self.asked_at.tzinfo).date()


def verdict(paper: Certification) -> Verdict:
    """What holds now. `paper` was read with `for_reading()`; at most 3 queries."""
    day = paper.today
    standing = paper.standing(on=day)
    return Verdict(
        certification=paper,
        standing=standing,
        day=day,
        asked_at=timezone.now().astimezone(_zone(paper)),
        true_until=paper.true_until,
        decision=_decision(paper, standing),
        struck_off=_struck_off(paper.clinic),
        renewal=_renewal(paper) if standing in REPLACEABLE else None,
        places=_places(paper, on=day),
    )


def _decision(paper: Certification, standing: Standing) -> Decision | None:
    acts = TAKEN_AWAY.get(standing)
    if acts is None:
        return None
    return paper.decisions.with_reply().filter(act__in=acts).last()


def _struck_off(clinic: Clinic | None) -> StatusChange | None:
    if clinic is None or clinic.status not in STRUCK_OFF:
        return None
    return clinic.status_changes.filter(to=clinic.status).last()


def _renewal(paper: Certification) -> Certification | None:
    """The newest paper that was accepted in its place, whatever became of it."""
    renewals: QuerySet[Certification] = paper.renewals.decided()
    return renewals.order_by("accepted_at", "pk").last()


def _places(paper: Certification, *, on: datetime.date) -> list[Place]:
    if paper.practitioner is None:
        return []
    placements = (
        paper.practitioner.placements.running(on=on)
        .filter(clinic__in=Clinic.objects.on_record())
        .select_related("clinic")
    )
    return [
        Place(clinic=each.clinic, struck_off=STRUCK_OFF.get(each.clinic.status, ""))
        for each in placements
    ]


def _zone(paper: Certification) -> datetime.tzinfo:
    return zoneinfo.ZoneInfo(paper.clinic.time_zone if paper.clinic else "UTC")
