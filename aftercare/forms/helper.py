"""What a person is asked about their helper."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HelperForm(forms.Form):
    """Whom to write to."""

    email = forms.EmailField(
        label=_("E-mail address of your helper"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Somebody you trust, with an address that only they read."),
    )
