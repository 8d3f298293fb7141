"""Whom an urgent report wakes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import OneLine
from clinics.forms.seen import Seen, sealed
from clinics.models import UrgentContact

FIELDS = ("name", "email", "phone")


def facts(contact: UrgentContact | None) -> dict:
    """The person as it travels in a form; {} for nobody."""
    return {name: getattr(contact, name) for name in FIELDS} if contact else {}


class ContactForm(forms.ModelForm):
    """Name, address and number of one person."""

    seen = Seen()

    class Meta:
        model = UrgentContact
        fields = FIELDS
        field_classes = {"name": OneLine}
        labels = {
            "name": _("Name"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
        }
        help_texts = {
            "email": _("Urgent reports go there. Take one that is read at night, too."),
            "phone": _("With its country code, like +44 20 7946 0958."),
        }

    def __init__(self, data=None, *, contact: UrgentContact | None):
        now = facts(contact)
        super().__init__(data, initial=now | {"seen": sealed(now)})

    @property
    def person(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def renewed(self, now: UrgentContact | None) -> "ContactForm":
        """The same answers, over the person who is named now."""
        answers = self.data.copy()
        answers["seen"] = sealed(facts(now))
        return ContactForm(answers, contact=now)
