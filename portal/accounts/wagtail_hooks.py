"""What accounts adds to the Wagtail admin."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from portal.accounts.views.staff_invitations import InvitationViewSet


@hooks.register("register_admin_viewset")
def invitations():
    return InvitationViewSet()


@hooks.register("register_account_menu_item")
def own_account(request):
    return {
        "url": reverse("account"),
        "label": _("Name, password and security"),
        "help_text": _(
            "Your name, e-mail address, password, second factor and sessions are "
            "on your account page."
        ),
    }
