"""Narrowing the list of clinics."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.filters import WagtailFilterSet

from clinics.enums import ClinicStatus
from clinics.models import Clinic

WAITING = "waiting"


def status_choices():
    return [(WAITING, _("Waits for a reviewer")), *ClinicStatus.choices]


class ClinicFilterSet(WagtailFilterSet):
    """By how it stands and where it is."""

    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=status_choices, method="of_status"
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), choices=lambda: list(countries)
    )

    class Meta:
        model = Clinic
        fields = ["status", "country"]

    def of_status(self, queryset, _name, value):
        if value == WAITING:
            return queryset.exclude(waits_since=None)
        return queryset.filter(status=value)
