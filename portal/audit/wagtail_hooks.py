"""What audit adds to the Wagtail admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class AuditMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("audit.view_auditevent")


@hooks.register("register_admin_urls")
def urls():
    return [path("reports/audit/", include("portal.audit.urls"))]


@hooks.register("register_reports_menu_item")
def menu_item():
    return AuditMenuItem(
        _("Audit log"),
        reverse("audit:report"),
        name="audit-log",
        icon_name="history",
        order=1050,
    )
