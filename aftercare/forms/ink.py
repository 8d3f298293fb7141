"""Which bottles were used, or why none."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare import inks
from aftercare.inks import Offered
from clinics.forms.fields import OneLine
from clinics.models import Bottle


class Picked(forms.MultipleChoiceField):
    """Boxes; what is not offered any more is refused by the form, with the reason."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value):
        return True


class InkForm(forms.Form):
    """Picked from the bottles that may be used, or scanned, or a reason for none."""

    everything_is_optional = True
    scanned = OneLine(
        label=gettext_lazy("Scan a bottle, or type its lot number"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Each scan adds one bottle; then this page comes back."),
    )
    bottles = Picked(label=gettext_lazy("Bottles used"), required=False)
    no_ink_reason = OneLine(
        label=gettext_lazy("Why no bottle is named"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where none was used, or none is known."),
    )

    def __init__(self, data=None, *, offers: list[Offered], named: set[int], **kwargs):
        initial = {"bottles": [str(pk) for pk in sorted(named)]}
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.offers = {str(each.bottle.pk): each for each in offers}
        self.named = named
        usable = {
            key: each
            for key, each in self.offers.items()
            if not each.refusal or each.bottle.pk in named
        }
        self.fields["bottles"].choices = [
            (key, f"{each.bottle.batch.ink} – {each.bottle.batch.shown_lot}")
            for key, each in usable.items()
        ]
        if not usable:
            del self.fields["bottles"]
        self.found: Bottle | None = None

    def clean_scanned(self):
        text = self.cleaned_data["scanned"]
        if text:
            try:
                self.found = inks.scanned(text, self.offers.values())
            except inks.NotFound as refusal:
                raise forms.ValidationError(str(refusal.sentence)) from None
        return text

    def clean_bottles(self):
        picked = self.cleaned_data["bottles"]
        for key in picked:
            offer = self.offers.get(key)
            if offer is None:
                raise forms.ValidationError(str(inks.UNKNOWN))
            if offer.refusal:
                raise forms.ValidationError(f"{offer.bottle.batch}: {offer.refusal}")
        return picked

    def clean(self):
        told = super().clean()
        if self.errors or self.found:  # a scan goes on
            return told
        if self.used and told.get("no_ink_reason"):
            self.add_error(
                "no_ink_reason", _("Name the bottles or give a reason, not both.")
            )
        elif not self.used and not told.get("no_ink_reason"):
            self.add_error(
                "no_ink_reason",
                _("Name a bottle, or say here why there is none."),
            )
        return told

    @property
    def used(self) -> list[Bottle]:
        """Those that were ticked, and the one that was scanned."""
        keys = self.cleaned_data.get("bottles") or []
        found = {key: self.offers[key].bottle for key in keys}
        if self.found:
            found[str(self.found.pk)] = self.found
        return list(found.values())
