"""What is measured: pages, searches, the check of a symptom, and in which state."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

UNCACHED = "?cold=1"  # an answer to an address with a query is never kept
FULL, PASSED_BY, FIRST, NEVER = "full", "passed by", "first", "never kept"

PAGES = ("home", "article", "article_index", "risk_factor", "guide")
IN_PARTS = ("article", "risk_factor", "guide")  # whose parts a process remembers
SEARCHES = {"a hit": "itch", "a slip": "swelingg", "a miss": "qwertzy"}
SIGNED_IN = {  # by what `demo --addresses` calls the page
    "today": "client",
    "plan": "client",
    "passport": "client",
    "clients": "owner",
    "treatments": "owner",
}
TOLD = {
    "redness_extent": "3",
    "pain_nrs": "6",
    "heat": "2",
    "temp": "38.5",
    "day": "5",
}


@dataclass(frozen=True, kw_only=True)
class Target:
    """One request in one state; `told` is the body of a POST, `role` who asks."""

    name: str
    path: str
    state: str
    told: str = ""
    role: str = ""

    @property
    def address(self) -> str:
        return self.path + (UNCACHED if self.state in (PASSED_BY, FIRST) else "")


def targets(known: dict[str, str]) -> list[Target]:
    """Everything, by the addresses of the demo world."""
    found = []
    for name in PAGES:
        states = (FIRST,) * (name in IN_PARTS) + (PASSED_BY, FULL)
        found += [Target(name=name, path=known[name], state=each) for each in states]
    for name, words in SEARCHES.items():
        path = f"/search/?{urlencode({'q': words})}"
        found.append(Target(name=f"search: {name}", path=path, state=NEVER))
    check = known["check"]
    found += [
        Target(name="check: form", path=check, state=each) for each in (PASSED_BY, FULL)
    ]
    told = Target(name="check: answer", path=check, state=NEVER, told=urlencode(TOLD))
    own = [
        Target(name=f"{role}: {name}", path=known[name], state=NEVER, role=role)
        for name, role in SIGNED_IN.items()
    ]
    return [*found, told, *own]


def triage(*, earlier: int) -> Callable[[], object]:
    """One report after so many earlier ones, read and judged."""
    from portal.knowledge import reports, triage

    answers = {"redness_extent": 3, "pain_nrs": 6, "heat": 2, "temp": 38.5}
    history = [reports.Earlier(day=day, answers=answers) for day in range(earlier)]
    return lambda: triage.assess(answers, day=earlier, history=history)
