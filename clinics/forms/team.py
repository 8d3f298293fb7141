"""What the pages of a team ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.enums import ClinicRole

LEAVE = "leave"


class InviteForm(forms.Form):
    """Whom to write to, and what to offer."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=ClinicRole, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    """What somebody does from now on."""

    role = forms.ChoiceField(
        label=_("Role"), choices=ClinicRole, widget=forms.RadioSelect
    )


class HandOverForm(forms.Form):
    """Who owns the clinic from now on, and what becomes of who hands it over."""

    to = forms.ChoiceField(label=_("New owner"), widget=forms.RadioSelect)
    then = forms.ChoiceField(
        label=_("What you do afterwards"),
        choices=[
            *((role, role.label) for role in ClinicRole if role != ClinicRole.OWNER),
            (LEAVE, _("I leave the clinic")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.fields["to"].choices = [
            (pk, f"{member.user.display_name} ({member.get_role_display()})")
            for pk, member in self.members.items()
        ]

    @property
    def heir(self):
        return self.members[self.cleaned_data["to"]]

    @property
    def role_afterwards(self) -> ClinicRole | None:
        then = self.cleaned_data["then"]
        return None if then == LEAVE else ClinicRole(then)
