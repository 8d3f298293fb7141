"""The words of the answer that no data file holds: what to do next, by level."""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.knowledge import triage
from portal.knowledge.symptoms import CATALOGUE, Kind
from portal.knowledge.triage import Level

CARE = {
    Level.EXPECTED: "non-urgent",
    Level.CLINIC: "non-urgent",
    Level.URGENT: "urgent",
    Level.EMERGENCY: "emergency",
}
ICONS = {
    Level.EXPECTED: "check",
    Level.CLINIC: "info",
    Level.URGENT: "phone",
    Level.EMERGENCY: "alert",
}
STATUS = {
    Level.EXPECTED: "good",
    Level.CLINIC: "info",
    Level.URGENT: "bad",
    Level.EMERGENCY: "bad",
}
CARD_HEADINGS = {
    Level.EXPECTED: gettext_lazy("Go on as planned"),
    Level.CLINIC: gettext_lazy("Write to your clinic or call it"),
    Level.URGENT: gettext_lazy("Call a doctor today, also at night"),
    Level.EMERGENCY: gettext_lazy("Call 112, 999 or 911 now"),
}

_SAY = [
    gettext_lazy("Say that the skin of your head was tattooed, and how long ago."),
    gettext_lazy("Read out what you told us. It stands on this page."),
    gettext_lazy("Name your illnesses, medicines and allergies."),
]
_IF_WORSE = gettext_lazy(
    "If it gets worse, or a new sign comes, check again at once, at any hour."
)
NEXT: dict[Level, list[Promise]] = {
    Level.EXPECTED: [
        gettext_lazy("Look again tomorrow, in daylight, and compare."),
        _IF_WORSE,
        gettext_lazy("If you are worried all the same, ask your clinic or a doctor."),
    ],
    Level.CLINIC: [
        gettext_lazy(
            "Show or read your clinic what you told us, and send a photo in daylight."
        ),
        gettext_lazy("No clinic, or no answer? Ask a pharmacist or a doctor."),
        _IF_WORSE,
    ],
    Level.URGENT: [
        *_SAY,
        gettext_lazy("If one of the emergency signs comes, call the emergency number."),
    ],
    Level.EMERGENCY: [
        gettext_lazy("If you can, have somebody stay with you and open the door."),
        *_SAY,
    ],
}
# In place of the steps above when distress alone asks for help.
IN_A_CRISIS = [
    gettext_lazy("Be with somebody you trust, or call them, until help is there."),
    gettext_lazy("Put away what you could hurt yourself with."),
]
ACTIONS: dict[str, Promise] = {
    "blood_test": gettext_lazy("Ask the doctor whether a blood test makes sense."),
    "book_gp": gettext_lazy("Book an appointment with a doctor."),
    "crisis_line": gettext_lazy(
        "To talk to somebody day or night: in the UK call 111 and choose option 2, in "
        "the USA and Canada 988, in Spain 024, in Ireland 116 123."
    ),
    "flag_batch": gettext_lazy("Ask your clinic for the name and batch of the ink."),
    "measure_temperature": gettext_lazy(
        "Measure your temperature, and again in a few hours."
    ),
    "safeguarding": gettext_lazy("Tell a parent or another adult you trust."),
    "see_dermatologist": gettext_lazy("Ask to be seen by a skin specialist."),
    "stop_product": gettext_lazy("Stop the product, and keep its label."),
    "stop_sessions": gettext_lazy(
        "Have no further session until it has been looked at."
    ),
}


def emergency_card(language: str) -> dict:
    """What stands above the form, whatever happens below it."""
    return {
        "heading": _("Call 112, 999 or 911 now if"),
        "items": [
            _("It is hard to breathe or to swallow"),
            _("Lips, mouth, tongue or throat swell suddenly"),
            _("Skin, tongue or lips are blue, grey or very pale"),
            _("Somebody faints, is confused or is hard to wake"),
        ],
        "body": format_html(
            "<p>{}</p>",
            _("Do not fill in this page first, and do not drive yourself."),
        ),
        "when_ticked": triage.RULES.levels[Level.EMERGENCY].advice.to(language),
    }


def in_words(key: str, value: object, language: str) -> str:
    """An answer as the person would read it."""
    item = CATALOGUE.item(key)
    if item.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if item.kind is Kind.TICKS:
        labels = [item.option(tick).label.to(language) for tick in value]
        return "; ".join(labels) or _("None of them")
    if item.kind is Kind.TEXT:
        return value
    if item.kind is Kind.NUMBER:
        return _number(key, value)
    return item.option(value).label.to(language)


def _number(key: str, value: float) -> str:
    if key == "temp":
        unit = "°C" if value <= 45 else "°F"
        return f"{value:g} {unit}"
    return _("%(number)s of 10") % {"number": value}
