"""What a person may do at a clinic; memberships are read once per user object."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.enums import ClinicRole
from clinics.models import Clinic, Membership


def works_at(user, clinic: Clinic) -> bool:
    """In whichever role, today."""
    return clinic.pk in _roles(user)


def owns(user, clinic: Clinic) -> bool:
    return _roles(user).get(clinic.pk) == ClinicRole.OWNER


def is_practitioner_at(user, clinic: Clinic) -> bool:
    return _roles(user).get(clinic.pk) == ClinicRole.PRACTITIONER


def works_at_a_clinic(user) -> bool:
    """Answers for the clients of some clinic; told to accounts as a duty."""
    return bool(_roles(user))


def standings(user) -> list[str]:
    """What this person is at which clinic, in words for their account page."""
    on = timezone.localdate()
    return [
        _("%(role)s at %(clinic)s")
        % {"role": membership.get_role_display(), "clinic": membership.clinic.name}
        for membership in Membership.objects.of(user).active(on=on)
    ]


def forget(user) -> None:
    """Read the memberships of this user object again when next asked."""
    if hasattr(user, "_clinic_roles"):
        del user._clinic_roles


def _roles(user) -> dict[int, ClinicRole]:
    if not user.is_active:  # closed, or nobody is signed in
        return {}
    if not hasattr(user, "_clinic_roles"):
        active = Membership.objects.active(on=timezone.localdate())
        user._clinic_roles = {
            clinic: ClinicRole(role)
            for clinic, role in active.filter(user_id=user.pk).values_list(
                "clinic", "role"
            )
        }
    return user._clinic_roles
