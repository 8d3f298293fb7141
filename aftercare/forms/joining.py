"""What is asked of somebody before they become a client."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domain.joining import Answers
from clinics.models import Clinic
from portal.accounts.enums import Purpose
from portal.accounts.forms.profile import time_zone_choices
from portal.accounts.models import User
from portal.accounts.presenters import questions

NEVER_SAID = "UTC"  # what an account begins with


class JoinForm(forms.Form):
    """Age, clock, and each consent on its own: care has to be given, the rest may.

    What the person has said before, at another clinic, is not asked again. The value
    of a box is the version of the text beside it.
    """

    adult = forms.BooleanField(
        label=_("I am 18 or older"),
        error_messages={"required": _("Only adults can be clients here.")},
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=time_zone_choices,
        help_text=_(
            "Your plan counts days by the clock where you live. Change it if this is "
            "not yours."
        ),
    )

    asks_for = frozenset(Purpose)

    def __init__(self, *args, person: User, clinic: Clinic | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [
            question
            for question in questions(person)
            if question.purpose in self.asks_for
            and (not question.is_given or question.asks_anew)
        ]
        if person.adult_confirmed_at:
            del self.fields["adult"]
        self._fill_in_clock(person, clinic)
        for question in self.asked:
            self.fields[question.purpose.value] = _box(question)

    def _fill_in_clock(self, person: User, clinic: Clinic | None) -> None:
        field = self.fields["time_zone"]
        field.initial = person.time_zone
        if person.time_zone == NEVER_SAID:
            field.initial = clinic.time_zone if clinic else NEVER_SAID
            if not self.is_bound:  # what was chosen stays, whatever the browser says
                field.widget.attrs["data-find-clock"] = ""

    @property
    def answers(self) -> Answers:
        asked = [each.purpose for each in self.asked]
        given = [purpose for purpose in asked if self.cleaned_data[purpose.value]]
        return Answers(
            is_adult=True,
            time_zone=self.cleaned_data["time_zone"],
            consents={purpose: self.data[purpose.value] for purpose in given},
        )


def _box(question) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I allow: %s") % question.title,
        help_text=f"{question.asks} {question.if_not}",
        required=question.purpose == Purpose.CARE,
        widget=forms.CheckboxInput(attrs={"value": question.version}),
        error_messages={
            "required": _(
                "Without this consent there is no plan here. If you do not want to "
                "give it, leave this page: nothing is kept."
            )
        },
    )
