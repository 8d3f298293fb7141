"""The frame around every page of a clinic's workspace."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics import access, rules
from clinics.rules import Right

# Name of the address, label, and the right that opens it.
PLACES = [
    ("dashboard", _("Today"), Right.SEE_DASHBOARD),
    ("profile", _("Profile"), Right.EDIT_PROFILE),
    ("listing", _("Listing"), Right.SEE_DASHBOARD),
]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One entry in the menu of a workspace."""

    label: str
    url: str
    current: bool


def show(request, clinic, template: str, context: dict, *, here: str, status=200):
    """Render a page of the workspace; `here` names its entry in the menu."""
    others = access.workplaces(request.user).exclude(pk=clinic.pk)
    frame = {
        "clinic": clinic,
        "role": rules.role_at(request.user, clinic).label,
        "places": [
            Place(
                label=label,
                url=reverse(f"workspace:{name}", args=[clinic.slug]),
                current=name == here,
            )
            for name, label, right in PLACES
            if rules.may(request.user, right, clinic)
        ],
        "other_clinics": list(others),
    }
    return render(request, template, frame | context, status=status)
