"""Letters of clinics; each is sent after the act it tells of was committed."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from clinics.models import UrgentContact
from portal.accounts.emails import absolute
from portal.accounts.models import User


def language_of(email: str) -> str:
    """The language of the account with that address; the site's own without one."""
    account = User.objects.filter(email=email.lower()).first()
    return account.language if account else settings.LANGUAGE_CODE


def contact_test(contact_pk: int, token: str) -> None:
    """Ask whoever is to be woken whether this message reaches them."""
    contact = UrgentContact.objects.select_related("clinic").get(pk=contact_pk)
    with translation.override(language_of(contact.email)):
        context = {
            "contact": contact,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "url": absolute(reverse("contact-confirm", args=[token])),
        }
        message = EmailMessage(
            subject=_("Does this message reach you? %(clinic)s")
            % {"clinic": contact.clinic.name},
            body=render_to_string("clinics/emails/contact_test.txt", context),
            to=[contact.email],
        )
    message.send()
