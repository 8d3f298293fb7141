"""What invitations of clinics lead to: a place in a team, or a profile of one's own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.models import Clinic, Practitioner
from portal.accounts import places
from portal.accounts.models import Invitation

TEAM, PROFILE = "clinic", "practitioner"


def team(clinic: Clinic) -> str:
    return places.key(TEAM, clinic.pk)


def profile(practitioner: Practitioner) -> str:
    return places.key(PROFILE, practitioner.pk)


def is_team(place: str) -> bool:
    return place.startswith(f"{TEAM}:")


def clinic_of(invitation: Invitation) -> Clinic:
    """The clinic to whose team it invites."""
    return Clinic.objects.get(pk=places.number(invitation.place))


def practitioner_of(invitation: Invitation) -> Practitioner:
    """The one whose profile it offers."""
    return Practitioner.objects.get(pk=places.number(invitation.place))


def offer_of_team(invitation: Invitation) -> places.Offer:
    clinic = clinic_of(invitation)
    names = {"clinic": clinic.name, "role": invitation.get_role_display()}
    return places.Offer(
        heading=_("Join %(clinic)s as: %(role)s") % names,
        explains=_(
            "You become part of the team of %(clinic)s and see its workspace, as far "
            "as your role opens it."
        )
        % names,
        welcome=_("Welcome to %(clinic)s. Your role: %(role)s.") % names,
        url=reverse("workspace:dashboard", args=[clinic.slug]),
    )


def offer_of_profile(invitation: Invitation) -> places.Offer:
    name = {"name": practitioner_of(invitation).public_name}
    return places.Offer(
        heading=_("Your profile as a practitioner: %(name)s") % name,
        explains=_(
            "Once you accept, the profile is yours: only you can change it, and it "
            "goes with you from clinic to clinic."
        ),
        welcome=_("This profile is yours now. See whether everything in it is right."),
        url=reverse("practitioner-own"),
    )
