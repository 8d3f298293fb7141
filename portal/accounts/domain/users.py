"""People: making their accounts, each with its address."""

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
def welcome(user: User, *, by: User | None) -> None:
    """Complete an account that Wagtail's form has stored.

    Sign-in knows addresses from a table of its own. The address counts as unproved:
    its owner proves it with a code on the way in, and so chooses a password.
    """
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=False
    )
    audit.note("account registered", about=user, by=by)
