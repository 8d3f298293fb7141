"""Taking a clinic off the list, and saying why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import OneLine, Paragraphs


class MoveForm(forms.Form):
    """A reason for the team and a sentence for everybody.

    `asks` names those of the two that this move has; both or neither are `needed`.
    """

    WORDS = ("reason", "public_sentence")

    reason = Paragraphs(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the team and the reviewers of this site read it."),
    )
    public_sentence = OneLine(
        label=_("One sentence for the public"),
        max_length=200,
        help_text=_(
            "It stands in the record of the clinic for good. No names of people and "
            "nothing about their health."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, asks=(), needed: bool, seen: str):
        super().__init__(data, initial={"seen": seen})
        for name in set(self.WORDS) - set(asks):
            del self.fields[name]
        for name in asks:
            self.fields[name].required = needed

    @property
    def words(self) -> dict[str, str]:
        """The reason and the sentence, as far as they are asked for."""
        asked = [name for name in self.WORDS if name in self.fields]
        return {name: self.cleaned_data[name] for name in asked}

    @property
    def sentence(self) -> str:
        """What was typed for the public, right or wrong."""
        if "public_sentence" not in self.fields:
            return ""
        return self["public_sentence"].value() or ""
