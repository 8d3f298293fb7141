"""What a reviewer says when deciding about a clinic."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import OneLine, Paragraphs


def _note(label, **options):
    widget = forms.Textarea(attrs={"rows": 4})
    return Paragraphs(label=label, max_length=1000, widget=widget, **options)


class ActForm(forms.Form):
    """Carries what was on the screen, so that nobody decides on something older."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def sentence(self) -> str:
        """What was typed for the public, right or wrong."""
        if "public_sentence" not in self.fields:
            return ""
        return self["public_sentence"].value() or ""

    def renewed(self, seen: str) -> "ActForm":
        """The same answers, over the clinic as it is now."""
        answers = self.data.copy()
        answers["seen"] = seen
        return type(self)(answers)


class ListForm(ActForm):
    """The three things that are checked before a clinic is listed."""

    identity = forms.BooleanField(
        label=_("Identity checked"),
        help_text=_(
            "Legal name and responsible person stand in a register of companies or on "
            "an official paper, and whoever applied may speak for them."
        ),
    )
    premises = forms.BooleanField(
        label=_("Premises checked"),
        help_text=_(
            "The address is the one on the licence or in the council's register, and "
            "the place is there: a map, photos, a call."
        ),
    )
    insurance = forms.BooleanField(
        label=_("Insurance checked"),
        help_text=_(
            "A policy in force names micropigmentation of the scalp, this clinic and "
            "the country it works in."
        ),
    )
    note = _note(
        _("Note for the team"),
        required=False,
        help_text=_("Stands in the clinic's record; its owners read it."),
    )


class SendBackForm(ActForm):
    what = _note(
        _("What is to be mended"),
        help_text=_("The owners get these words by mail. They are not kept here."),
    )


class TakeOffForm(ActForm):
    reason = _note(
        _("Reason"),
        help_text=_("The team of the clinic and the reviewers read it, nobody else."),
    )
    public_sentence = OneLine(
        label=_("One sentence for the public"),
        max_length=200,
        help_text=_(
            "It stands in the record of the clinic for good. No names of people and "
            "nothing about their health."
        ),
    )


class LiftForm(ActForm):
    reason = _note(
        _("Why it ends"),
        required=False,
        help_text=_("The team of the clinic and the reviewers read it, nobody else."),
    )
