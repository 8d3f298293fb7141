"""Making and changing accounts in the Wagtail admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users import forms as wagtail_forms

from portal.accounts.forms.fields import OneLine
from portal.accounts.models import User
from portal.accounts.models.user import LowerEmailField

FIELDS = ["email", "display_name", "groups"]
WIDGETS = {"groups": forms.CheckboxSelectMultiple}


class AccountForm(forms.ModelForm):
    """What both forms share; nobody becomes a superuser through a screen."""

    # A declared field of Wagtail's form is taken off by naming it None.
    first_name = last_name = is_superuser = None
    email = forms.EmailField(label=_("E-mail address"))
    display_name = OneLine(label=_("Name"), max_length=80)

    def clean_email(self):
        return LowerEmailField().to_python(self.cleaned_data["email"])


class UserCreationForm(AccountForm, wagtail_forms.UserCreationForm):
    class Meta:
        model = User
        fields = FIELDS
        widgets = WIDGETS


class UserEditForm(AccountForm, wagtail_forms.UserForm):
    """Name, roles and whether the account is open.

    The address is shown, not changed: who could change it could take the account
    over with a code sent to the new one.
    """

    password_required = False

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("Only its owner changes the address.")
        if editing_self:  # nobody locks themselves out, or promotes themselves
            del self.fields["is_active"]
            del self.fields["groups"]

    class Meta:
        model = User
        fields = [*FIELDS, "is_active"]
        widgets = WIDGETS
