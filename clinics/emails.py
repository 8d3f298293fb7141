"""Letters of clinics; each is sent after the act it tells of was committed."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinics.enums import ClinicStatus
from clinics.models import Clinic, StatusChange, UrgentContact
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
            % {"clinic": " ".join(contact.clinic.name.split())},
            body=render_to_string("clinics/emails/contact_test.txt", context),
            to=[contact.email],
        )
    message.send()


def clinic_listed(change_pk: int) -> None:
    """Tell the owners that the public finds their clinic, at first or again."""
    change = StatusChange.objects.select_related("clinic").get(pk=change_pk)
    _to_owners(change.clinic, _listed_subject, "clinic_listed", change=change)


def clinic_sent_back(clinic_pk: int, what: str) -> None:
    """Tell the owners what is to be mended before their clinic can be listed."""
    clinic = Clinic.objects.get(pk=clinic_pk)
    _to_owners(clinic, _sent_back_subject, "clinic_sent_back", what=what)


def clinic_taken_off(change_pk: int) -> None:
    """Tell the owners that their clinic is suspended or closed, and why."""
    change = StatusChange.objects.select_related("clinic").get(pk=change_pk)
    _to_owners(change.clinic, _taken_off_subject, "clinic_taken_off", change=change)


def _listed_subject(clinic: Clinic, **_facts) -> str:
    return _("%(clinic)s is on the list") % {"clinic": clinic.name}


def _sent_back_subject(clinic: Clinic, **_facts) -> str:
    return _("%(clinic)s: please mend something first") % {"clinic": clinic.name}


def _taken_off_subject(clinic: Clinic, *, change: StatusChange) -> str:
    if change.to == ClinicStatus.CLOSED:
        return _("%(clinic)s is closed") % {"clinic": clinic.name}
    return _("%(clinic)s is suspended") % {"clinic": clinic.name}


def _to_owners(clinic: Clinic, subject: Callable[..., str], name: str, **facts) -> None:
    """One letter to each owner, in the language of each."""
    owners = clinic.memberships.owners().active(on=timezone.localdate())
    for owner in User.objects.filter(memberships__in=owners, is_active=True):
        with translation.override(owner.language):
            address = reverse("workspace:listing", args=[clinic.slug])
            context = {
                "owner": owner,
                "clinic": clinic,
                "site_name": settings.WAGTAIL_SITE_NAME,
                "url": absolute(address),
                **facts,
            }
            message = EmailMessage(
                subject=" ".join(subject(clinic, **facts).split()),
                body=render_to_string(f"clinics/emails/{name}.txt", context),
                to=[owner.email],
            )
        message.send()
