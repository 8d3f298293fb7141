"""The words that pages choose from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareLevel(TextChoices):
    """How fast somebody must act on a care card."""

    NON_URGENT = "non-urgent", _("Non-urgent: contact the clinic")
    URGENT = "urgent", _("Urgent: a doctor today")
    EMERGENCY = "emergency", _("Emergency: call now")


class Strength(TextChoices):
    """What an explanation rests on."""

    CLINICAL = "clinical", _("Clinical evidence")
    OFFICIAL = "official", _("Official advice")
    TRADE = "trade", _("Trade opinion")


class EffectKind(TextChoices):
    """What sort of side effect a page is about."""

    HEALING = "healing", _("Usual while healing")
    REACTION = "reaction", _("A reaction of the body")
    INFECTION = "infection", _("An infection")
    RESULT = "result", _("How the dots look")
    FEELING = "feeling", _("How you feel")


class SourceKind(TextChoices):
    """How much a source can carry; the same words as in `knowledge.sources`."""

    CLINICAL = "clinical", _("Clinical")
    OFFICIAL = "official", _("Official")
    LAW = "law", _("Law")
    TRADE = "trade", _("Trade")
    OWN = "own", _("Our own")


class SkinTone(TextChoices):
    """The skin in a picture, so that a page can show more than one."""

    LIGHT = "light", _("Light skin")
    MEDIUM = "medium", _("Olive or light brown skin")
    BROWN = "brown", _("Brown skin")
    BLACK = "black", _("Black skin")
    NONE = "none", _("No skin in the picture")
