"""The healing course as charts that pages show."""

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.knowledge import course
from portal.knowledge.symptoms import CATALOGUE
from portal.ui import charts

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
}


def chartable_symptoms() -> list[tuple[str, str]]:
    """The symptoms of the healing course that can be drawn, with their names."""
    language = get_language() or "en"
    return [(key, CATALOGUE.items[key].name.to(language)) for key in WORDS]


def healing_chart(symptom: str) -> charts.Chart:
    """The highest grade of a symptom that still is usual, day by day."""
    language = get_language() or "en"
    item = CATALOGUE.items[symptom]
    bands = course.bands(symptom)
    shown = 2 + max(band.highest_expected for band in bands)
    return charts.band_chart(
        id=f"healing-{symptom.replace('_', '-')}",
        title=gettext("%(symptom)s after a session, day by day")
        % {"symptom": item.name.to(language)},
        description=gettext(
            "The most that is still usual on each day after a session."
        ),
        scale=WORDS[symptom][:shown],
        steps=[
            charts.Step(
                first_day=band.first_day,
                last_day=band.last_day,
                grade=band.highest_expected,
                label=item.option(band.highest_expected).label.to(language),
            )
            for band in bands
        ],
    )


def sign_off() -> str:
    """Who has checked the course, or that nobody has."""
    return course.SIGN_OFF.statement.to(get_language() or "en")
