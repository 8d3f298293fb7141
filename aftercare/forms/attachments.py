"""Files of a message, as both sides choose them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domain import attachments
from aftercare.models.report_course import MOST_ATTACHED
from portal.files.fields import SeveralReceivedField

ONLY_PDF = gettext_lazy(
    "Up to 3 PDF files of at most 10 MB each. You do not allow photos now, so pictures "
    "cannot be attached."
)


def attached_files() -> SeveralReceivedField:
    return SeveralReceivedField(
        policy=attachments.POLICY,
        most=MOST_ATTACHED,
        required=False,
        label=gettext_lazy("Attach files"),
        help_text=gettext_lazy(
            "Up to 3 pictures (JPEG, PNG, HEIC) or PDF files of at most 10 MB each. "
            "Where a picture was taken is not kept."
        ),
    )


class WithFiles:
    """A form with a message, or files, or both. `takes_pictures`: or PDF alone."""

    takes_pictures = True
    everything_is_optional = True  # no mark: the message says that one is needed

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Write, attach files, or both.")

    def clean_files(self):
        came = attachments.ready(self.cleaned_data["files"])
        if not self.takes_pictures and any(each.is_picture for each in came):
            raise forms.ValidationError(_refused_pictures(came))
        return came

    def clean(self):
        told = super().clean()
        empty = not told.get("text") and not told.get("files")
        if empty and not self.errors.keys() & {"text", "files"}:
            self.add_error("text", _("Write a message, or attach a file."))
        if self.errors:
            self.ask_for_files_anew()
        return told

    def ask_for_files_anew(self) -> None:
        """Say that the files which came along are not kept, if that is not said yet."""
        if self.files.getlist("files") and "files" not in self.errors:
            self.add_error("files", SeveralReceivedField.again())

    def did_not_take(self, trouble: Exception) -> None:
        """Say why the files of a message could not be kept with it."""
        said = _("The files could not be stored just now. Send them in a few minutes.")
        if isinstance(trouble, attachments.NotAllowed):
            said = _("You do not allow photos now, so pictures cannot be attached.")
        self.add_error("files", [said, SeveralReceivedField.again()])


def _refused_pictures(came: list[attachments.Ready]) -> list[str]:
    said = _("%(name)s: you do not allow photos now, so pictures cannot be attached.")
    names = [each.received.name for each in came if each.is_picture]
    return [*(said % {"name": name} for name in names), SeveralReceivedField.again()]
