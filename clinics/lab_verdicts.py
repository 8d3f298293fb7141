"""What a laboratory report shows, place by place, in words and figures."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinics.models import LabResult
from portal.knowledge import concentrations, ink_limits
from portal.knowledge.ink_limits import Limit, Outcome, Verdict
from portal.knowledge.ink_table import TABLE, Jurisdiction, plain

PLACES = ("EU", "GB", "US")  # one code of each place whose rules we know
STATUS = {Outcome.PASS: "good", Outcome.FAIL: "bad", Outcome.PROVES_NOTHING: "warn"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One substance: what was found, what is allowed, and the verdict on it."""

    substance: str
    found: str
    found_ppm: float | None  # None when nothing was found and no limit of sight given
    is_bound: bool  # what is in the ink lies below that figure
    verdict: Verdict

    @property
    def kind(self) -> str:
        return STATUS[self.verdict.outcome]

    @property
    def word(self) -> str:
        return {
            Outcome.PASS: _("Below the limit"),
            Outcome.FAIL: _("At or above the limit"),
            Outcome.PROVES_NOTHING: _("Proves nothing"),
        }[self.verdict.outcome]

    @property
    def reason(self) -> str:
        return self.verdict.reason.to(get_language() or "en")

    @property
    def limit(self) -> str:
        if self.verdict.limit is None:
            return ""
        return f"{self.verdict.limit.ppm.normalize():f} mg/kg"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a report shows in one place on one day."""

    code: str
    place: str
    statement: str
    has_limits: bool
    lines: list[Line]
    untested: tuple[Limit, ...]

    @cached_property
    def over(self) -> list[str]:
        """The substances at or above their limit."""
        return self._named(Outcome.FAIL)

    @cached_property
    def unproven(self) -> list[str]:
        """The substances with a limit in force about which nothing was shown."""
        return self._named(Outcome.PROVES_NOTHING)

    @cached_property
    def missing(self) -> list[str]:
        """The metals and PAH with a limit that the report leaves out."""
        return [limit.substance for limit in self.untested]

    @property
    def outcome(self) -> Outcome:
        if self.over:
            return Outcome.FAIL
        if not self.has_limits or self.unproven or self.missing:
            return Outcome.PROVES_NOTHING
        return Outcome.PASS

    @property
    def kind(self) -> str:
        return STATUS[self.outcome]

    @property
    def word(self) -> str:
        if self.outcome is Outcome.FAIL:
            names = ", ".join(self.over)
            return _("At or above the limit: %(substances)s") % {"substances": names}
        if self.outcome is Outcome.PASS:
            return _("Below every limit tested")
        return _("Proves nothing")

    @property
    def because(self) -> str:
        """Why it proves nothing; "" when it does."""
        if self.outcome is not Outcome.PROVES_NOTHING:
            return ""
        if not self.has_limits:
            return self.statement
        told = []
        if self.unproven:
            names = ", ".join(self.unproven)
            told.append(_("Nothing certain about: %(names)s.") % {"names": names})
        if self.missing:
            names = ", ".join(self.missing)
            told.append(_("Not tested: %(names)s.") % {"names": names})
        return " ".join(told)

    def _named(self, outcome: Outcome) -> list[str]:
        return [
            line.substance
            for line in self.lines
            if line.verdict.outcome is outcome and line.verdict.limit
        ]


def everywhere(results: Iterable[LabResult], *, on: datetime.date) -> list[Shown]:
    """What the results show in each place whose rules we know."""
    results = list(results)
    return [shown(results, jurisdiction=code, on=on) for code in PLACES]


def shown(
    results: Iterable[LabResult], *, jurisdiction: str, on: datetime.date
) -> Shown:
    """What the results show in one place; a country stands for itself."""
    results = list(results)
    told = [result.told for result in results]
    verdicts = ink_limits.check(told, jurisdiction=jurisdiction, on=on)
    by_name = _by_substance(results)
    place = TABLE.jurisdictions.get(jurisdiction.upper())
    language = get_language() or "en"
    return Shown(
        code=jurisdiction,
        place=_name(place, language),
        statement=(place.statement if place else TABLE.elsewhere).to(language),
        has_limits=bool(place and place.in_force),
        lines=[_line(verdict, by_name) for verdict in verdicts],
        untested=ink_limits.untested(told, jurisdiction=jurisdiction, on=on),
    )


def _name(place: Jurisdiction | None, language: str) -> str:
    return place.name.to(language) if place else _("Another place")


def _by_substance(results: list[LabResult]) -> dict[str, list[LabResult]]:
    """The lines of a report by the name that their verdict will carry."""
    found: dict[str, list[LabResult]] = {}
    for result in results:
        for verdict in ink_limits.check(
            [result.told], jurisdiction="", on=datetime.date.min
        ):
            found.setdefault(plain(verdict.substance), []).append(result)
    return found


def _line(verdict: Verdict, by_name: dict[str, list[LabResult]]) -> Line:
    results = by_name[plain(verdict.substance)]
    highest = max(results, key=lambda each: _ppm(each) or 0)
    unit = f" {highest.unit}" if highest.value is not None else ""
    part = f", {highest.get_fraction_display().lower()}" if highest.fraction else ""
    return Line(
        substance=verdict.substance,
        found=f"{highest.shown_value}{unit}{part}",
        found_ppm=_ppm(highest),
        is_bound=highest.qualifier in ("<", "<=", "n.d.") or highest.value == 0,
        verdict=verdict,
    )


def _ppm(result: LabResult) -> float | None:
    """What was found, or the least that would have been seen."""
    number = result.value or result.detection_limit
    if number is None:
        return None
    return float(number * concentrations.factor(result.unit))
