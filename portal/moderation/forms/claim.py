"""Why a reviewer takes an item out of somebody else's hands."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import OneLine
from portal.audit.domain.audit import LONGEST_TEXT

LAST_NUMBER = 2**63 - 1  # the database can look for none that is higher


class TakeOverForm(forms.Form):
    of = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LAST_NUMBER
    )
    reason = OneLine(
        label=_("Reason"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "It stays in the log for good. No addresses, and nothing about anybody's "
            "health."
        ),
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if "@" in reason:
            raise ValidationError(
                _("Leave out the e-mail address: the log keeps none.")
            )
        return reason
