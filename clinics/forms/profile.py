"""What a clinic says of itself, and what becomes of two changes at once."""

import copy
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from clinics import languages
from clinics.enums import ClinicStatus
from clinics.forms.application import AUTOCOMPLETE
from clinics.forms.fields import (
    CountrySelect,
    Languages,
    OneLine,
    Paragraphs,
    clock_choices,
    country_choices,
)
from clinics.forms.seen import Seen, opened, sealed
from clinics.models import Clinic
from clinics.models.identity import IDENTITY

ADDRESS = ("street", "postcode", "town", "country", "time_zone")
PLACE = ("latitude", "longitude")
WAYS = ("website", "public_email", "public_phone")
PUBLIC = ("name", "legal_name", "description", *ADDRESS, *PLACE, *WAYS)
PRIVATE = ("responsible_person",)
OWN = (*PUBLIC, *PRIVATE)
ONE_LINE = ("name", "legal_name", "street", "postcode", "town", "public_phone")
ONE_LINE += PRIVATE
OFF_LIMITS = {
    ClinicStatus.SUSPENDED: _(
        "While the clinic is suspended, its names, its address and its place on the "
        "map stay as they are."
    ),
    ClinicStatus.CLOSED: _(
        "The clinic is closed: its names, its address and its place on the map stay "
        "as they are."
    ),
}
FOR_OWNERS = _(
    "Once a clinic was on the list, its owners alone change its names, its address "
    "and its place on the map."
)


def facts(clinic: Clinic) -> dict:
    """All that the form changes, as it travels in a form."""
    told = {name: _as_text(getattr(clinic, name)) for name in OWN}
    return told | {"languages": [row.language for row in clinic.languages.all()]}


def _as_text(value) -> str:
    if isinstance(value, Decimal):
        return f"{value:.5f}"
    return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that somebody else changed while it was being typed into."""

    name: str
    label: str
    mine: str
    theirs: str
    keeps_mine: bool


class ProfileForm(forms.ModelForm):
    """Everything that a clinic may change about itself, but for hours and contacts.

    Where `keeps` is true, what the public compares with the door is text alone.
    """

    country = forms.ChoiceField(
        label=_("Country"), choices=country_choices, widget=CountrySelect
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=clock_choices,
        help_text=_("Hours are read, and papers end, by this clock."),
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("With https:// in front."),
    )
    languages = Languages(
        label=_("Languages"),
        required=False,
        help_text=_("In which somebody can speak with a client, in person."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = Seen()

    class Meta:
        model = Clinic
        fields = OWN
        field_classes = dict.fromkeys(ONE_LINE, OneLine) | {"description": Paragraphs}
        widgets = {"description": forms.Textarea(attrs={"rows": 8})}
        labels = {
            "name": _("Name of the clinic"),
            "legal_name": _("Legal name"),
            "description": _("About the clinic"),
            "street": _("Street and number"),
            "postcode": _("Postcode"),
            "town": _("Town"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
            "public_email": _("E-mail address for the public"),
            "public_phone": _("Telephone for the public"),
            "responsible_person": _("Responsible person"),
        }
        help_texts = {
            "description": _(
                "Who works here, for whom, and how. At most 1500 characters, and "
                "nothing that nobody can promise."
            ),
            "latitude": _(
                "For the distance in the search. A map on your phone shows both "
                "numbers when you press on your door, like 51.48000 and -3.18000."
            ),
            "longitude": _("West of Greenwich it begins with a minus."),
            "public_phone": _("With its country code, like +44 20 7946 0958."),
            "responsible_person": _("Who answers for the clinic."),
        }

    def __init__(self, data=None, *, clinic: Clinic, keeps: bool = False):
        now = facts(clinic)
        hidden = {"edition": clinic.edition, "seen": sealed(now)}
        super().__init__(
            _as_chosen(data) if data else None,
            instance=copy.copy(clinic),  # cleaning writes to it
            initial={"languages": now["languages"], **hidden},
        )
        self._stored = now
        self._kept = {name: self.fields.pop(name) for name in IDENTITY if keeps}
        for name, hint in AUTOCOMPLETE.items():
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = hint

    @property
    def why_kept(self) -> str | Promise:
        """Why some of it stands there as text."""
        return OFF_LIMITS.get(self.instance.status, FOR_OWNERS)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What stands there as text, each with its label."""
        return [
            (field.label, _shown(name, self._stored[name]))
            for name, field in self._kept.items()
        ]

    @property
    def changes(self) -> dict:
        """The fields by name, languages included."""
        return {name: self.cleaned_data[name] for name in self._names}

    def clean(self):
        """Say what was not taken over, whatever sent it."""
        told = super().clean()
        if refused := self._typed_over_what_is_kept(told.get("seen") or {}):
            sentence = gettext(
                "%(why)s Not taken over: %(words)s. To save the rest, save once more."
            )
            facts = {"why": self.why_kept, "words": "; ".join(refused)}
            raise ValidationError(sentence % facts)
        return told

    @property
    def previewed(self) -> tuple[Clinic, list[str]]:
        """The clinic and its languages as typed; what is refused stays as it was."""
        told = self["languages"].value() if self.is_bound else self.initial["languages"]
        known = [code for code in told if code in languages.CODES]
        return self.instance, [languages.name(code) for code in known]

    def differences(self, now: Clinic) -> list[Difference]:
        """What somebody else changed since the form was made, where mine differs."""
        theirs, mine = facts(now), self._typed()
        seen = self.cleaned_data["seen"]  # without it, whatever differs is named
        return [
            Difference(
                name=name,
                label=str(self.fields[name].label),
                mine=_shown(name, mine[name]),
                theirs=_shown(name, theirs[name]),
                keeps_mine=seen is None or mine[name] != seen[name],
            )
            for name in mine
            if mine[name] != theirs[name]
            and (seen is None or theirs[name] != seen[name])
        ]

    def renewed(self, now: Clinic) -> list[tuple[str, str]]:
        """The hidden inputs that send what was typed once more, over `now`."""
        typed = [
            (name, value)
            for name, told in self._typed().items()
            for value in (told if isinstance(told, list) else [told])
        ]
        return [*typed, ("edition", now.edition), ("seen", sealed(facts(now)))]

    @property
    def _names(self) -> list[str]:
        return [name for name in (*OWN, "languages") if name in self.fields]

    def _typed(self) -> dict:
        told = {
            name: _as_text(value)
            for name, value in self.changes.items()
            if name != "languages"
        }
        return told | {"languages": sorted(self.cleaned_data["languages"])}

    def _typed_over_what_is_kept(self, seen: dict) -> list[str]:
        """In words. Neither what is stored nor what the page showed was typed."""
        found = []
        for name, field in self._kept.items():
            told = self.data.get(name)
            known = [self._stored[name], seen.get(name, self._stored[name])]
            if told is not None and _read(field, told) not in [
                _read(field, each) for each in known
            ]:
                typed = _shown(name, told) or gettext("nothing")
                found.append(f"{field.label}: {typed}")
        return found


def _read(field: forms.Field, told: str):
    """As the field understands it; what it cannot read is like nothing else."""
    try:
        return field.to_python(told)
    except ValidationError:
        return object()


def _as_chosen(data):
    """The answers, with theirs in place of mine where the person chose theirs."""
    theirs = opened(data.get("seen", "")) or {}
    chosen = [name for name in theirs if data.get(f"keep_{name}") == "theirs"]
    if not chosen:
        return data
    answers = data.copy()
    for name in chosen:
        value = theirs[name]
        answers.setlist(name, value if isinstance(value, list) else [value])
    return answers


def _shown(name: str, value) -> str:
    if name == "languages":
        return ", ".join(languages.name(code) for code in value)
    return countries.name(value) if name == "country" else value
