"""What a person may do, asked of the person alone.

Groups are read once per user object, so a predicate may be asked as often as a
page needs. Apps above tell what they know through `is_a_duty`, `leads_to_a_duty` and
`is_a_standing`, in their `AppConfig.ready`; accounts knows nothing of them.
"""

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from portal.accounts.enums import StaffRole

_duties: list[Callable[..., bool]] = []
_standings: list[Callable[..., Iterable[str]]] = []
_doors_to_duties: set[str] = set()


def has_role(user, role: StaffRole) -> bool:
    return user.is_active and role in getattr(user, "staff_roles", ())


def is_reviewer(user) -> bool:
    """Decides on the papers of clinics."""
    return has_role(user, StaffRole.REVIEWER)


def is_moderator(user) -> bool:
    return has_role(user, StaffRole.MODERATOR)


def is_admin(user) -> bool:
    """Looks after people and settings; being a superuser gives no other role."""
    return user.is_active and (user.is_superuser or has_role(user, StaffRole.ADMIN))


def is_staff(user) -> bool:
    """Works for the platform, in whichever role."""
    return is_admin(user) or any(has_role(user, role) for role in StaffRole)


def may_invite_staff(user) -> bool:
    return is_admin(user)


def is_a_duty(predicate: Callable[..., bool]) -> None:
    """Count whoever the predicate names among those who answer for other people.

    They need a second factor, a longer password and shorter sessions.
    """
    if predicate not in _duties:
        _duties.append(predicate)


def leads_to_a_duty(url_name: str) -> None:
    """Ask whoever signs up on the way to that address for the longer password."""
    _doors_to_duties.add(url_name)


def is_on_the_way_to_a_duty(path: str) -> bool:
    """Whether that path, in whichever language, is one that gives a person duties."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).url_name in _doors_to_duties
        except Resolver404:
            return False


def has_duties(user) -> bool:
    """Answers for other people's data: platform staff, and who apps above name."""
    return is_staff(user) or any(predicate(user) for predicate in _duties)


def needs_second_factor(user) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and has_duties(user)


def has_second_factor(user) -> bool:
    """Recovery codes alone do not count: they come with a factor, and run out."""
    return is_mfa_enabled(
        user, types=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )


def is_a_standing(describe: Callable[..., Iterable[str]]) -> None:
    """Let an app above say, in sentences, what a person is in it."""
    if describe not in _standings:
        _standings.append(describe)


def standings(user) -> list[str]:
    """What a person is on the platform: "Editor", "Owner at Crown Clinic" …"""
    roles = [str(role.label) for role in StaffRole if has_role(user, role)]
    return roles + [line for describe in _standings for line in describe(user)]
