"""What a person has allowed and refused."""

from django.db.models import QuerySet

from portal.accounts.enums import Purpose
from portal.accounts.models import Consent


def own_consents(user) -> QuerySet[Consent]:
    """Everything this person has said yes and no to, the latest first."""
    return Consent.objects.filter(user=user)


def took_care_back(user) -> bool:
    """Whether the last word of this person on care is a no: no report is kept then."""
    last = Consent.objects.current(user).get(Purpose.CARE)
    return last is not None and not last.is_given


def allows_photos(user) -> bool:
    """Whether the last word of this person on photos is a yes."""
    return Purpose.PHOTOS in Consent.objects.in_force(user)
