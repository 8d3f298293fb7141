"""One photo of the scalp."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domain.photos import POLICY
from portal.files.fields import ReceivedField


class PhotoForm(forms.Form):
    """A photo of one view; which one, the address says."""

    photo = ReceivedField(
        policy=POLICY,
        error_messages={"required": _("Choose a photo first, or take one.")},
    )
