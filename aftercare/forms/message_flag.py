"""What is held against a message of the other side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.enums import OF_A_CLIENT, OF_A_CLINIC, FlagReason
from clinics.forms.fields import Paragraphs


class FlagForm(forms.Form):
    """A reason from the list of that side, and a sentence."""

    reason = forms.TypedChoiceField(
        label=_("What is wrong with it?"),
        coerce=FlagReason,
        widget=forms.RadioSelect,
    )
    text = Paragraphs(
        label=_("In a sentence"),
        help_text=_("Only our moderators read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, from_clinic: bool, **kwargs):
        """`from_clinic`: whether the message is the clinic's."""
        super().__init__(*args, **kwargs)
        reasons = OF_A_CLINIC if from_clinic else OF_A_CLIENT
        self.fields["reason"].choices = [(each.value, each.label) for each in reasons]
        if not from_clinic:
            self.fields["text"].help_text = _(
                "Our moderators read it, and the client in their own record."
            )
