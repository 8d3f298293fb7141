"""The address in a letter that ends reminders by e-mail, for whoever holds it.

It holds who it is for with our signature, works without signing in, and does nothing
else: somebody who is forwarded a letter can end reminders and learns nothing.
"""

from django.core.signing import BadSignature, Signer

from portal.accounts.models import User

SIGNER = {"salt": "aftercare.reminders-off", "sep": "."}


def token(person: User) -> str:
    """What the address ends with."""
    return Signer(**SIGNER).sign(str(person.pk))


def person_behind(token: str) -> User | None:
    """Whose reminders it ends; None for a guess, or a closed account."""
    try:
        number = int(Signer(**SIGNER).unsign(token))
    except (BadSignature, ValueError):
        return None
    return User.objects.filter(pk=number, is_active=True).first()
