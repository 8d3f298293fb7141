"""The languages a clinic can say it speaks, by ISO 639 code, in the reader's words."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Beside those that Django knows by name, and in Django's own translations.
OTHERS = {
    "am": _("Amharic"),
    "fil": _("Filipino"),
    "ha": _("Hausa"),
    "mt": _("Maltese"),
    "so": _("Somali"),
    "yo": _("Yoruba"),
    "zh": _("Chinese"),
}
# Tongues nobody is treated in, and two ways of writing one that is in the list.
LEFT_OUT = frozenset({"ia", "io", "eo", "nb", "nn"})
CODES = frozenset(
    {code for code in LANG_INFO if len(code) <= 3 and code not in LEFT_OUT}
    | set(OTHERS)
)


def name(code: str) -> str:
    """In the language that is spoken; the code itself where it has no name here."""
    if code in OTHERS:
        return str(OTHERS[code])
    known = LANG_INFO.get(code)
    return gettext(known["name"]) if known else code


def choices() -> list[tuple[str, str]]:
    """Every language with its name, by name."""
    return sorted(((code, name(code)) for code in CODES), key=lambda each: each[1])
