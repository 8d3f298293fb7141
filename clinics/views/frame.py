"""The frame around every page of a clinic's workspace."""

import zoneinfo
from dataclasses import dataclass

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from clinics import access, menu, rules
from clinics.todo import Place

ASKED = ["GET", "HEAD", "POST"]  # a page that asks, and takes the answer


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
        return reverse(
            f"{place.namespace}:{place.name}", args=[clinic.slug, *place.args]
        )
    except NoReverseMatch:
        return ""


def show(request, clinic, template: str, context: dict, *, here: str, status=200):
    """Render a page of the workspace; `here` names its entry in the menu.

    Moments are told by the clock of the clinic.
    """
    others = access.workplaces(request.user).exclude(pk=clinic.pk)
    frame = {
        "clinic": clinic,
        "role": rules.role_at(request.user, clinic).label,
        "places": [
            Entry(label=tab.label, url=tab.url(clinic), current=tab.name == here)
            for tab in menu.TABS
            if rules.may(request.user, tab.right, clinic)
        ],
        "other_clinics": list(others),
    }
    with timezone.override(zoneinfo.ZoneInfo(clinic.time_zone)):
        return render(request, template, frame | context, status=status)


def ask(request, clinic, form, *, here: str, otherwise: str = "", **words):
    """One question on a page: `words` are heading, lede and submit.

    Cancelling leads to the place `here`. `otherwise` stands where there is no form.
    """
    back = menu.url_of(here, clinic)
    context = {"form": form, "back": back, "otherwise": otherwise, **words}
    return show(request, clinic, "clinics/workspace/ask.html", context, here=here)
