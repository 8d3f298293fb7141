"""Why each health question is asked before a session.

The questions are those of `risk` in the symptom catalogue, so that what a person
answers to a clinic is what triage reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.knowledge import datafile, sources
from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.text import Text

FILE = "health_questions.yaml"
QUESTION = CATALOGUE.item("risk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is asked, and why, for whoever answers."""

    risk: str
    asks: Text
    why: Text
    mark: sources.Mark
    sources: tuple[str, ...]


def _reason(entry: datafile.Entry) -> Reason:
    entry.only("risk", "why", "mark", "sources")
    risk = entry.one_of("risk", [str(value) for value in QUESTION.values])
    return Reason(
        risk=risk,
        asks=QUESTION.option(risk).label,
        why=entry.text("why"),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )


def load(file: datafile.Entry) -> Mapping[str, Reason]:
    """The reasons by risk, in the order of the questions, one for each of them."""
    file.only("version", "reasons")
    found: dict[str, Reason] = {}
    for entry in file.entries("reasons"):
        reason = _reason(entry)
        if reason.risk in found:
            raise entry.fail("this risk is written twice")
        found[reason.risk] = reason
    if missing := [risk for risk in QUESTION.values if risk not in found]:
        raise file.fail(f"no reason for {', '.join(map(str, missing))}")
    return MappingProxyType({str(risk): found[str(risk)] for risk in QUESTION.values})


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
REASONS: Mapping[str, Reason] = load(_DATA)


def asked(risks: Iterable[str], *, language: str | None) -> list[str]:
    """What applies to somebody, in words and in the order of the questions."""
    told = set(risks)
    return [
        reason.asks.to(language or "en")
        for risk, reason in REASONS.items()
        if risk in told
    ]
