"""One person per role, as the tests and the permission matrix know them.

`client`, `owner`, `practitioner` and `frontdesk` belong to one listed clinic, the
`other_` ones to another.
"""

from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Clinic
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

STAFF = {
    "editor": StaffRole.EDITOR,
    "clinical_reviewer": StaffRole.CLINICAL_REVIEWER,
    "reviewer": StaffRole.REVIEWER,
    "second_reviewer": StaffRole.REVIEWER,
    "moderator": StaffRole.MODERATOR,
    "admin": StaffRole.ADMIN,
}
TEAM = {
    "owner": ClinicRole.OWNER,
    "other_owner": ClinicRole.OWNER,
    "practitioner": ClinicRole.PRACTITIONER,
    "frontdesk": ClinicRole.FRONT_DESK,
}


def clinic_of(role: str) -> Clinic:
    """The listed clinic that the person of this role works at or is treated by."""
    slug = "other-clinic" if role.startswith("other_") else "crown-clinic"
    return Clinic.objects.filter(slug=slug).first() or ClinicFactory(
        slug=slug, status=ClinicStatus.LISTED
    )


def address(role: str) -> str:
    """The e-mail address of the person of that role."""
    return f"{role.replace('_', '-')}@example.com"


def make(role: str) -> User:
    """Store the person of that role."""
    user = UserFactory(
        email=address(role),
        display_name=role.replace("_", " ").capitalize(),
    )
    if role in STAFF:
        roles.grant(user, STAFF[role], by=None)
    elif role in TEAM:
        MembershipFactory(clinic=clinic_of(role), user=user, role=TEAM[role])
    else:
        ClientFactory(clinic=clinic_of(role), user=user)
    return user
