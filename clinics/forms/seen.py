"""What a person saw when a form was made, kept in the form itself.

When somebody else has changed the same thing meanwhile, it tells whose change is
whose. The seal keeps a form from naming what was never shown.
"""

from django import forms
from django.core import signing

SALT = "clinics.seen"


class Seen(forms.CharField):
    """The sealed facts; None where they are lost or were not sealed by us."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return opened(value or "")


def sealed(facts: dict) -> str:
    return signing.dumps(facts, salt=SALT, compress=True)


def opened(token: str) -> dict | None:
    try:
        return signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
