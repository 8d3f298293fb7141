"""What is asked while a session is written down."""

import datetime
import zoneinfo
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from aftercare.models import HealthProfile, Treatment
from clinics.forms.bottle import day
from clinics.forms.fields import OneLine, SubmitKey
from clinics.models import Clinic, Practitioner
from portal.knowledge.health_questions import REASONS

NEW = "new"
EARLIEST = datetime.date(2000, 1, 1)  # before that it is a slip of the finger
WRONG_DAY = gettext_lazy(
    "Give a moment that has passed, after the last session of this treatment."
)


class TreatmentForm(forms.Form):
    """Which treatment the session belongs to."""

    key = SubmitKey()
    treatment = forms.ChoiceField(
        label=gettext_lazy("Treatment"), widget=forms.RadioSelect
    )
    title = OneLine(
        label=gettext_lazy("What is done"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Like “Hairline” or “Scar at the back”. The client reads it."
        ),
    )

    def __init__(
        self,
        data=None,
        *,
        treatments: list[Treatment],
        goes_on_from: Treatment | None = None,
    ):
        title = goes_on_from.title if goes_on_from else ""
        super().__init__(data, initial={"key": uuid4(), "title": title})
        self.treatments = {str(each.pk): each for each in treatments}
        if not treatments:
            del self.fields["treatment"]
            self.fields["title"].required = True
            return
        self.fields["treatment"].choices = [
            *((key, each.title) for key, each in self.treatments.items()),
            (NEW, _("A new treatment")),
        ]
        first = next(iter(self.treatments))
        self.fields["treatment"].initial = NEW if goes_on_from else first
        self.fields["title"].label = _("What is done in the new treatment")

    def clean(self):
        told = super().clean()
        if self.chosen is None and not told.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say what is done in the new treatment."))
        return told

    @property
    def chosen(self) -> Treatment | None:
        """The treatment that goes on; None for a new one."""
        return self.treatments.get(self.cleaned_data.get("treatment") or NEW)


class QuestionsForm(forms.Form):
    """The health questions, each with its reason, and a box for none of them."""

    everything_is_optional = True

    def __init__(self, data=None, *, known: HealthProfile | None):
        super().__init__(data)
        language = get_language() or "en"
        for risk, reason in REASONS.items():
            self.fields[risk] = forms.BooleanField(
                label=reason.asks.to(language),
                help_text=reason.why.to(language),
                required=False,
                initial=known is not None and risk in known.risks,
            )
        self.fields["nothing"] = forms.BooleanField(
            label=_("None of these applies"),
            required=False,
            initial=known is not None and not known.risks,
        )

    def clean(self):
        told = super().clean()
        if bool(self.risks) == bool(told.get("nothing")):
            sentence = _("Tick what applies, or that none of it does.")
            self.add_error("nothing", sentence)
        return told

    @property
    def risks(self) -> list[str]:
        return [risk for risk in REASONS if self.cleaned_data.get(risk)]


class HealthForm(QuestionsForm):
    """The same, asked aloud by the clinic; `known` may be a draft as well."""

    def __init__(self, data=None, *, known: HealthProfile | None, name: str):
        super().__init__(data, known=known)
        self.fields["asked"] = forms.BooleanField(
            label=_("%(name)s was asked each of these today, and answered so")
            % {"name": name},
            error_messages={
                "required": _("Ask the questions, then say here that you did.")
            },
        )


class WhoForm(forms.Form):
    """Who held the needle, and when, by the clock of the clinic."""

    practitioner = forms.ChoiceField(label=gettext_lazy("Practitioner"))
    performed_on = day(gettext_lazy("Day"))
    performed_around = forms.TimeField(
        label=gettext_lazy("Time at which it ended"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("By the clock of the clinic."),
    )

    def __init__(
        self,
        data=None,
        *,
        clinic: Clinic,
        people: list[Practitioner],
        chosen: Practitioner | None = None,
        at: datetime.datetime | None = None,
        **kwargs,
    ):
        self.zone = zoneinfo.ZoneInfo(clinic.time_zone)
        self.people = {str(each.pk): each for each in people}
        local = (at or timezone.now()).astimezone(self.zone)
        initial = {
            "performed_on": local.date(),
            "performed_around": local.time(),
            "practitioner": chosen and str(chosen.pk),
        }
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.at = at
        names = [(key, each.public_name) for key, each in self.people.items()]
        first = [("", _("Choose a practitioner"))] if len(names) > 1 else []
        self.fields["practitioner"].choices = [*first, *names]

    def clean_performed_on(self):
        """A day that has a place in every time zone."""
        on = self.cleaned_data["performed_on"]
        tomorrow = timezone.localdate(timezone=self.zone) + datetime.timedelta(days=1)
        if not EARLIEST <= on <= tomorrow:
            raise forms.ValidationError(WRONG_DAY)
        return on

    @property
    def person(self) -> Practitioner:
        return self.people[self.cleaned_data["practitioner"]]

    @property
    def performed_at(self) -> datetime.datetime:
        """The moment; one that was not changed keeps its seconds."""
        on, around = (self.cleaned_data[each] for each in WHEN)
        local = datetime.datetime.combine(on, around, tzinfo=self.zone)
        known = self.at and self.at.astimezone(self.zone)
        if known and known.replace(second=0, microsecond=0) == local:
            return self.at
        return local.astimezone(datetime.UTC)


WHEN = ("performed_on", "performed_around")


class GoAheadForm(forms.Form):
    """The last page: why the session went ahead, where something asks for it."""

    go_ahead_reason = OneLine(
        label=gettext_lazy("Why it went ahead all the same"),
        max_length=300,
        help_text=gettext_lazy("It is kept with the session, and the client reads it."),
    )

    def __init__(self, data=None, *, held: bool):
        super().__init__(data)
        if not held:
            del self.fields["go_ahead_reason"]
