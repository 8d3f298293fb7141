"""What a clinic is asked about its clients."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """Whom to write to."""

    email = forms.EmailField(
        label=_("E-mail address of the client"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
