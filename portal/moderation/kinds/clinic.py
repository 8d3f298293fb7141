"""A clinic that asks for its place on the list."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.enums import ClinicStatus
from clinics.models import Clinic
from portal.moderation.acts import ACTS
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    near = rules.near_to(user, on=timezone.localdate())
    waiting = Clinic.objects.filter(
        status=ClinicStatus.DRAFT, handed_in_at__isnull=False
    )
    return waiting.exclude(pk__in=near)


def what(clinic: Clinic) -> str:
    return clinic.name


def where(clinic: Clinic) -> str:
    return f"{clinic.town}, {clinic.country_name}"


def why(clinic: Clinic) -> str:
    return _("The public finds it only once it is on the list.")


def _may(user, clinic: Clinic) -> bool:
    on = timezone.localdate()
    waits = clinic.status == ClinicStatus.DRAFT and clinic.handed_in_at is not None
    return waits and rules.may_decide_about(user, clinic, on=on)


KIND = Kind(
    key="clinic",
    label=gettext_lazy("Application of a clinic"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=(),
    since="handed_in_at",
    due=WorkingDays(field="handed_in_at", days=5),
    what=what,
    where=where,
    why=why,
    url_name="moderation:clinic",
    deeds=tuple(
        Deed(name=act.name, label=act.label, may=_may)
        for act in ACTS.values()
        if act.needs_application
    ),
)
