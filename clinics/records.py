"""What a clinic's own records show of it. Apps above, which keep them, say how."""

from collections.abc import Callable

from clinics.models import Clinic
from portal.knowledge.hygiene import Fact

_SHOWN: dict[Fact, Callable[[Clinic], bool]] = {}


def show(fact: Fact, is_shown: Callable[[Clinic], bool]) -> None:
    """Let an app above answer for a fact, in its `AppConfig.ready`."""
    _SHOWN[fact] = is_shown


def facts(clinic: Clinic) -> set[Fact]:
    """What the records of that clinic show at this moment; a query for each fact."""
    return {fact for fact, is_shown in _SHOWN.items() if is_shown(clinic)}
