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
