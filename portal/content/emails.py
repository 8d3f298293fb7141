"""Mails about pages that Wagtail does not send by itself."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision


def schedule_refused(page_id: int, version_id: int, reasons: list[str]) -> None:
    """Tell whoever wrote or submitted a version that it was not published, and why."""
    page = Page.objects.get(pk=page_id)
    version = Revision.objects.get(pk=version_id)
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person in _people_behind(page, version):
        with override(person.language):
            context = {
                "person": person,
                "title": page.draft_title,
                "reasons": reasons,
                "url": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
            }
            send_mail(
                _("Not published: %(title)s") % {"title": page.draft_title},
                render_to_string("content/emails/schedule_refused.txt", context),
                None,
                [person.email],
            )


def _people_behind(page: Page, version: Revision):
    submitters = version.task_states.values("workflow_state__requested_by")
    return get_user_model().objects.filter(
        Q(pk__in=[version.user_id, page.owner_id]) | Q(pk__in=submitters),
        is_active=True,
    )
