"""What an invitation to be a client, or a helper, leads to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.naming import shown_name
from clinics.models import Clinic
from portal.accounts import places
from portal.accounts.models import Invitation, User

CLIENT = "client"
HELPER = "helper"


def client(clinic: Clinic) -> str:
    return places.key(CLIENT, clinic.pk)


def helper(person: User) -> str:
    return places.key(HELPER, person.pk)


def clinic_of(invitation: Invitation) -> Clinic:
    """The clinic that invites."""
    return Clinic.objects.get(pk=places.number(invitation.place))


def offer_of_client(invitation: Invitation) -> places.Offer:
    name = {"clinic": clinic_of(invitation).name}
    return places.Offer(
        heading=_("%(clinic)s invites you to your aftercare") % name,
        explains=_(
            "You get a healing plan for each day and can tell %(clinic)s how you are. "
            "Before you decide, you read what the clinic will see and what it never "
            "sees."
        )
        % name,
        welcome=_("You are a client of %(clinic)s now.") % name,
        url=reverse("my:today"),
    )


def asks_at(invitation: Invitation) -> str:
    return reverse("my:join", args=[invitation.pk])


def person_of(invitation: Invitation) -> User:
    """Who asks to be helped."""
    return User.objects.get(pk=places.number(invitation.place))


def offer_of_helper(invitation: Invitation) -> places.Offer:
    name = {"name": shown_name(person_of(invitation))}
    return places.Offer(
        heading=_("%(name)s asks you to help with the aftercare") % name,
        explains=" ".join(
            [
                _(
                    "You get an account of your own and see the healing plan of "
                    "%(name)s: what is due each day, and what was ticked."
                )
                % name,
                _(
                    "You tick only if %(name)s allows it. You see no consents, no "
                    "passport and no messages. Either of you ends it at any time."
                )
                % name,
            ]
        ),
        welcome=_("You help %(name)s now.") % name,
        url=reverse("helping:overview"),
    )
