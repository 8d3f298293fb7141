"""A form field for each kind of question in the catalogue. None must be answered."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.knowledge.symptoms import CATALOGUE, AnswerError, Item, Kind

TEMPERATURE = re.compile(r"(\d{2,3}(?:[.,]\d{1,2})?)\s*°?\s*([CF]?)", re.IGNORECASE)
LOWEST_FAHRENHEIT = 86  # of the catalogue; numbers below it are in °C


class TemperatureField(forms.Field):
    """A temperature as people type it: "38.2", "38,2 °C", "101 F"; a number or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value):
        if value in self.empty_values or not value.strip():
            return None
        read = TEMPERATURE.fullmatch(value.strip())
        degrees = float(read[1].replace(",", ".")) if read else 0
        unit = "F" if degrees >= LOWEST_FAHRENHEIT else "C"
        try:
            CATALOGUE.item("temp").check(degrees)
        except AnswerError:
            read = None
        if read is None or read[2].upper() not in ("", unit):
            raise ValidationError(
                _("Type a temperature such as 38.2 in °C or 100.8 in °F.")
            )
        return degrees


def _scale(item: Item, language: str) -> forms.Field:
    choices = [(option.value, option.label.to(language)) for option in item.options]
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect
    )


def _choice(item: Item, language: str) -> forms.Field:
    choices = [(option.value, option.label.to(language)) for option in item.options]
    return forms.TypedChoiceField(
        choices=choices, empty_value=None, widget=forms.RadioSelect
    )


def _yes_no(_item: Item, _language: str) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _number(item: Item, _language: str) -> forms.Field:
    if not item.whole:
        return TemperatureField()
    numbers = [(n, n) for n in range(item.lowest, item.highest + 1)]
    return forms.TypedChoiceField(
        choices=[("", _("No answer")), *numbers], coerce=int, empty_value=None
    )


def _ticks(item: Item, language: str) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=[(option.value, option.label.to(language)) for option in item.options],
        widget=forms.CheckboxSelectMultiple,
    )


MAKERS = {
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.TICKS: _ticks,
}


def field(key: str) -> forms.Field:
    """The field of a question, in the language that is being read."""
    language = get_language() or "en"
    item = CATALOGUE.item(key)
    made = MAKERS[item.kind](item, language)
    made.required = False
    made.label = item.question.to(language)
    made.help_text = item.help.to(language) if item.help else ""
    return made
