"""What moderation adds to the Wagtail admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.moderation import rules


class ClinicsMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.sees_clinics(request.user)


@hooks.register("register_admin_urls")
def urls():
    return [path("clinics/", include("portal.moderation.urls"))]


@hooks.register("register_admin_menu_item")
def menu_item():
    return ClinicsMenuItem(
        _("Clinics"),
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
