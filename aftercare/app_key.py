"""By which name a phone keeps what belongs to a person: it tells nothing of them."""

from django.utils.crypto import salted_hmac

from portal.accounts.models import User


def of(person: User) -> str:
    return salted_hmac("aftercare.app", str(person.pk)).hexdigest()[:32]
