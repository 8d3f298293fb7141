"""A check-in as a form: a short page, and a second one where an answer opens more."""

from collections.abc import Iterator, Mapping
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare import asking
from aftercare.forms.attachments import ONLY_PDF, WithFiles, attached_files
from clinics.forms.fields import Paragraphs
from portal.knowledge.symptoms import CATALOGUE, Answers, Kind
from portal.ui.check import fields
from portal.ui.check.groups import RED_FLAGS, RISK

NO_ANSWER = (None, "", [])
NOTE = "note"
NO_SIGN = frozenset({RED_FLAGS, RISK, NOTE})  # alone they leave nothing to judge
NOTHING_TOLD = _("Answer at least one question, so that there is something to judge.")
NOT_WHOLE = _("This page was not whole. Nothing was sent; send it again.")


class WithNote:
    """A form whose note is cut to its limit where what it goes with cannot wait."""

    note_was_cut = False

    def cut_note(self) -> None:
        """Take of a note that was refused what fits."""
        if NOTE not in self.errors:
            return
        field = self.fields[NOTE]
        whole = field.to_python(self.data[NOTE])
        self.cleaned_data[NOTE] = whole[: field.max_length]
        self.note_was_cut = True
        del self.errors[NOTE]


class ReportForm(WithNote, forms.Form):
    """What a client tells of today; `shown` are the questions of the page at hand.

    A red flag is enough for an answer: then nothing else may stand in the way.
    """

    everything_is_optional = True

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
        for name in asking.ALL:
            self.fields[name] = _one_tap(name)
        self.fields[NOTE] = Paragraphs(
            label=_("Anything your clinic should know"),
            help_text=_("The level does not depend on it: a person reads it."),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self):
        told = super().clean()
        if told.get("key") is None:
            self.errors.clear()
            self.data = self.data.copy()
            self.data["key"] = str(uuid4())
            self.add_error(None, NOT_WHOLE)
        elif told.get(RED_FLAGS):
            self.cut_note()
            self.errors.clear()
        elif not self.errors and not self.answers.keys() - NO_SIGN:
            self.add_error(None, NOTHING_TOLD)
        return told

    @property
    def answers(self) -> Answers:
        """What was answered; that no red flag was ticked is an answer too."""
        names = (*asking.ALL, NOTE)
        read = {name: self.cleaned_data.get(name) for name in names}
        given = {name: each for name, each in read.items() if each not in NO_ANSWER}
        return {RED_FLAGS: [], **given}

    def only(self, names) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Every further question under the heading that people look for."""
        found = []
        for group in asking.GROUPS:
            names = [name for name in group.questions if name not in asking.USUAL]
            if names:
                found.append((group.title, self.only(names)))
        return found

    def hidden(self, *, but: frozenset[str]) -> Iterator[tuple[str, str]]:
        """What was told, as pairs for hidden fields, but for what the page asks."""
        for name in self.fields:
            for value in self.data.getlist(name) if name not in but else ():
                if value:
                    yield name, value


def filled_in(answers: Mapping) -> dict:
    """How the usual questions stood last time, to be changed where that changed."""
    spoken = {True: "yes", False: "no"}
    return {
        name: spoken[answers[name]]
        if isinstance(answers[name], bool)
        else answers[name]
        for name in asking.USUAL
        if name in answers
    }


def _one_tap(name: str) -> forms.Field:
    """The field of a question; numbers lie side by side, each a tap away."""
    item = CATALOGUE.item(name)
    field = fields.field(name)
    if item.kind is Kind.NUMBER and item.whole:
        numbers = [(n, n) for n in range(item.lowest, item.highest + 1)]
        field = forms.TypedChoiceField(
            choices=numbers,
            coerce=int,
            empty_value=None,
            required=False,
            label=field.label,
            help_text=field.help_text,
            widget=forms.RadioSelect,
        )
    return field


class NotBetterForm(WithNote, forms.Form):
    """Open a report again; nothing of it is refused."""

    note = Paragraphs(
        label=_("What is not better?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        told = super().clean()
        self.cut_note()
        return told


class MessageForm(WithFiles, forms.Form):
    """A message to the clinic; pictures only of who allows photos."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Paragraphs(
        label=_("Your message"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = attached_files()

    def __init__(self, *args, takes_pictures: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
        self.takes_pictures = takes_pictures
        if not takes_pictures:
            self.fields["files"].help_text = ONLY_PDF
            self.fields["files"].widget.attrs["accept"] = ".pdf"
