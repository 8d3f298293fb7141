"""The people screens of the Wagtail admin, and the settings of one's own admin."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.admin.views import account
from wagtail.users.views import users as wagtail_users

from portal.accounts.domain import sessions, users
from portal.accounts.forms.people import UserCreationForm, UserEditForm


class CreateView(wagtail_users.CreateView):
    @transaction.atomic
    def save_instance(self):
        person = super().save_instance()
        users.welcome(person, by=self.request.user)
        return person


class EditView(wagtail_users.EditView):
    def dispatch(self, request, *args, **kwargs):
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def save_instance(self):
        person = super().save_instance()
        if not person.is_active:
            sessions.end_others(person, but=None, reason="account closed")
        return person


class UserViewSet(wagtail_users.UserViewSet):
    add_view_class = CreateView
    edit_view_class = EditView

    def get_form_class(self, for_update=False):  # noqa: FBT002 (Wagtail's signature)
        return UserEditForm if for_update else UserCreationForm


class AdminPreferences(account.AccountView):
    """Wagtail's "Account" page without what is kept in one place on /account/.

    Name, picture, e-mail and password are not Wagtail's business here.
    """

    ELSEWHERE = (
        account.NameEmailSettingsPanel,
        account.AvatarSettingsPanel,
        account.ChangePasswordPanel,
    )

    def get_panels(self):
        return [
            panel
            for panel in super().get_panels()
            if not isinstance(panel, self.ELSEWHERE)
        ]
