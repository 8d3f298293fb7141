"""What a form says where nothing was given: what to do, by the kind of field.

Django says "This field is required." everywhere. A form that knows better still says so
in its own `error_messages`.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    forms.Field: _("Fill this in."),
    forms.BooleanField: _("Tick this to go on."),
    forms.ChoiceField: _("Choose one."),
    forms.MultipleChoiceField: _("Choose at least one."),
    forms.ModelMultipleChoiceField: _("Choose at least one."),
    forms.FileField: _("Choose a file."),
    forms.DateField: _("Give the date."),
}


def say() -> None:
    """Make these the words of every form, the admin's too."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}
