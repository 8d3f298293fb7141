"""Names of the languages that clients are spoken to in."""

from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# Those that Django does not know by this code.
MORE = {"tl": _("Tagalog"), "yo": _("Yoruba"), "zh": _("Chinese")}


def name(code: str) -> str:
    """The language in the language that is spoken; the code of one nobody named."""
    if code in MORE:
        return str(MORE[code])
    try:
        return capfirst(get_language_info(code)["name_translated"])
    except KeyError:
        return code
