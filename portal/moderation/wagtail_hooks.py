"""What moderation adds to the Wagtail admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from portal.moderation import queue, rules


class ClinicsMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.sees_clinics(request.user)


class QueueMenuItem(MenuItem):
    """Says how many items wait."""

    def is_shown(self, request):
        return bool(queue.kinds_for(request.user))

    def render_component(self, request):
        label = _("Queue (%(number)s)") % {"number": queue.count(request.user)}
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class QueuePanel(Component):
    """On the first page of the admin: what waits, and the five that are due first."""

    order = 110
    template_name = "moderation/panels/queue.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        rows = queue.waiting(self.user, queue.Filters())[:5]
        counts = [
            (label, show, queue.count(self.user, show))
            for show, label in queue.SHOWN.items()
        ]
        return {"lines": queue.lines(self.user, list(rows)), "counts": counts}


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


@hooks.register("construct_homepage_panels")
def add_queue(request, panels):
    if queue.kinds_for(request.user):
        panels.append(QueuePanel(request.user))
