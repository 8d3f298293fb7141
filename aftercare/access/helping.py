"""Who helps a person, whom a person helps, and the letters about it."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from aftercare import places
from aftercare.models import Helper
from portal.accounts.models import Invitation


def helpers_of(user) -> QuerySet[Helper]:
    """Who helps this person, and who did."""
    return Helper.objects.filter(person=user).select_related("helper")


def helper_of(user, pk: int) -> Helper:
    """One of them, also a former one. Raises Http404."""
    return get_object_or_404(helpers_of(user), pk=pk)


def helped_by(user) -> QuerySet[Helper]:
    """Those whom this person helps today."""
    rows = Helper.objects.open().filter(helper=user).for_reading()
    return rows.order_by("person__display_name", "pk")


def helping(user, pk: int) -> Helper:
    """One of them. Raises Http404 from the moment on in which it ended."""
    return get_object_or_404(helped_by(user), pk=pk)


def left_by(user, pk: int) -> Helper:
    """What this person helps with, or has helped with. Raises Http404."""
    return get_object_or_404(Helper.objects.filter(helper=user).for_reading(), pk=pk)


def helper_invitations_of(user) -> QuerySet[Invitation]:
    """The letters to a helper that nobody has answered."""
    return Invitation.objects.unanswered().filter(place=places.helper(user))


def helper_invitation_of(user, pk: int) -> Invitation:
    """One letter to a helper, in whatever state. Raises Http404."""
    sent = Invitation.objects.filter(place=places.helper(user))
    return get_object_or_404(sent, pk=pk)
