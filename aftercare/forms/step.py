"""Why a step of the plan is skipped, asked of a person who is tired."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.models import StepRecord

OTHER = "other"
REASONS = {
    "clinic": _("My clinic told me otherwise."),
    "not_possible": _("It is not possible today."),
    "not_for_me": _("It does not fit me."),
    OTHER: _("Another reason"),
}


class SkipForm(forms.Form):
    """One tap, or a few words."""

    why = forms.ChoiceField(
        label=_("Why do you skip it?"),
        choices=REASONS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=StepRecord._meta.get_field("reason").max_length,
        help_text=_("It stays with your plan."),
    )

    def clean(self):
        told = super().clean()
        if told.get("why") == OTHER and not told.get("words"):
            self.add_error("words", _("Say in a few words why you skip it."))
        return told

    @property
    def reason(self) -> str:
        """What is kept: the person's own words, else those of the answer."""
        return self.cleaned_data["words"] or str(REASONS[self.cleaned_data["why"]])
