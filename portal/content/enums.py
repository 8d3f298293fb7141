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


class LinkOutcome(TextChoices):
    """What happened when the address of a source was asked."""

    ANSWERS = "answers", _("It answers")
    TURNED_AWAY = "turned-away", _("It turns programs away: look at it yourself")
    MISSING = "missing", _("There is no such page any more")
    ERROR = "error", _("It answers with an error")
    SILENT = "silent", _("It does not answer")
    NO_HOST = "no-host", _("There is no such host")
    UNTRUSTED = "untrusted", _("Its certificate is not valid")
    REDIRECTS = "redirects", _("It leads on too many times")
    NOT_PUBLIC = "not-public", _("It leads to a place that is not public")
    MALFORMED = "malformed", _("It is not an address of a page")

    @classmethod
    def fine(cls) -> list["LinkOutcome"]:
        """The outcomes after which nobody needs to mend the source."""
        return [cls.ANSWERS, cls.TURNED_AWAY]
