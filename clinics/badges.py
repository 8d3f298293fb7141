"""A paper as a small picture for other websites, and how long it may be kept there."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import Standing
from clinics.verifying import Verdict, ends_by_itself

KEPT_BY_BROWSERS = datetime.timedelta(seconds=60)
COLOURS = {
    "good": "#1b6437",
    "warn": "#7a4800",
    "bad": "#a11d18",
    "info": "#1d4e87",
    "neutral": "#4b5754",
}
WORDS = {
    Standing.VALID: gettext_lazy("Valid"),
    Standing.EXPIRING: gettext_lazy("Ends soon"),
    Standing.NOT_YET_VALID: gettext_lazy("Not yet valid"),
    Standing.EXPIRED: gettext_lazy("Expired"),
    Standing.RENEWAL_UNDER_REVIEW: gettext_lazy("Expired"),
    Standing.SUSPENDED: gettext_lazy("Suspended"),
    Standing.REVOKED: gettext_lazy("Revoked"),
    Standing.SUPERSEDED: gettext_lazy("Replaced"),
}
RECHECK = {
    Standing.EXPIRING: gettext_lazy("Valid"),
    Standing.EXPIRED: gettext_lazy("Unconfirmed"),
    Standing.RENEWAL_UNDER_REVIEW: gettext_lazy("Unconfirmed"),
}
ROOM = 130  # units beside the icon
LARGE, MIDDLE, SMALL = 19, 14, 11
# What a letter of a wide typeface takes on average, of its size.
BOLD, PLAIN = 0.7, 0.6


@dataclass(frozen=True)
class Line:
    """A line of text; `is_tight` when a wide typeface would run out of the badge."""

    text: str
    size: int

    @property
    def is_tight(self) -> bool:
        letter = PLAIN if self.size == SMALL else BOLD
        return len(self.text) * self.size * letter > ROOM


@dataclass(frozen=True, kw_only=True)
class Badge:
    """What the picture says, from top to bottom."""

    word: Line
    when: Line
    day: str
    icon: str
    colour: str


def of(verdict: Verdict) -> Badge:
    return Badge(
        word=_in_large(_word(verdict)),
        when=Line(_when(verdict), SMALL),
        day=_day(verdict.day)["day"],
        icon=verdict.icon,
        colour=COLOURS[verdict.kind],
    )


def unknown() -> Badge:
    return Badge(
        word=_in_large(_("Unknown code")),
        when=Line(_("not issued by us"), SMALL),
        day="",
        icon="alert",
        colour=COLOURS["bad"],
    )


def kept_until(verdict: Verdict) -> datetime.datetime:
    """Until when we may hand out the same picture again.

    A browser keeps it for some seconds more, so it stops being handed out that much
    before it may change.
    """
    return verdict.true_until - KEPT_BY_BROWSERS


def seconds_in_browsers(verdict: Verdict) -> int:
    left = verdict.true_until - timezone.now()
    return int(min(KEPT_BY_BROWSERS, left).total_seconds())


def _in_large(word: str | Promise) -> Line:
    line = Line(str(word), LARGE)
    return Line(line.text, MIDDLE) if line.is_tight else line


def _word(verdict: Verdict) -> str | Promise:
    if verdict.fallen:
        return verdict.word
    if not ends_by_itself(verdict.certification) and verdict.standing in RECHECK:
        return RECHECK[verdict.standing]
    return WORDS[verdict.standing]


def _when(verdict: Verdict) -> str:
    paper = verdict.certification
    if verdict.holds:
        if ends_by_itself(paper):
            return _("until %(day)s") % _day(paper.counts_until)
        return _("re-check %(day)s") % _day(paper.counts_until)
    if verdict.fallen:
        return _("since %(day)s") % _day(verdict.struck_off_on)
    match verdict.standing:
        case Standing.NOT_YET_VALID:
            return _("from %(day)s") % _day(paper.valid_from)
        case Standing.EXPIRED | Standing.RENEWAL_UNDER_REVIEW:
            if ends_by_itself(paper):
                return _("ended %(day)s") % _day(paper.counts_until)
            return _("since %(day)s") % _day(paper.counts_until)
        case Standing.SUSPENDED | Standing.REVOKED:
            return _("since %(day)s") % _day(verdict.decided_on)
    return _("by a newer paper")


def _day(day: datetime.date) -> dict[str, str]:
    return {"day": date_format(day, "SHORT_DATE_FORMAT")}
