"""Who does what for the platform."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import LogContext, get_active_log_context

from portal.accounts.enums import GROUP_NAMES, StaffRole
from portal.accounts.models import User
from portal.audit.domain import audit

_ROLE_OF_GROUP = {name: role for role, name in GROUP_NAMES.items()}


@transaction.atomic
def grant(user: User, role: StaffRole, *, by: User | None) -> None:
    """Give a role; giving it twice changes and records nothing."""
    group, _ = Group.objects.get_or_create(name=GROUP_NAMES[role])
    with LogContext(user=by):
        user.groups.add(group)


@transaction.atomic
def revoke(user: User, role: StaffRole, *, by: User | None) -> None:
    """Take a role away; it bites on the person's next request.

    Taking away what nobody has changes and records nothing.
    """
    with LogContext(user=by):
        user.groups.remove(*user.groups.filter(name=GROUP_NAMES[role]))


def holders(role: StaffRole) -> QuerySet[User]:
    """Everybody who has that role now."""
    return User.objects.filter(is_active=True, groups__name=GROUP_NAMES[role])


def follow(user: User, *, added: bool, groups: set[int]) -> None:
    """Record a change of groups, through whichever door it came.

    Wagtail's own user forms write the groups too; both tell who acted through
    Wagtail's log context.
    """
    user.__dict__.pop("staff_roles", None)
    verb = "role granted" if added else "role revoked"
    by = get_active_log_context().user
    for group in Group.objects.filter(pk__in=groups).order_by("pk"):
        role = _ROLE_OF_GROUP.get(group.name)
        audit.note(verb, about=user, by=by, role=role, group=group.pk)
