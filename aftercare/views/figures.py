"""A clinic's own figures: its clients', and nobody else's."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aftercare import figures
from clinics import access as clinic_access
from clinics.rules import Right
from clinics.views import frame
from portal.knowledge import check_ins, disclosure


@never_cache
@require_safe
def overview(request, clinic):
    """The 365 days until yesterday, counted now."""
    clinic = clinic_access.workplace(request.user, clinic, Right.SEE_FIGURES)
    found = figures.of_clinic(clinic, figures.Period.year_before(clinic.today))
    context = {
        "figures": found,
        "least": disclosure.LEAST_PEOPLE,
        "at_the_end": check_ins.LAST_OF_HEALING,
    }
    template = "aftercare/workspace/figures.html"
    return frame.show(request, clinic, template, context, here="figures")
