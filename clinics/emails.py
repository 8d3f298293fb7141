"""Letters of clinics; each is sent after the act it tells of was committed."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from clinics.enums import TeamNews
from clinics.models import Membership, Placement, UrgentContact
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


def team_news(news: TeamNews, membership_pk: int, *, by_pk: int | None) -> None:
    """Tell the owners of a clinic, and the person it is about; not who did it.

    A clinic that was handed over is the exception: that is confirmed to everybody.
    """
    about = Membership.objects.select_related("clinic", "user").get(pk=membership_pk)
    clinic = about.clinic
    actor = User.objects.filter(pk=by_pk).first()
    owners = Membership.objects.owners().filter(clinic=clinic, until=None)
    readers = User.objects.filter(is_active=True, memberships__in=owners)
    to = {reader.pk: reader for reader in readers}
    if news == TeamNews.JOINED:
        to.pop(about.user_id, None)
    else:
        to[about.user_id] = about.user
    if news == TeamNews.HANDED_OVER:
        to[actor.pk] = actor
    else:
        to.pop(by_pk, None)
    for reader in to.values():
        with translation.override(reader.language):
            sentence = news.label % {
                "person": about.user.display_name,
                "by": actor.display_name if actor else settings.WAGTAIL_SITE_NAME,
                "clinic": clinic.name,
                "role": about.get_role_display(),
            }
            is_out = news == TeamNews.REMOVED and reader.pk == about.user_id
            team = absolute(reverse("workspace:team", args=[clinic.slug]))
            _write(reader, clinic.name, sentence, "" if is_out else team)


def placed(placement_pk: int) -> None:
    """Tell a practitioner which clinic says that they work there."""
    placement = Placement.objects.select_related("practitioner__user", "clinic").get(
        pk=placement_pk
    )
    reader = placement.practitioner.user
    with translation.override(reader.language):
        sentence = _(
            "%(clinic)s says that you work there, and readers can see it. If that is "
            "not so, end it on the page of your profile:"
        ) % {"clinic": placement.clinic.name}
        url = absolute(reverse("practitioner-own"))
        _write(reader, placement.clinic.name, sentence, url)


def _write(reader: User, clinic_name: str, sentence: str, url: str) -> None:
    context = {
        "reader": reader,
        "sentence": sentence,
        "url": url,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    EmailMessage(
        # A name may hold what no header may.
        subject=" ".join((_("News from %s") % clinic_name).split()),
        body=render_to_string("clinics/emails/news.txt", context),
        to=[reader.email],
    ).send()
