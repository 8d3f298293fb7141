"""An answer as the phone kept it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domain.late_ticks import UNDO, Answer
from aftercare.enums import StepOutcome
from aftercare.forms.step import SkipForm


class LateTickForm(forms.Form):
    """Filled in by our own script; of a step that is skipped also the reason."""

    key = forms.UUIDField()
    person = forms.CharField(max_length=32)
    on = forms.DateField(input_formats=["%Y-%m-%d"])
    step = forms.SlugField(max_length=40)
    outcome = forms.ChoiceField(choices=[*StepOutcome.choices, (UNDO, _("Undo"))])
    seen = forms.ChoiceField(choices=StepOutcome.choices, required=False)

    def clean(self):
        told = super().clean()
        told["reason"] = ""
        if told.get("outcome") == StepOutcome.SKIPPED:
            asked = SkipForm(self.data)
            if asked.is_valid():
                told["reason"] = asked.reason
            else:
                self.add_error("outcome", asked.errors.as_text())
        return told

    @property
    def answer(self) -> Answer:
        told = self.cleaned_data
        outcome = "" if told["outcome"] == UNDO else told["outcome"]
        return Answer(outcome=outcome, reason=told["reason"], seen=told["seen"])
