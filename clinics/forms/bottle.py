"""What is asked about a bottle of ink."""

import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clinics.domain import inks
from clinics.domain.labels import DUTIES, PHOTOS
from clinics.enums import LabelAnswer
from clinics.forms.fields import OneLine, SubmitKey
from clinics.models import Bottle, Ink
from portal.files.fields import ReceivedField
from portal.knowledge import lots

NEW = "new"


def day(label, *, required=True, **kwargs) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **kwargs)


class ReceiveForm(forms.Form):
    """A bottle that came: of an ink the clinic knows, or one that is typed in."""

    key = SubmitKey()
    known = forms.ChoiceField(
        label=gettext_lazy("An ink you have had"),
        required=False,
        help_text=gettext_lazy("Or leave this and fill in the next three."),
    )
    maker = OneLine(label=gettext_lazy("Maker"), max_length=80, required=False)
    name = OneLine(label=gettext_lazy("Name of the ink"), max_length=80, required=False)
    shade = OneLine(label=gettext_lazy("Shade"), max_length=60, required=False)
    meant = forms.ChoiceField(
        label=gettext_lazy("Do you mean one of these?"),
        widget=forms.RadioSelect,
        required=False,
    )
    intended_use = OneLine(
        label=gettext_lazy("Intended use, as the label says it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "In the European Union it must say: Mixture for use in tattoos or "
            "permanent make-up."
        ),
    )
    lot = OneLine(
        label=gettext_lazy("Lot number"),
        max_length=60,
        help_text=gettext_lazy("As it is printed. Spaces and hyphens do not matter."),
    )
    expires_on = day(gettext_lazy("Use before"), required=False)
    received_on = day(gettext_lazy("Received on"))

    def __init__(self, data=None, *, had: list[Ink], today: datetime.date):
        super().__init__(data, initial={"key": uuid4(), "received_on": today})
        self.today = today
        self.inks = {str(ink.pk): ink for ink in had}
        choices = [(key, str(ink)) for key, ink in self.inks.items()]
        if choices:
            self.fields["known"].choices = [("", _("Choose an ink")), *choices]
        else:
            del self.fields["known"]
            self.fields["maker"].required = self.fields["name"].required = True
        self._offer_what_may_be_meant()

    def _offer_what_may_be_meant(self):
        """Asked only where what was typed is near something that is there."""
        told = {name: self.data.get(name, "") for name in ("maker", "name", "shade")}
        asks = self.is_bound and not self.data.get("known")
        near = inks.suggestions(**told) if asks else []
        if not near:
            del self.fields["meant"]
            return
        self.inks |= {str(ink.pk): ink for ink in near}
        self.fields["meant"].choices = [
            *((str(ink.pk), str(ink)) for ink in near),
            (NEW, _("None of these: what I typed is another ink")),
        ]

    def clean_lot(self):
        try:
            lots.normal(self.cleaned_data["lot"])
        except lots.UnreadableLot:
            raise forms.ValidationError(
                _("Type the number with its digits, as it stands on the label.")
            ) from None
        return self.cleaned_data["lot"]

    def clean_received_on(self):
        received_on = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError(_("Give today, or a day before it."))
        return received_on

    def clean(self):
        told = super().clean()
        if self._ink:
            return told
        for name, sentence in (
            ("maker", _("Give the maker, as it stands on the label.")),
            ("name", _("Give the name of the ink, as it stands on the label.")),
        ):
            if name not in self.errors and not inks.plain(told.get(name, "")):
                self.add_error(name, sentence)
        if "meant" in self.fields and not told.get("meant") and not self.errors:
            self.add_error(
                "meant",
                _("This is near an ink that is there already. Choose which you mean."),
            )
        return told

    @property
    def _ink(self) -> Ink | None:
        """The ink that was picked; None for one that was typed in."""
        told = self.cleaned_data
        return self.inks.get(told.get("known") or told.get("meant") or "")

    @property
    def batch(self) -> dict:
        """The names and numbers of the batch, for `domain.inks.batch`."""
        told = self.cleaned_data
        named = {name: told[name] for name in ("maker", "name", "shade")}
        if ink := self._ink:
            named = {"maker": ink.maker.name, "name": ink.name, "shade": ink.shade}
        rest = ("intended_use", "lot", "expires_on")
        return named | {name: told[name] for name in rest}


class OpenForm(forms.Form):
    """The day of opening, and until when the bottle may be used."""

    opened_on = day(gettext_lazy("Opened on"))
    discard_on = day(
        gettext_lazy("Last day of use"),
        help_text=gettext_lazy(
            "The label says how long the ink may be used once it is open."
        ),
    )

    def __init__(self, data=None, *, bottle: Bottle):
        super().__init__(data, initial={"opened_on": bottle.clinic.today})


class ReasonForm(forms.Form):
    """Why a bottle is set aside, or taken back into use."""

    reason = OneLine(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("For your team. No names of clients."),
    )

    def __init__(self, data=None, *, bottle: Bottle):
        super().__init__(data)


class EmptyForm(forms.Form):
    """Nothing is asked: the bottle is empty."""

    def __init__(self, data=None, *, bottle: Bottle):
        super().__init__(data)


class LabelForm(forms.Form):
    """The seven duties of a label, each with an answer."""

    everything_is_optional = True
    photo = ReceivedField(
        policy=PHOTOS,
        label=gettext_lazy("Photo of the label"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG or HEIC, 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": PHOTOS.endings}),
    )

    def __init__(self, data=None, files=None, *, bottle: Bottle):
        super().__init__(data, files)
        known = {line.duty: line.answer for line in bottle.label_lines.all()}
        language = get_language() or "en"
        for duty in DUTIES.values():
            answers = [
                (answer.value, answer.label)
                for answer in LabelAnswer
                if duty.if_it_applies or answer != LabelAnswer.DOES_NOT_APPLY
            ]
            self.fields[duty.key] = forms.ChoiceField(
                label=f"({duty.letter}) {duty.asks.to(language)}",
                choices=answers,
                widget=forms.RadioSelect,
                required=False,
                initial=known.get(duty.key),
                help_text=duty.note.to(language) if duty.note else "",
            )

    @property
    def answers(self) -> dict[str, LabelAnswer]:
        """What was answered, by duty."""
        return {
            duty: LabelAnswer(answer)
            for duty, answer in self.cleaned_data.items()
            if answer and duty in DUTIES
        }
