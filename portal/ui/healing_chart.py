"""The healing course as charts: in the articles, the check and a person's own plan."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.knowledge import course
from portal.knowledge.symptoms import CATALOGUE, Item
from portal.ui import charts

NUMBERS = tuple(map(str, range(11)))
NONE = pgettext_lazy("severity", "None")
SEVERITY = (NONE, _("Mild"), _("Moderate"), _("Severe"), _("Very severe"))

# The axis has room for one or two words; the table beside it has the whole answer.
WORDS = {
    "redness_extent": (
        NONE,
        _("Fading"),
        pgettext_lazy("redness", "Not fading"),
        _("Spreading"),
        _("Spread far"),
    ),
    "scabs": (
        pgettext_lazy("scabs", "None"),
        _("A few"),
        _("Many"),
        _("Thick"),
        _("Weeping"),
    ),
    "heat": SEVERITY,
    "swelling": SEVERITY,
    "tightness": SEVERITY,
    "pain_nrs": NUMBERS,
    "itch_nrs": NUMBERS,
}


def healing_chart(
    symptom: str,
    *,
    own: tuple[int, int] | None = None,
    earlier: Sequence[tuple[int, int]] = (),
    today: int | None = None,
) -> charts.Chart:
    """The highest grade of a symptom that still is usual, day by day.

    `own` is a person's own day and grade, to be marked in it, `earlier` what they told
    before; `today` the day on which they are, when they told nothing.
    """
    language = get_language() or "en"
    item = CATALOGUE.items[symptom]
    bands = course.bands(symptom)
    highest = max(band.highest_expected for band in bands)
    told = [grade for _day, grade in (*earlier, *([own] if own else ()))]
    shown = 1 + max(highest + 1, *told, 0)
    return charts.band_chart(
        name=f"healing-{symptom.replace('_', '-')}",
        title=gettext("%(symptom)s after a session, day by day")
        % {"symptom": item.name.to(language)},
        description=_description(item, own, today, language)
        + _before(item, earlier, language),
        scale=WORDS[symptom][:shown],
        steps=[
            charts.Step(
                first_day=band.first_day,
                last_day=band.last_day,
                grade=band.highest_expected,
                label=_meaning(item, band.highest_expected, language),
            )
            for band in bands
        ],
        marker=own if today is None else (today, _usual(symptom, today)),
        earlier=earlier,
    )


def _usual(symptom: str, day: int) -> int:
    return course.highest_expected(symptom, day=day)


def _meaning(item: Item, grade: int, language: str) -> str:
    return item.option(grade).label.to(language) if item.options else str(grade)


def _before(item: Item, earlier: Sequence[tuple[int, int]], language: str) -> str:
    """The rings in words; nothing without any."""
    if not earlier:
        return ""
    told = [
        gettext("day %(day)s “%(grade)s”")
        % {"day": day, "grade": _meaning(item, grade, language)}
        for day, grade in earlier
    ]
    rings = gettext("The rings are earlier answers: %(told)s.")
    return " " + rings % {"told": ", ".join(told)}


def _description(item: Item, own, today: int | None, language: str) -> str:
    said = gettext("The most that is still usual on each day after a session.")
    if today is not None:
        most = _meaning(item, _usual(item.key, today), language)
        dot = gettext("The dot is today, day %(day)s: at most “%(usual)s”.")
        return f"{said} {dot % {'day': today, 'usual': most}}"
    if own is None:
        return said
    day, grade = own
    usual = _usual(item.key, day)
    dot = gettext(
        "The dot is the answer of day %(day)s: “%(grade)s”. "
        "The most that is usual then: “%(usual)s”."
    ) % {
        "day": day,
        "grade": _meaning(item, grade, language),
        "usual": _meaning(item, usual, language),
    }
    return f"{said} {dot}"


def sign_off() -> str:
    """Who has checked the course, or that nobody has."""
    return course.SIGN_OFF.statement.to(get_language() or "en")
