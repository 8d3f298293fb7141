"""Files from outside, as fields of a form."""

from django import forms
from django.utils.translation import gettext as _

from portal.files import apart, intake
from portal.files.policies import Policy
from portal.files.refusing import Refused


class ReceivedField(forms.FileField):
    """Gives what came in at the door (`intake.Received`), or None without a file."""

    def __init__(self, *, policy: Policy, **options):
        super().__init__(allow_empty_file=True, **options)
        self.policy = policy

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return intake.receive(file, self.policy)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        except apart.Busy:
            raise forms.ValidationError(
                _("Many pictures are being read just now. Try again in a moment.")
            ) from None


class SeveralFiles(forms.FileInput):
    """Lets somebody choose more than one."""

    allow_multiple_selected = True


class SeveralReceivedField(forms.FileField):
    """Gives what came in as a list, or says of each file why it did not.

    A browser does not send a chosen file twice, so the last sentence asks for all anew.
    """

    widget = SeveralFiles

    def __init__(self, *, policy: Policy, most: int, **options):
        super().__init__(**options)
        self.one = ReceivedField(policy=policy)
        self.most = most
        self.widget.attrs["accept"] = policy.endings

    def clean(self, data, initial=None):
        files = data or []
        if len(files) > self.most:
            said = _("Choose at most %(most)s files.") % {"most": self.most}
            raise forms.ValidationError([said, self.again()])
        came, refused = [], []
        for file in files:
            try:
                came.append(self.one.clean(file))
            except forms.ValidationError as refusal:
                refused.append(f"{intake.shown_name(file)}: {refusal.message}")
        if refused:
            raise forms.ValidationError([*refused, self.again()])
        return came

    @staticmethod
    def again() -> str:
        """What to do about files once one of them was refused."""
        return _("Nothing was sent yet. Your words are kept; choose the files anew.")
