"""What is written on a paper, asked of whoever hands it in."""

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics.domain.handing_in import FACTS, facts
from clinics.forms.fields import OneLine, refuse_slip
from clinics.forms.seen import Seen, sealed
from clinics.models import Certification, CertificationType

LONGEST_YEARS = 50  # no paper ends later; what says so is a slip of the finger


class Day(forms.DateInput):
    """The browser's own calendar; it sends the one form that every language reads."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PaperForm(forms.ModelForm):
    """The facts of one paper; `seen` is what the form showed."""

    seen = Seen()
    issuer_register_url = forms.URLField(
        label=_("Public register of the issuer"),
        help_text=_("The address where anybody can look it up."),
        max_length=200,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Certification
        fields = FACTS
        field_classes = {"issuer": OneLine, "number": OneLine, "scope": OneLine}
        widgets = {"issued_on": Day, "valid_from": Day, "valid_until": Day}
        labels = {
            "issuer": _("Issued by"),
            "number": _("Number"),
            "scope": _("What it covers"),
            "jurisdiction": _("Where it counts"),
            "issued_on": _("Issued on"),
            "valid_from": _("Valid from"),
            "valid_until": _("Valid until"),
        }
        help_texts = {
            "issuer": _("As it stands on the paper, like Cardiff Council."),
            "number": _("As it stands on the paper."),
            "scope": _("The treatments or rooms that it names."),
            "valid_until": _("The last day on the paper; empty where it has none."),
        }

    def __init__(
        self,
        data=None,
        *,
        kind: CertificationType,
        paper: Certification | None = None,
        first: dict | None = None,
    ):
        shown = facts(paper) if paper else {}
        start = shown | (first or {}) | {"seen": sealed(shown)}
        super().__init__(data, initial=start)
        self.order_fields(FACTS)
        where = [row.jurisdiction for row in kind.jurisdictions.all()]
        if not where:
            del self.fields["jurisdiction"]
        else:
            self.fields["jurisdiction"] = forms.ChoiceField(
                label=self.Meta.labels["jurisdiction"],
                choices=[(code, code) for code in where],
                initial=start.get("jurisdiction") or where[0],
            )

    def clean_issued_on(self):
        if day := self.cleaned_data["issued_on"]:
            refuse_slip(day)
        return day

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        refuse_slip(day)
        return day

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day and day > timezone.localdate() + relativedelta(years=LONGEST_YEARS):
            raise forms.ValidationError(
                _("Check the year: it lies more than 50 years ahead.")
            )
        return day

    @property
    def paper(self) -> dict:
        """The answers by the names of the fields."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "seen"
        }

    def renewed(self, now: Certification) -> "PaperForm":
        """The same answers, over the paper as it is now."""
        answers = self.data.copy()
        answers["seen"] = sealed(facts(now))
        return PaperForm(answers, kind=now.type, paper=now)

    def differences(self, now: Certification) -> list[tuple[str, str]]:
        """Label and stored value of each field that reads otherwise now."""
        typed, stored = facts(self.instance), facts(now)
        return [
            (str(field.label), stored[name])
            for name, field in self.fields.items()
            if name in stored and stored[name] != typed[name]
        ]
