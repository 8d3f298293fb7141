"""What a reader is asked about a page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from portal.content.models.feedback import LONGEST_COMMENT

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Yes or no, and the version of the page that was being read.

    A version that is not one of the page, or is gone, gives way to the live one.
    """

    answer = forms.ChoiceField(
        choices=[(YES, _("Yes")), (NO, _("No"))],
        error_messages={
            "required": _("Press “Yes” or “No”."),
            "invalid_choice": _("Press “Yes” or “No”."),
        },
    )
    version = forms.ModelChoiceField(queryset=Revision.objects.none(), required=False)

    def __init__(self, page, data=None):
        super().__init__(data)
        self.page = page
        self.fields["version"].queryset = Revision.objects.for_instance(page)

    def clean(self):
        told = super().clean()
        self.errors.pop("version", None)
        told["version"] = told.get("version") or self.page.live_revision
        return told


class TextField(forms.CharField):
    """A text in which a line break is one letter, as for the browser that counts."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class CommentForm(forms.Form):
    """What was unclear or wrong, in the reader's words.

    `subject` is hidden from people; only a program that fills every field fills it.
    """

    comment = TextField(
        label=_("What was unclear or wrong?"),
        help_text=_("Please write no names and nothing about your own health."),
        max_length=LONGEST_COMMENT,
        required=False,
    )
    subject = forms.CharField(required=False)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("subject"))
