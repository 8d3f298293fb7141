"""How a clinic words and moves the steps of its plan."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aftercare.enums import PlanKind
from aftercare.models import PlanStep
from clinics.forms.fields import Paragraphs
from portal.knowledge import plan_steps
from portal.knowledge.plan_steps import Frequency, Side
from portal.ui.texts import Texts

LONGEST_DAY = 3650
PARTS = {"title": (_("What to do"), 1), "why": (_("Why"), 3)}


class WordsForm(forms.Form):
    """Title and reason, in every language that clients read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part, (label, rows) in PARTS.items():
            for code, language in settings.LANGUAGES:
                self.fields[f"{part}_{code}"] = Paragraphs(
                    label=_("%(part)s (%(language)s)")
                    % {"part": label, "language": language},
                    max_length=PlanStep._meta.get_field(part).max_words,
                    widget=_box(rows, code),
                )

    def put_back(self, sentence: str, *, based_on: int) -> None:
        """Somebody was faster: say so, and keep what was typed for another try."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data["based_on"] = based_on

    def words(self, part: str) -> Texts:
        told = self.cleaned_data
        return Texts(
            (code, told[f"{part}_{code}"]) for code, _name in settings.LANGUAGES
        )


class StepForm(WordsForm):
    """One step of the clinic's plan: its words, and the day that may be moved."""

    day = forms.IntegerField(min_value=0, max_value=LONGEST_DAY)
    reason = Paragraphs(
        label=_("Your reason for doing it otherwise"),
        required=False,
        max_length=PlanStep._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed only outside the bounds. Clients read it beside the step, and so "
            "do our moderators."
        ),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, step: PlanStep, based_on: int, **kwargs):
        known = step.known
        initial = {
            "day": step.moving_day,
            "reason": step.reason,
            "based_on": based_on,
        }
        for part in PARTS:
            words = getattr(step, part)
            initial |= {f"{part}_{code}": text for code, text in words.items()}
        super().__init__(*args, initial=initial, **kwargs)
        day = self.fields["day"]
        begins = known is not None and known.move.side == Side.START
        day.label = _("First day") if begins else _("Last day")
        if known is None:
            del self.fields["reason"]
        else:
            day.help_text = _("Between day %(first)d and day %(last)d.") % {
                "first": known.move.earliest,
                "last": known.move.latest,
            }
        if step.is_safety:
            self.fields["reason"].help_text = _(
                "This step keeps people safe: needed for other words too, not only "
                "outside the bounds. Clients read it beside the step, and so do our "
                "moderators."
            )
        self.order_fields([*self._of_words(), "day", "reason", "based_on"])

    def _of_words(self) -> list[str]:
        return [name for name in self.fields if name.partition("_")[0] in PARTS]


class AddForm(WordsForm):
    """A step of the clinic's own."""

    kind = forms.ChoiceField(
        label=_("What it asks for"), choices=PlanKind, widget=forms.RadioSelect
    )
    first_day = forms.IntegerField(
        label=_("First day"), min_value=0, max_value=LONGEST_DAY
    )
    last_day = forms.IntegerField(
        label=_("Last day"), min_value=0, max_value=LONGEST_DAY
    )
    frequency = forms.ChoiceField(label=_("How often"))
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, based_on: int, language: str, **kwargs):
        super().__init__(*args, initial={"based_on": based_on}, **kwargs)
        self.fields["frequency"].choices = [
            (often.value, plan_steps.PLAN.frequencies[often].to(language))
            for often in Frequency
        ]

    def clean(self):
        told = super().clean()
        first, last = told.get("first_day"), told.get("last_day")
        if first is not None and last is not None and last < first:
            self.add_error("last_day", _("The last day comes after the first."))
        return told


def _box(rows: int, code: str) -> forms.Widget:
    attrs = {"lang": code}
    if rows == 1:
        return forms.TextInput(attrs=attrs)
    return forms.Textarea(attrs=attrs | {"rows": rows})
