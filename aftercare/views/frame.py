"""The frame around every page of a client's own part, under /my/."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftercare import app_key
from aftercare.models import Helper
from aftercare.templatetags.helping import plan_url

# Name of the address and label, in the order of the menu.
PLACES = [
    ("today", _("Today")),
    ("plan", _("Plan")),
    ("reports", _("Reports")),
    ("passport", _("Ink passport")),
    ("sharing", _("Sharing")),
    ("data", _("My data")),
]
# Of these a helper has an entry.
HELPING = PLACES[:2]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry in the client's menu."""

    label: str
    url: str
    current: bool = False


def show(
    request,
    template: str,
    context: dict,
    *,
    here: str,
    helped: Helper | None = None,
    status=200,
):
    """Render a page of the client's; `here` names its entry in the menu.

    With `helped` it is the plan of whom the reader helps, under /helping/. Moments are
    told by the clock of the person whose page it is.
    """
    frame = {
        "helped": helped,
        "places": list(_places(here, helped)),
        "app_key": app_key.of(request.user),
    }
    person = helped.person if helped else request.user
    with timezone.override(person.zone):
        return render(request, template, frame | context, status=status)


def _places(here: str, helped: Helper | None) -> Iterator[Entry]:
    for name, label in HELPING if helped else PLACES:
        url = plan_url(helped, name)
        yield Entry(label=label, url=url, current=name == here)
    if helped:
        yield Entry(label=_("Whom you help"), url=reverse("helping:overview"))
