"""What a moderator does with an urgent report that nobody opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ReportLevel
from clinics.forms.fields import OneLine, Paragraphs
from clinics.models import Clinic

LONGEST = 1000


def _words(label, help_text, *, rows: int) -> Paragraphs:
    return Paragraphs(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OpenForm(forms.Form):
    """Why name and answers are needed."""

    reason = _words(
        _("Why you need them"),
        _("The client reads it, and the log keeps that you opened them."),
        rows=2,
    )


class RaiseForm(forms.Form):
    """`was` is the level that the page showed: a form sent twice stays valid."""

    was = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.TypedChoiceField(
        label=_("Higher level"), coerce=lambda value: ReportLevel(int(value))
    )
    reason = _words(_("Why"), _("Client and clinic read it."), rows=2)

    def __init__(self, *args, now: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["was"] = now
        self.fields["level"].choices = _higher(self["was"].value(), now)

    def clean(self):
        told = super().clean()
        told.pop("was", None)
        return told


def _higher(was, now: int) -> list[tuple[int, str]]:
    known = str(was) in map(str, ReportLevel.values)
    least = min(int(was), now) if known else now
    return [each for each in ReportLevel.choices if each[0] > least]


class WriteForm(forms.Form):
    text = _words(
        _("To the clinic"),
        _(
            "It stands beside the report in their workspace. A letter tells the "
            "owners, the urgent contact and the deputy that it is there."
        ),
        rows=5,
    )


class FoundForm(forms.Form):
    """Which clinic of the platform a place is that was named as not here."""

    clinic = OneLine(
        label=_("Address of its profile"),
        max_length=200,
        help_text=_("As the browser shows it, or its last part alone."),
    )

    def clean_clinic(self) -> Clinic:
        told = self.cleaned_data["clinic"]
        slug = told.partition("?")[0].rstrip("/").rpartition("/")[2]
        found = Clinic.objects.listed().filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(
                _("No clinic on the list has this address. Copy it from its profile.")
            )
        return found


class CloseForm(forms.Form):
    conclusion = _words(
        _("What came of it"), _("The client reads it. Nothing else changes."), rows=2
    )
