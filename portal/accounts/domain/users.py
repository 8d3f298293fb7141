"""People: making their accounts, each with its address."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.models.user import validate_time_zone
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


@transaction.atomic
def confirm(user: User, *, is_adult: bool, time_zone: str) -> User:
    """Keep what a person says before they become a client: their age, their clock.

    Once said to be an adult, a person stays one. Raises ValidationError for a time
    zone that there is not.
    """
    validate_time_zone(time_zone)
    locked = User.objects.select_for_update().get(pk=user.pk)
    changed = []
    if is_adult and not locked.adult_confirmed_at:
        locked.adult_confirmed_at = user.adult_confirmed_at = timezone.now()
        changed.append("adult_confirmed_at")
    if locked.time_zone != time_zone:
        locked.time_zone = user.time_zone = time_zone
        changed.append("time_zone")
    if changed:
        locked.save(update_fields=changed)
        audit.note("person confirmed", about=locked, by=user, fields=changed)
    return locked
