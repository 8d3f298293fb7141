"""People: making their accounts and keeping their address in one place."""

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.models import User
from portal.audit.domain import audit


@transaction.atomic
def register(
    *,
    email: str,
    password: str | None,
    display_name: str,
    verified: bool = True,
    by: User | None = None,
    **details: str,
) -> User:
    """Store a person and their address; `details` are time_zone and language.

    The password is taken as it is: whoever asks has checked it. Without one, the
    person gets in by a code sent to the address.
    """
    user = User.objects.create_user(
        email, password, display_name=display_name, **details
    )
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=verified
    )
    audit.note("account registered", about=user, by=by)
    return user


@transaction.atomic
def follow_address(user: User, *, by: User | None) -> None:
    """Make the address list of sign-in say what the account says.

    Needed after somebody else (Wagtail's user form) wrote the account. A new
    address counts as unproved: its owner proves it with a code on the way in.
    """
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.filter(email=user.email, primary=True).exists():
        return
    changed = addresses.exists()
    addresses.delete()
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=False
    )
    audit.note(
        "address changed by staff" if changed else "account registered",
        about=user,
        by=by,
    )
