"""What is answered to a clinic that changed its healing plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import Paragraphs


class StepReasonForm(forms.Form):
    """Seen, or a letter to the owners of the clinic."""

    act = forms.ChoiceField(choices=[("seen", ""), ("write", "")])
    letter = Paragraphs(
        label=_("To the owners of the clinic"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("They get it by e-mail. It changes nothing in their plan."),
    )

    def clean(self):
        told = super().clean()
        writes = told.get("act") == "write"
        if writes and not told.get("letter") and "letter" not in self.errors:
            self.add_error("letter", _("Write what they are to read."))
        return told

    @property
    def sent(self) -> str:
        """The letter; "" where it was only seen, whatever stood in the field."""
        return (
            self.cleaned_data["letter"] if self.cleaned_data["act"] == "write" else ""
        )
