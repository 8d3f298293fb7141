"""The check as a form: one page, and nothing in it must be answered but the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.knowledge.schema import LONGEST_COURSE
from portal.knowledge.symptoms import Answers
from portal.ui.check import fields
from portal.ui.check.groups import ASKED, GROUPS, RED_FLAGS, RISK

NO_ANSWER = (None, "", [])
NOTHING_TOLD = _(
    "Open what bothers you and answer at least one question. If nothing there fits, "
    "open “Something else”, or ask your clinic or a doctor."
)


@dataclass(frozen=True)
class Opening:
    """A heading of the form with its fields; open when one of them was answered."""

    title: Promise
    fields: list[forms.BoundField]
    open: bool


class CheckForm(forms.Form):
    """What somebody tells the check.

    A red flag is enough for an answer: then nothing else may stand in the way.
    """

    everything_is_optional = True

    day = forms.IntegerField(
        label=_("Days since your last session"),
        help_text=_("Today is 0, yesterday is 1. Long ago, a rough number will do."),
        min_value=0,
        max_value=LONGEST_COURSE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Type the number of days. Today is 0."),
            "invalid": _("Type a whole number of days, such as 5. Today is 0."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in ASKED:
            self.fields[key] = fields.field(key)
        # The catalogue speaks of a client's profile; nobody has one here.
        self.fields[RISK].help_text = _("Some signs count for more with these.")

    def clean(self):
        told = super().clean()
        if told.get(RED_FLAGS):
            self.errors.clear()
        elif self.errors.keys() <= {"day"} and not self._tells_anything():
            self.add_error(None, NOTHING_TOLD)
        return told

    def _tells_anything(self):
        return bool(self.answers.keys() - {RED_FLAGS, RISK})

    @property
    def answers(self) -> Answers:
        """The answers that were given and could be read, in the order of the form.

        Everybody is asked about red flags: that none was ticked is an answer too.
        """
        read = {key: self.cleaned_data.get(key) for key in ASKED}
        given = {key: value for key, value in read.items() if value not in NO_ANSWER}
        return {RED_FLAGS: [], **given}

    @cached_property
    def openings(self) -> list[Opening]:
        return [
            Opening(group.title, bound, any(map(_has_answer, bound)))
            for group in GROUPS
            for bound in [[self[key] for key in group.questions]]
        ]

    def hidden(self) -> Iterator[tuple[str, str]]:
        """What was told, as pairs for hidden fields that bring it back."""
        for name in self.fields:
            for value in self.data.getlist(name):
                if value:
                    yield name, value


def _has_answer(bound: forms.BoundField) -> bool:
    return bound.form.is_bound and bool(bound.data)
