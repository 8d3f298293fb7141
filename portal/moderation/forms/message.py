"""What a moderator does with a reported message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.enums import FlagDecision
from clinics.forms.fields import Paragraphs

LONGEST = 1000


class OpenForm(forms.Form):
    """Why names and the whole thread are needed."""

    reason = Paragraphs(
        label=_("Why you need them"),
        help_text=_("The client reads it, and the log keeps that you opened them."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecideForm(forms.Form):
    """One of three, with what stands in the thread."""

    decision = forms.TypedChoiceField(
        label=_("What you decide"),
        choices=FlagDecision.choices,
        coerce=FlagDecision,
        widget=forms.RadioSelect,
    )
    note = Paragraphs(
        label=_("What client and clinic read of it"),
        help_text=_("It stands in the thread, for both. Name nobody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
