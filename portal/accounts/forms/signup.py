"""Making an account."""

from allauth.account import forms as allauth_forms
from allauth.core import context
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.fields import OneLine
from portal.accounts.models import User


class SignupForm(allauth_forms.SignupForm):
    """Asks for a name too, and takes the same time for an address we know."""

    display_name = OneLine(
        label=_("Your name"),
        max_length=80,
        help_text=_("What we call you. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if invited := context.request.session.get("account_verified_email"):
            # Whoever comes from an invitation signs up with the invited address.
            self.fields["email"].initial = invited
            self.fields["email"].disabled = True

    def try_save(self, request):
        if self.account_already_exists:
            # A new account costs a password hash; so must this answer.
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def custom_signup(self, request, user):
        user.display_name = self.cleaned_data["display_name"]
        user.language = get_language()
        user.save(update_fields=["display_name", "language"])
