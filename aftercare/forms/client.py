"""What a clinic is asked about its clients."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import Paragraphs


class InviteForm(forms.Form):
    """Whom to write to."""

    email = forms.EmailField(
        label=_("E-mail address of the client"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class LeaveForm(forms.Form):
    """Why a link ends while urgent reports of the client would be left behind.

    It names those that the page named.
    """

    reason = Paragraphs(
        label=_("Why you end the link"),
        help_text=_("The client reads it, and so do our moderators: leave names out."),
        max_length=1000,
        error_messages={"required": _("Write down why you end the link.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def named(self) -> list[str]:
        return self.data.getlist("named")
