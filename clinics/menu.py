"""The menu of a clinic's workspace. Apps above add to it in their `AppConfig.ready`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic
from clinics.rules import Right


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One entry: what pages call it, where it leads, and the right that opens it."""

    name: str
    address: str
    label: str | Promise
    right: Right

    def url(self, clinic: Clinic) -> str:
        return reverse(self.address, args=[clinic.slug])


def _own(name: str, label: Promise, right: Right) -> Tab:
    return Tab(name=name, address=f"workspace:{name}", label=label, right=right)


TABS = [
    _own("dashboard", _("Today"), Right.SEE_DASHBOARD),
    _own("profile", _("Profile"), Right.EDIT_PROFILE),
    _own("certifications", _("Certifications"), Right.SEE_CERTIFICATIONS),
    _own("listing", _("Listing"), Right.SEE_DASHBOARD),
    _own("team", _("Team"), Right.SEE_TEAM),
    _own("practitioners", _("Practitioners"), Right.SEE_TEAM),
    _own("bottles", _("Inks"), Right.KEEP_INKS),
]


def add(tab: Tab, *, after: str) -> None:
    """Let an app above put an entry behind the one of that name; twice is once."""
    names = [each.name for each in TABS]
    if tab.name not in names:
        TABS.insert(names.index(after) + 1, tab)


def url_of(name: str, clinic: Clinic) -> str:
    """Where the pages of that name begin, in the menu or beside it."""
    known = {tab.name: tab for tab in TABS}
    if name in known:
        return known[name].url(clinic)
    return reverse(f"workspace:{name}", args=[clinic.slug])
