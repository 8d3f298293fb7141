"""What moderation adds to the Wagtail admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from portal.moderation import queue, rules
from portal.moderation.overview import Overview

SOONEST = 5  # on the first page of the admin


def overview(request) -> Overview:
    """Read once per request, for menu and panel."""
    if not hasattr(request, "_queue_overview"):
        request._queue_overview = Overview(request.user)
    return request._queue_overview


class ClinicsMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.sees_clinics(request.user)


class QueueMenuItem(MenuItem):
    """Says how many items wait."""

    def is_shown(self, request):
        return bool(queue.kinds_for(request.user))

    def render_component(self, request):
        label = _("Queue (%(number)s)") % {"number": overview(request).count()}
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class QueuePanel(Component):
    """On the first page of the admin: what waits, and the five that are due first."""

    order = 110
    template_name = "moderation/panels/queue.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        whole = overview(self.request)
        counts = [
            (label, show, whole.count(show)) for show, label in queue.SHOWN.items()
        ]
        rows = whole.soonest(SOONEST)
        return {"lines": queue.lines(self.request.user, rows), "counts": counts}


@hooks.register("register_admin_urls")
def urls():
    return [
        path("clinics/", include("portal.moderation.urls")),
        path("queue/", include("portal.moderation.urls_queue")),
    ]


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    return QueueMenuItem(
        gettext_lazy("Queue"),
        reverse("queue:items"),
        name="queue",
        icon_name="tasks",
        order=240,
    )


@hooks.register("register_admin_menu_item")
def menu_item():
    return ClinicsMenuItem(
        gettext_lazy("Clinics"),
        reverse("moderation:clinics"),
        name="clinics",
        icon_name="clipboard-list",
        order=250,
    )


class AgreementMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.leads(request.user)


@hooks.register("register_reports_menu_item")
def agreement_menu_item():
    return AgreementMenuItem(
        _("How reviewers decide"),
        reverse("moderation:agreement"),
        name="agreement",
        icon_name="clipboard-list",
        order=900,
    )


@hooks.register("construct_homepage_panels")
def add_queue(request, panels):
    if queue.kinds_for(request.user):
        panels.append(QueuePanel(request))
