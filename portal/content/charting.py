"""Which charts of the healing course an editor can place in a page."""

from django.utils.translation import get_language

from portal.knowledge.symptoms import CATALOGUE
from portal.ui.healing_chart import WORDS


def chartable_symptoms() -> list[tuple[str, str]]:
    """The symptoms of the healing course that can be drawn, with their names."""
    language = get_language() or "en"
    return [(key, CATALOGUE.items[key].name.to(language)) for key in WORDS]
