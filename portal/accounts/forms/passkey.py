"""Adding a passkey."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """A key that needs no password beside it, unless somebody wants it otherwise."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=60,
        help_text=_("So that you know it again, such as “my phone”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign me in without a password"),
        required=False,
        initial=True,
        help_text=_("Leave this out for an old security key without a PIN."),
    )
