"""A clinic as one sheet: all that a decision about it rests on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinics import languages, presenting, weeks
from clinics.domain import applications
from clinics.enums import HoursKind
from clinics.models import Clinic
from portal.moderation import access


@dataclass(frozen=True, kw_only=True)
class Week:
    """The hours of one kind."""

    label: str
    days: list[weeks.Day]


def facts(clinic: Clinic) -> list[tuple[str, str]]:
    """What the clinic says of itself, label by label; what is empty is left out."""
    spoken = (languages.name(row.language) for row in clinic.languages.all())
    place = (clinic.latitude, clinic.longitude)
    told = [
        (_("Legal name"), clinic.legal_name),
        (_("Responsible person"), clinic.responsible_person),
        (_("Address"), ", ".join(clinic.address_lines)),
        (_("Coordinates"), ", ".join(str(each) for each in place if each is not None)),
        (_("Time zone"), clinic.time_zone),
        (_("Languages"), ", ".join(spoken)),
        (_("Website"), clinic.website),
        (_("E-mail address"), clinic.public_email),
        (_("Telephone"), clinic.public_phone),
        (_("About the clinic"), clinic.description),
        (_("Accepted terms"), clinic.terms_version),
    ]
    return [(str(label), value) for label, value in told if value]


def sheet(clinic: Clinic) -> dict:
    """Everything that the template of the sheet shows, but for the acts."""
    on = clinic.today
    return {
        "clinic": clinic,
        "facts": facts(clinic),
        "hours": [
            Week(label=kind.label, days=weeks.in_words(weeks.spans_of(clinic, kind)))
            for kind in HoursKind
        ],
        "lines": applications.checklist(clinic),
        "papers": [presenting.line(paper, on=on) for paper in access.papers_of(clinic)],
        "team": clinic.memberships.select_related("user").order_by("until", "since"),
        "contacts": clinic.urgent_contacts.all(),
        "changes": clinic.status_changes.select_related("by").order_by("-at", "-pk"),
    }
