"""What a person may change about their own account."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.fields import OneLine
from portal.accounts.models import User

# The old names without a place ("EST", "Etc/GMT+5") confuse more than they help.
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian")


def time_zone_choices() -> list:
    """The zones of the world by area, the Pacific last, and UTC on its own."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        area, _slash, place = name.partition("/")
        if place and area in (*AREAS, "Pacific"):
            label = place.replace("_", " ").replace("/", ", ")
            groups.setdefault(area, []).append((name, label))
    return [("UTC", "UTC"), *groups.items()]


class ProfileForm(forms.ModelForm):
    """Name, language and time zone; the address has a page of its own."""

    display_name = OneLine(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For these pages and for the mails we send you."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("Times are shown as the clock where you are shows them."),
    )

    class Meta:
        model = User
        fields = ["display_name", "language", "time_zone"]
