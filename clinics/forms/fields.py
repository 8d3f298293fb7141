"""Fields that several forms of clinics ask with."""

import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from clinics import languages, time_zones
from portal.accounts.forms.fields import OneLine as OneLine  # for forms of clinics
from portal.accounts.forms.profile import time_zone_choices

EARLIEST = datetime.date(1950, 1, 1)
AHEAD = datetime.timedelta(days=366)


def refuse_slip(day: datetime.date) -> None:
    """Of a day on which something began or will begin. Raises ValidationError."""
    if not EARLIEST <= day <= timezone.localdate() + AHEAD:
        raise forms.ValidationError(
            _("Check the year: it lies too far back, or more than a year ahead.")
        )


class Paragraphs(forms.CharField):
    """Words on several lines, counted and kept with one letter for each line's end."""

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class SubmitKey(forms.UUIDField):
    """A number that makes two sendings of one form one act; a lost one is renewed."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def clean(self, value):
        try:
            return super().clean(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()


class CountrySelect(forms.Select):
    """Each country carries the clock that most of it lives by, for our script."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if zone := time_zones.guess(str(value)):
            option["attrs"]["data-time-zone"] = zone
        return option


def country_choices() -> list:
    return [("", _("Choose a country")), *countries]


def clock_choices() -> list:
    return [("", _("Choose a time zone")), *time_zone_choices()]


class SeveralSelects(forms.SelectMultiple):
    """One select per chosen value and a few more: a list too long for boxes."""

    template_name = "clinics/widgets/several_selects.html"
    MORE, AT_MOST = 2, 12

    def get_context(self, name, value, attrs):
        chosen = [*(value or []), *[""] * self.MORE][: self.AT_MOST]
        offered = [("", _("Choose a language")), *self.choices]
        return {
            "name": name,
            "id": (attrs or {}).get("id", ""),
            "selects": [
                [(code, label, code == each) for code, label in offered]
                for each in chosen
            ],
        }

    def value_from_datadict(self, data, files, name):
        return [
            *dict.fromkeys(
                filter(None, super().value_from_datadict(data, files, name) or [])
            )
        ]

    def id_for_label(self, id_, index=None):
        return f"{id_}_0"

    def use_required_attribute(self, initial):
        return False


class Languages(forms.MultipleChoiceField):
    """Which languages clients are spoken to in."""

    widget = SeveralSelects

    def __init__(self, **kwargs):
        super().__init__(choices=languages.choices, **kwargs)
