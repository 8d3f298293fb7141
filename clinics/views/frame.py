"""The frame around every page of a clinic's workspace."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from clinics import access, rules
from clinics.rules import Right
from clinics.todo import Place

ASKED = ["GET", "HEAD", "POST"]  # a page that asks, and takes the answer

# Name of the address, label, and the right that opens it.
PLACES = [
    ("dashboard", _("Today"), Right.SEE_DASHBOARD),
    ("profile", _("Profile"), Right.EDIT_PROFILE),
    ("certifications", _("Certifications"), Right.SEE_CERTIFICATIONS),
    ("listing", _("Listing"), Right.SEE_DASHBOARD),
    ("team", _("Team"), Right.SEE_TEAM),
    ("practitioners", _("Practitioners"), Right.SEE_TEAM),
]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry in the menu of a workspace."""

    label: str
    url: str
    current: bool


def address_of(user, clinic, place: Place | None) -> str:
    """Where something is done, for who may do it; "" for others, or without a page."""
    if place is None or not rules.may(user, place.right, clinic):
        return ""
    try:
        return reverse(f"workspace:{place.name}", args=[clinic.slug, *place.args])
    except NoReverseMatch:
        return ""


def show(request, clinic, template: str, context: dict, *, here: str, status=200):
    """Render a page of the workspace; `here` names its entry in the menu."""
    others = access.workplaces(request.user).exclude(pk=clinic.pk)
    frame = {
        "clinic": clinic,
        "role": rules.role_at(request.user, clinic).label,
        "places": [
            Entry(
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


def ask(request, clinic, form, *, here: str, otherwise: str = "", **words):
    """One question on a page: `words` are heading, lede and submit.

    Cancelling leads to the place `here`. `otherwise` stands where there is no form.
    """
    back = reverse(f"workspace:{here}", args=[clinic.slug])
    context = {"form": form, "back": back, "otherwise": otherwise, **words}
    return show(request, clinic, "clinics/workspace/ask.html", context, here=here)
