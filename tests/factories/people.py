"""One person per role, as the tests and the permission matrix know them."""

from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.factories.accounts import UserFactory

STAFF = {
    "editor": StaffRole.EDITOR,
    "clinical_reviewer": StaffRole.CLINICAL_REVIEWER,
    "reviewer": StaffRole.REVIEWER,
    "second_reviewer": StaffRole.REVIEWER,
    "moderator": StaffRole.MODERATOR,
    "admin": StaffRole.ADMIN,
}


def make(role: str):
    """Store the person of that role; the address is `<role>@example.com`."""
    user = UserFactory(
        email=f"{role.replace('_', '-')}@example.com",
        display_name=role.replace("_", " ").capitalize(),
    )
    if role in STAFF:
        roles.grant(user, STAFF[role], by=UserFactory())
    return user
