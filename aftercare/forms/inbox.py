"""What the clinic answers to a report."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ReportLevel, ReportOutcome
from aftercare.forms.attachments import WithFiles, attached_files
from clinics.forms.fields import Paragraphs

MEANWHILE = _("Somebody did something with it meanwhile. Look first.")
# Words to begin with. What to watch for, and when to come back, is always written.
TEMPLATES = {
    "usual": (
        _("Usual"),
        _("What you describe is usual on this day. Go on with your plan."),
        _("Redness that spreads, pain that grows, pus, or a fever."),
        _("In two days if it is not better, at once if it is worse."),
    ),
    "doctor": (
        _("See a doctor"),
        _("Please have a doctor look at it today, and show what you told us."),
        _("Fever, shivering, or redness that spreads."),
        _("Write after you have been there, today or tomorrow."),
    ),
    "come_in": (
        _("Come in"),
        _("Please come by, so that we can look at it together."),
        _("Redness that spreads, pain that grows, pus, or a fever."),
        _("At once if it gets worse before we have seen you."),
    ),
}


def _lines(label, *, longest: int, rows: int = 2, asked: str = "") -> Paragraphs:
    """Some lines of text; `asked` is said when they have to be there and are not."""
    return Paragraphs(
        label=label,
        max_length=longest,
        required=bool(asked),
        error_messages={"required": asked},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AnswerForm(forms.Form):
    """Each carries how much had happened when the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def is_behind(self, seen: int) -> bool:
        """Whether less had happened when the page was made; asked once it was read."""
        return self.cleaned_data.get("seen", seen) != seen

    def put_back(self, *, seen: int) -> None:
        """Somebody was faster: say so, and keep what was typed for another try."""
        self.add_error(None, MEANWHILE)
        self.data = self.data.copy()
        self.data["seen"] = seen

    def words(self) -> list[tuple[str, str]]:
        """What was typed in lines, each under its label."""
        lines = [each for each in self if isinstance(each.field, forms.CharField)]
        told = [(each.label, each.value()) for each in lines if not each.is_hidden]
        return [(label, words) for label, words in told if words]


class ReplyForm(WithFiles, AnswerForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = _lines(_("Your answer"), longest=2000, rows=4)
    files = attached_files()
    watch_for = _lines(
        _("What to watch for"),
        longest=500,
        asked=_("Say what the client should watch for."),
    )
    come_back = _lines(
        _("When to come back"),
        longest=500,
        asked=_("Say when the client should come back to you."),
    )

    def __init__(self, *args, template: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
        if template in TEMPLATES:
            _name, text, watch_for, come_back = TEMPLATES[template]
            self.initial |= {
                "text": text,
                "watch_for": watch_for,
                "come_back": come_back,
            }

    def put_back(self, *, seen: int) -> None:
        super().put_back(seen=seen)
        self.ask_for_files_anew()


class ContactForm(AnswerForm):
    note = _lines(
        _("What you spoke of"), longest=1000, asked=_("Write down what you spoke of.")
    )
    level = forms.TypedChoiceField(
        label=_("Level after the talk"),
        coerce=lambda value: ReportLevel(int(value)),
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, now: int, **kwargs):
        super().__init__(*args, **kwargs)
        lower = [each for each in ReportLevel.choices if each[0] < now]
        self.fields["level"].choices = [("", _("As it is")), *lower]


class RaiseForm(AnswerForm):
    level = forms.TypedChoiceField(
        label=_("Higher level"), coerce=lambda value: ReportLevel(int(value))
    )
    reason = _lines(_("Why"), longest=1000, asked=_("Write down why."))

    def __init__(self, *args, now: int, **kwargs):
        super().__init__(*args, **kwargs)
        higher = [each for each in ReportLevel.choices if each[0] > now]
        self.fields["level"].choices = higher


class ResolveForm(AnswerForm):
    outcome = forms.TypedChoiceField(
        label=_("How it ended"), choices=ReportOutcome.choices, coerce=ReportOutcome
    )
