from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        from portal.accounts import receivers

        receivers.connect()


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's people screens, with forms that fit our user."""

    user_viewset = "portal.accounts.views.people.UserViewSet"
    default = False
