"""A report about a clinic that is not here: where and when, and the same questions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftercare.domain import days
from aftercare.domain.outside_reports import Place
from aftercare.forms.joining import JoinForm
from aftercare.forms.report import NOTE, ReportForm, filled_in
from aftercare.models import SymptomReport
from clinics.forms.fields import OneLine, country_choices
from portal.accounts.enums import Purpose
from portal.accounts.models import User
from portal.knowledge.symptoms import Answers
from portal.ui.check import fields
from portal.ui.check.groups import RISK

WHERE = ("clinic_name", "town", "country")
WHEN = ("session_on", "no_day")
FURTHEST_BACK = 80 * 365  # days: reactions to ink come decades later


class BeginForm(JoinForm):
    """What is asked once before anything is kept of somebody who is no client."""

    asks_for = frozenset({Purpose.CARE})

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, person=person, clinic=None, **kwargs)
        self.fields["time_zone"].help_text = _(
            "Days are counted by the clock where you live, and the emergency number is "
            "that of its country."
        )
        if "adult" in self.fields:
            self.fields["adult"].error_messages["required"] = _(
                "Only adults can keep reports here. The check of a symptom is for "
                "everybody."
            )
        if Purpose.CARE.value in self.fields:
            self.fields[Purpose.CARE.value].error_messages["required"] = _(
                "Without this consent no report is kept. The check of a symptom keeps "
                "nothing and asks for none."
            )

    @property
    def is_needed(self) -> bool:
        """Whether anything but the clock is still to be said."""
        return "adult" in self.fields or bool(self.asked)


class OutsideReportForm(ReportForm):
    """With place and day of the session; an emergency waits for neither."""

    clinic_name = OneLine(
        label=_("Name of the clinic or studio"),
        max_length=120,
        help_text=_("As it stands on its door or its website."),
    )
    town = OneLine(label=_("Town"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    session_on = forms.DateField(
        label=_("Day of your last session there"),
        help_text=_("If it is long ago, a rough day will do."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    no_day = forms.BooleanField(
        label=_("I do not know the day, not even roughly"),
        help_text=_(
            "Then nothing can be called usual, and the answer is more careful."
        ),
        required=False,
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = days.local_date(timezone.now(), person.zone)
        self.fields[RISK] = fields.field(RISK)
        self.fields[RISK].help_text = _("Some signs count for more with these.")
        self.fields[NOTE].label = _("Anything you want to keep with it")
        self.fields[NOTE].help_text = _(
            "The level does not depend on it, and no clinic reads it."
        )

    def clean_session_on(self):
        told = self.cleaned_data["session_on"]
        if told and told > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if told and (self.today - told).days > FURTHEST_BACK:
            raise forms.ValidationError(_("Is the year right? That is too long ago."))
        return told

    def clean(self):
        told = self.cleaned_data
        if told.get("no_day"):
            told["session_on"] = None
            self.errors.pop("session_on", None)
        elif not told.get("session_on") and "session_on" not in self.errors:
            self.add_error(
                "session_on", _("Say on which day it was, or that you do not know.")
            )
        return super().clean()

    @property
    def answers(self) -> Answers:
        risks = self.cleaned_data.get(RISK)
        return super().answers | ({RISK: risks} if risks else {})

    @property
    def place(self) -> Place:
        """As it was told; what could not be read is left out."""
        name, town, country = (self.cleaned_data.get(each, "") for each in WHERE)
        return Place(name=name, town=town, country=country)

    @property
    def day_of_session(self):
        return self.cleaned_data.get("session_on")


def told_before(last: SymptomReport, *, recent: bool) -> dict:
    """What is filled in from the last report: the place, and how it was if `recent`."""
    where = last.outside_clinic
    return {
        "clinic_name": where.name,
        "town": where.town,
        "country": where.country,
        "session_on": last.session_on,
        "no_day": last.session_on is None,
        RISK: last.answers.get(RISK, []),
        **(filled_in(last.answers) if recent else {}),
    }
