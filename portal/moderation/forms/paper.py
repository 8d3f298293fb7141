"""What a reviewer says about a paper that was accepted once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.enums import AppealOutcome, ProposalOutcome, Reason, ReplyOutcome
from clinics.forms.fields import OneLine, Paragraphs


def _words(label, **options):
    widget = forms.Textarea(attrs={"rows": 4})
    return Paragraphs(label=label, max_length=1000, widget=widget, **options)


def _reason(**options):
    choices = [("", _("Choose a reason")), *Reason.choices]
    return forms.ChoiceField(label=_("Reason"), choices=choices, **options)


def _sentence(**options):
    return OneLine(
        label=_("One sentence for the public"),
        max_length=200,
        help_text=_(
            "It stands on the page of the paper and in the history for good. No names "
            "of people and nothing about their health."
        ),
        **options,
    )


class AgainstForm(forms.Form):
    """To suspend or to revoke."""

    reason = _reason()
    text = _words(
        _("Reason in words"),
        help_text=_("The team of the clinic and the reviewers read it, nobody else."),
    )
    public_sentence = _sentence()


class LiftForm(forms.Form):
    """To end a suspension."""

    text = _words(
        _("Why it ends"),
        help_text=_("The team of the clinic and the reviewers read it, nobody else."),
    )
    public_sentence = _sentence(required=False)


class AnswerForm(forms.Form):
    """Two or three buttons and a note, which some of the buttons need.

    `answers` are the values of the buttons, `needs_note` those that ask for the note.
    """

    answers: tuple[str, ...] = ()
    needs_note: frozenset[str] = frozenset()
    missing = ""

    def clean(self):
        cleaned = super().clean()
        answer = self.data.get("act", "")
        if answer not in self.answers:
            raise forms.ValidationError(_("Choose one of the buttons."))
        if answer in self.needs_note and not cleaned.get("note"):
            self.add_error("note", self.missing)
        return cleaned | {"answer": answer}


class SettleForm(AnswerForm):
    """Confirm, decline or take back a proposal."""

    answers = (
        ProposalOutcome.CONFIRMED,
        ProposalOutcome.DECLINED,
        ProposalOutcome.WITHDRAWN,
    )
    needs_note = frozenset({ProposalOutcome.DECLINED})
    missing = _("Say why not.")
    note = _words(
        _("Why not"),
        required=False,
        help_text=_(
            "Only to decline. Reviewers read it; after an emergency also the "
            "team of the clinic."
        ),
    )


class VetForm(AnswerForm):
    """Publish a reply, or say why not."""

    answers = tuple(ReplyOutcome)
    needs_note = frozenset({ReplyOutcome.REFUSED})
    missing = _("Say why it is not published.")
    note = _words(
        _("Why it is not published"),
        required=False,
        help_text=_("Only to refuse. Whoever wrote the reply reads it."),
    )


class AppealForm(AnswerForm):
    """Let a decision stand or overturn it, with the reason either way."""

    answers = tuple(AppealOutcome)
    needs_note = frozenset(AppealOutcome)
    missing = _("Say why.")
    note = _words(
        _("Your reason"),
        required=False,
        help_text=_("Whoever appealed reads it, and the reviewers."),
    )


class LookForm(forms.Form):
    """What somebody finds who does not know the first answer."""

    would_accept = forms.TypedChoiceField(
        label=_("Would you accept this paper?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = _reason(required=False, help_text=_("Only if you would not."))
    text = _words(
        _("What you found"), help_text=_("Reviewers and their leads read it.")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("would_accept") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason from the list."))
        if cleaned.get("would_accept"):
            cleaned["reason"] = ""
        return cleaned
