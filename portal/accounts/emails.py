"""Letters about invitations; those about sign-in are allauth's, in our words."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts import places
from portal.accounts.models import Invitation, User


def absolute(path: str) -> str:
    """An address on this site as mails write it: from a setting, not a request."""
    return f"{settings.BASE_URL}{path}"


def invitation(invitation_pk: int, token: str) -> None:
    """Send the link to the invited address, in the language of its account if any."""
    invited = Invitation.objects.select_related("invited_by").get(pk=invitation_pk)
    account = User.objects.filter(email=invited.email).first()
    language = account.language if account else settings.LANGUAGE_CODE
    with translation.override(language):
        offer = places.offer_of(invited)
        context = {
            "offer": offer,
            "role": invited.get_role_display(),
            "invited_by": invited.invited_by,
            "expires_at": invited.expires_at,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "url": absolute(reverse("account-invitation", args=[token])),
        }
        message = EmailMultiAlternatives(
            subject=_subject(offer, context),
            body=render_to_string("emails/invitation.txt", context),
            to=[invited.email],
        )
        message.attach_alternative(
            render_to_string("emails/invitation.html", context), "text/html"
        )
    message.send()


def _subject(offer: places.Offer | None, context: dict) -> str:
    if offer is None:
        return _("Your invitation to %(site_name)s") % context
    return " ".join(offer.heading.split())  # a name may hold what no header may
