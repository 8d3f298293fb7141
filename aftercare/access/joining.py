"""The ways by which a person becomes a client: invitations, desk codes, asking."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from aftercare import places
from aftercare.models import DeskLink
from clinics.models import Clinic
from portal.accounts import places as account_places
from portal.accounts.domain import invitations
from portal.accounts.models import Invitation


def invitations_of(clinic: Clinic, *, words: str = "") -> QuerySet[Invitation]:
    """Those to clients that nobody has answered."""
    unanswered = Invitation.objects.unanswered().filter(place=places.client(clinic))
    return unanswered.filter(email__icontains=words).select_related("invited_by")


def invitation_of(clinic: Clinic, pk: int) -> Invitation:
    """One to a client, in whatever state. Raises Http404."""
    sent = Invitation.objects.filter(place=places.client(clinic))
    return get_object_or_404(sent, pk=pk)


def own_invitations(user) -> list[tuple[Invitation, Clinic]]:
    """Clinics that wait for this person's answer; none while the address is unproved.

    Two queries, one more with any.
    """
    found = [
        invitation
        for invitation in Invitation.objects.open(on=timezone.now()).filter(
            email=user.email, place__startswith=f"{places.CLIENT}:"
        )
        if invitations.is_for(invitation, user)
    ]
    numbers = [account_places.number(each.place) for each in found]
    clinics = Clinic.objects.in_bulk(numbers) if numbers else {}
    return [(each, clinics[account_places.number(each.place)]) for each in found]


def own_invitation(user, pk: int) -> Invitation:
    """An invitation to be a client, in whatever state, sent to this person.

    Raises Http404.
    """
    sent = Invitation.objects.filter(place__startswith=f"{places.CLIENT}:")
    found = get_object_or_404(sent.select_related("invited_by"), pk=pk)
    if not invitations.is_for(found, user):
        raise Http404
    return found


def clinic_to_ask(slug: str) -> Clinic:
    """A listed clinic, which anybody may ask. Raises Http404."""
    return get_object_or_404(Clinic.objects.listed(), slug=slug)


def desk_link_of(clinic: Clinic) -> DeskLink | None:
    """The code that hangs at the desk of the clinic today."""
    return clinic.desk_links.open().first()


def clinic_at_desk(token: str) -> Clinic | None:
    """Whose desk the code belongs to; None once it was withdrawn, or never was."""
    link = DeskLink.objects.open().filter(token=token).select_related("clinic").first()
    return link and link.clinic
