"""What a check-in asks: eight questions on a usual day, others as answers open them."""

from portal.knowledge import plan_steps, reports
from portal.knowledge.symptoms import CATALOGUE, Answers
from portal.ui.check.groups import ALWAYS_ASKED, GROUPS, RISK, TREND

USUAL = (
    "redness_extent",
    "heat",
    "swelling",
    "fluid",
    "scabs",
    "pain_nrs",
    "itch_nrs",
    "feels_feverish",
)
LATE = "raised_ink"
# The person's health is known from their profile: nobody is asked every day.
FIRST = tuple(key for key in ALWAYS_ASKED if key != RISK) + USUAL
ALL = FIRST + tuple(
    key for group in GROUPS for key in group.questions if key not in USUAL
)

_SPREADING = ("temp", "shivery", "unwell", "glands", "blisters_sores", "bumps")
_OPENED_BY = {
    "redness_extent": _SPREADING,
    "heat": _SPREADING,
    "pain_nrs": _SPREADING,
    "fluid": (*_SPREADING, "bleeding"),
    "feels_feverish": ("temp", "shivery", "unwell", "glands"),
    "swelling": ("eye_face", "eye_signs", "rash_elsewhere"),
    "scabs": ("bleeding", "tightness", "blisters_sores"),
    "itch_nrs": ("itch_interference", "rash_elsewhere", "product_rash"),
}


def usual(day: int) -> tuple[str, ...]:
    """The questions of the first page; what ink does late is asked late."""
    return USUAL if day <= plan_steps.LAST_DAY else (*USUAL, LATE)


def opened(answers: Answers, *, day: int) -> tuple[str, ...]:
    """What to ask besides, in the order of the catalogue; nothing on a usual day.

    An answer beyond what is usual on that day opens the questions about it. Who is
    worse than yesterday is asked what a spreading infection would show.
    """
    found = set()
    for key in reports.read(answers, day=day).beyond:
        found.update(_OPENED_BY.get(key, ()))
    if answers.get(TREND) == "worse":
        found.update(_SPREADING)
    return tuple(key for key in CATALOGUE.items if key in found - answers.keys())
