"""Fields that forms of every app ask with."""

from django import forms


class OneLine(forms.CharField):
    """Words that stand on one line; they end up in subjects and texts of mails, too."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())
