"""The seven things that make a side effect of SMP more likely."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.knowledge import datafile, sources
from portal.knowledge.text import Text

FILE = "risk_factors.yaml"


class Dimension(StrEnum):
    """Who or what carries a risk factor, and so who can answer it."""

    PRACTITIONER = "practitioner"
    INK = "ink"
    PREMISES = "premises"
    CLIENT = "client"
    AFTERCARE = "aftercare"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFactor:
    """One risk factor, with one sentence that says why it matters."""

    slug: str
    dimension: Dimension
    name: Text
    explanation: Text
    mark: sources.Mark
    sources: tuple[str, ...]


def _factor(entry: datafile.Entry) -> RiskFactor:
    entry.only("slug", "dimension", "name", "explanation", "mark", "sources")
    return RiskFactor(
        slug=entry.take("slug", str),
        dimension=Dimension(entry.one_of("dimension", tuple(Dimension))),
        name=entry.text("name"),
        explanation=entry.text("explanation"),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )


def load(file: datafile.Entry) -> Mapping[str, RiskFactor]:
    """The risk factors of a data file, by slug; a slug twice is a `DataError`."""
    file.only("version", "factors")
    found: dict[str, RiskFactor] = {}
    for entry in file.entries("factors"):
        factor = _factor(entry)
        if factor.slug in found:
            raise entry.fail(f"slug {factor.slug!r} is written twice")
        found[factor.slug] = factor
    return MappingProxyType(found)


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
RISK_FACTORS: Mapping[str, RiskFactor] = load(_DATA)


def get(slug: str) -> RiskFactor:
    """The risk factor of that slug; `KeyError` when there is none."""
    return RISK_FACTORS[slug]
