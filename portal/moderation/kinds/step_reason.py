"""A step outside its bounds, or safety in other words, with the clinic's reason."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from aftercare.domain import step_reasons
from aftercare.models import StepReason
from clinics import rules
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays

DAYS = 10


def waiting_for(user):
    return step_reasons.readable(user).waiting()


def what(reason: StepReason) -> str:
    step = reason.step.title.to(get_language() or "en") if reason.step else reason.slug
    return f"{reason.clinic.name}: {step}"


def where(reason: StepReason) -> str:
    return f"{reason.clinic.town}, {reason.clinic.country_name}"


def why(reason: StepReason) -> str:
    if not reason.is_outside:
        return _("Other words for a step that keeps people safe. Clients get it.")
    days = {"chosen": reason.chosen_day, "default": reason.default_day}
    return _("Day %(chosen)s instead of day %(default)s. Clients get it.") % days


def _may(user, reason: StepReason) -> bool:
    return waiting_for(user).filter(pk=reason.pk).exists()


KIND = Kind(
    key="step-reason",
    label=gettext_lazy("Healing plan changed"),
    seen_by=rules.looks_into_misuse,
    waiting_for=waiting_for,
    related=("clinic",),
    since="written_at",
    due=WorkingDays(field="written_at", days=DAYS),
    what=what,
    where=where,
    why=why,
    url_name="queue:step-reason",
    deeds=(
        Deed(name="seen", label=gettext_lazy("Seen"), may=_may),
        Deed(name="write", label=gettext_lazy("Write to the clinic"), may=_may),
    ),
)
