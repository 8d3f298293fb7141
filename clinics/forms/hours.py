"""A week of opening or response hours, up to three stretches a day."""

from dataclasses import dataclass
from itertools import pairwise

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import HoursKind, Weekday
from clinics.forms.seen import Seen, sealed
from clinics.models import Clinic
from clinics.weeks import Span, spans_of

STRETCHES = 3
MONDAY, *LIKE_MONDAY = list(Weekday)[:5]


def facts(clinic: Clinic, kind: HoursKind) -> list[list]:
    """The hours as they travel in a form."""
    return [[day, *map(str, times)] for day, *times in spans_of(clinic, kind)]


@dataclass(frozen=True, kw_only=True)
class Day:
    """The fields of one day; further stretches wait behind a fold."""

    label: str
    first: tuple[forms.BoundField, forms.BoundField]
    further: list[tuple[forms.BoundField, forms.BoundField]]
    is_open: bool


class Clock(forms.TimeField):
    """Hours and minutes, in whichever language."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        formats = ["%H:%M", "%H:%M:%S"]
        super().__init__(required=False, widget=widget, input_formats=formats, **kwargs)


class HoursForm(forms.Form):
    """From and until, for each stretch of each day; empty means closed."""

    copy_monday = forms.BooleanField(
        label=gettext_lazy("Tuesday to Friday as on Monday"), required=False
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = Seen()

    everything_is_optional = True

    def __init__(self, data=None, *, clinic: Clinic, kind: HoursKind):
        now = {"hours": facts(clinic, kind)}
        hidden = {"edition": clinic.edition, "seen": sealed(now)}
        super().__init__(data, initial=hidden)
        for day in Weekday:
            for number in range(STRETCHES):
                for end, label in (("from", _("from")), ("until", _("until"))):
                    name = f"day{day}_{number}_{end}"
                    self.fields[name] = Clock(label=f"{day.label}, {label}")
        self._fill_in(spans_of(clinic, kind))

    def _fill_in(self, spans: list[Span]):
        for day in Weekday:
            stored = [times for weekday, *times in spans if weekday == day]
            for number, (start, end) in enumerate(stored[:STRETCHES]):
                self.initial[f"day{day}_{number}_from"] = start
                self.initial[f"day{day}_{number}_until"] = end

    @property
    def days(self) -> list[Day]:
        """The fields, day by day."""
        return [self._day(day) for day in Weekday]

    def _day(self, day: Weekday) -> Day:
        first, *further = [
            (self[f"day{day}_{number}_from"], self[f"day{day}_{number}_until"])
            for number in range(STRETCHES)
        ]
        filled = any(
            field.value() or field.errors for pair in further for field in pair
        )
        return Day(label=day.label, first=first, further=further, is_open=filled)

    def clean(self):
        data = super().clean()
        self.spans = []
        for day in Weekday:
            source = day
            if data.get("copy_monday") and day in LIKE_MONDAY:
                source = MONDAY
            self.spans += [(int(day), *times) for times in self._stretches(source)]
        return data

    def _stretches(self, day: Weekday) -> list[tuple]:
        """What was typed for a day; mistakes are noted at their field."""
        found = []
        for number in range(STRETCHES):
            names = (f"day{day}_{number}_from", f"day{day}_{number}_until")
            start, end = map(self.cleaned_data.get, names)
            if self.has_error(names[0]) or self.has_error(names[1]):
                continue
            if (start is None) != (end is None):
                self.add_error(
                    names[start is not None], _("Give both times, or neither.")
                )
            elif start is not None and end <= start:
                self.add_error(
                    names[1],
                    _(
                        "The end must be later than the start. What goes on after "
                        "midnight ends at 23:59 and begins on the next day at 00:00."
                    ),
                )
            elif start is not None:
                found.append((start, end))
        self._refuse_overlaps(day, sorted(found))
        return sorted(found)

    def _refuse_overlaps(self, day: Weekday, found: list[tuple]):
        if any(start < end for (_start, end), (start, _end) in pairwise(found)):
            self.add_error(
                f"day{day}_0_from", _("Two stretches of this day lie over each other.")
            )

    def is_changed_by_others(self, now: Clinic, kind: HoursKind) -> bool:
        """Whether the hours are neither those that this form began with nor its own."""
        seen = self.cleaned_data["seen"] or {}
        is_mine = spans_of(now, kind) == self.spans
        return not is_mine and seen.get("hours") != facts(now, kind)

    def renewed(self, now: Clinic, kind: HoursKind) -> "HoursForm":
        """The same answers, over the hours as they are now."""
        answers = self.data.copy()
        answers["edition"] = now.edition
        answers["seen"] = sealed({"hours": facts(now, kind)})
        form = HoursForm(answers, clinic=now, kind=kind)
        form.is_valid()
        return form
