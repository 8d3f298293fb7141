"""Applying to be listed."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from clinics import time_zones
from clinics.forms.fields import (
    CountrySelect,
    OneLine,
    SubmitKey,
    clock_choices,
    country_choices,
)
from clinics.models import Clinic

ONE_LINE = ("name", "legal_name", "responsible_person", "street", "postcode", "town")


def _where_the_terms_are():
    return format_html(
        '<a href="{}">{}</a>', reverse("clinic-terms"), _("Read the terms first")
    )


class ApplicationForm(forms.ModelForm):
    """What is asked before a clinic has a workspace; the rest is asked there."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=country_choices,
        widget=CountrySelect(attrs={"autocomplete": "country"}),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=clock_choices,
        help_text=gettext_lazy(
            "We fill in the one of most people in your country. Check it: papers end, "
            "and hours count, by this clock."
        ),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I may speak for this clinic, and I accept the terms"),
    )
    submit_key = SubmitKey()

    class Meta:
        model = Clinic
        fields = [*ONE_LINE, "country", "time_zone"]
        field_classes = dict.fromkeys(ONE_LINE, OneLine)
        labels = {
            "name": gettext_lazy("Name of the clinic"),
            "legal_name": gettext_lazy("Legal name"),
            "responsible_person": gettext_lazy("Responsible person"),
        }
        help_texts = {
            "name": gettext_lazy("As it stands on the door."),
            "legal_name": gettext_lazy(
                "As it stands in the register of companies, on the licence or on "
                "invoices."
            ),
            "responsible_person": gettext_lazy(
                "Who answers for the clinic. Your team and our reviewers read it."
            ),
        }

    field_order = [*ONE_LINE, "country", "time_zone", "agree"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.guessed = self._guess()
        self.fields["agree"].help_text = _where_the_terms_are()
        # Filled in by us rather than by the browser's mistake.
        for name, hint in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = hint

    @property
    def details(self) -> dict:
        """The fields of Clinic by name, and the key."""
        names = [*self.Meta.fields, "submit_key"]
        return {name: self.cleaned_data[name] for name in names}

    def clean(self):
        data = super().clean()
        if self.guessed:
            sentence = _(
                "We have filled in the time zone of most of %(country)s: %(zone)s. "
                "Check it and send the form again."
            )
            country = countries.name(data.get("country", ""))
            facts = {"country": country, "zone": self.guessed}
            self.add_error("time_zone", sentence % facts)
        return data

    def _guess(self) -> str:
        """Without our script no clock is filled in before the form is sent."""
        if self.data.get("time_zone"):
            return ""
        guess = time_zones.guess(self.data.get("country", ""))
        if guess:
            self.data = self.data.copy()
            self.data["time_zone"] = guess
        return guess


AUTOCOMPLETE = {
    "name": "organization",
    "legal_name": "off",
    "responsible_person": "name",
    "street": "street-address",
    "postcode": "postal-code",
    "town": "address-level2",
}
