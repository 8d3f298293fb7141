"""What a form says of a field that was left empty."""

import pytest
from django import forms
from django.utils.translation import override

from clinics.models import Clinic

KINDS = [
    (forms.CharField(), "Fill this in."),
    (forms.IntegerField(), "Fill this in."),
    (forms.BooleanField(), "Tick this to go on."),
    (forms.ChoiceField(), "Choose one."),
    (forms.TypedChoiceField(), "Choose one."),
    (forms.ModelChoiceField(Clinic.objects.none()), "Choose one."),
    (forms.MultipleChoiceField(), "Choose at least one."),
    (forms.ModelMultipleChoiceField(Clinic.objects.none()), "Choose at least one."),
    (forms.FileField(), "Choose a file."),
    (forms.DateField(), "Give the date."),
]


def said(field: forms.Field) -> str:
    form = type("OneField", (forms.Form,), {"it": field})({})
    return form.errors["it"][0]


@pytest.mark.parametrize(("field", "words"), KINDS)
def test_each_kind_of_field_says_what_to_do(field, words):
    assert said(field) == words


def test_it_is_said_in_the_language_of_the_page():
    with override("es"):
        assert said(forms.ChoiceField()) == "Elige una opción."


def test_a_form_that_knows_better_says_so():
    field = forms.CharField(error_messages={"required": "Say why."})

    assert said(field) == "Say why."
