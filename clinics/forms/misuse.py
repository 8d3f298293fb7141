"""What somebody in front of a poster tells us, and what staff did about it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.enums import Misuse
from clinics.models import MisuseReport


class MisuseForm(forms.Form):
    """Short, without an account; `key` makes two clicks one report."""

    what = forms.ChoiceField(
        label=_("What is wrong?"), choices=Misuse, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Where did you see it?"),
        help_text=_("The name and address on the door, or a website."),
        max_length=MisuseReport._meta.get_field("place").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What did you see?"),
        help_text=_("Please no medical details."),
        max_length=MisuseReport._meta.get_field("text").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if we may ask you back."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SettleForm(forms.Form):
    """What was done about a report."""

    note = forms.CharField(
        label=_("What was done"),
        max_length=MisuseReport._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
