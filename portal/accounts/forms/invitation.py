"""Inviting somebody to the staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import StaffRole
from portal.accounts.models import Invitation


class InvitationForm(forms.ModelForm):
    """Whom to write to, and what to offer; clinics invite from their own pages."""

    role = forms.ChoiceField(label=_("Role"), choices=StaffRole)

    class Meta:
        model = Invitation
        fields = ["email", "role"]

    def clean(self):
        data = super().clean()
        same = {key: data.get(key) for key in ("email", "role")}
        if all(same.values()) and Invitation.objects.rivals(**same, place=""):
            # The form leaves out the dates, so Django does not ask the constraint.
            raise forms.ValidationError(
                _(
                    "This address already has an invitation to this role. "
                    "Send that one again, or withdraw it first."
                )
            )
        return data
