"""What whom a decision is about says against it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import Paragraphs
from clinics.models.sanction import LONGEST_REPLY


class ReplyForm(forms.Form):
    """Read by the public, so by a reviewer first."""

    text = Paragraphs(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "At most 600 characters. The public reads it beside our sentence, for as "
            "long as that stands there. No names of people and nothing about anybody's "
            "health."
        ),
    )


class AppealForm(forms.Form):
    """Read by whoever decides on it, and by no one else."""

    text = Paragraphs(
        label=_("What was wrong with the decision"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Say what we got wrong, and what shows it. Only reviewers read this, never "
            "the public."
        ),
    )
