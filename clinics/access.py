"""Which clinics a person may see. Others answer 404, as if they did not exist."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clinics import rules
from clinics.models import Certification, Clinic
from clinics.rules import Right


def visible(user) -> QuerySet[Clinic]:
    return Clinic.objects.visible_to(user, on=timezone.localdate())


def workplaces(user) -> QuerySet[Clinic]:
    """Where this person works today."""
    return Clinic.objects.worked_at_by(user, on=timezone.localdate())


def workplace(user, slug: str, right: Right) -> Clinic:
    """The clinic of that name, for somebody whose role there gives the right.

    Raises Http404 for who does not work there, PermissionDenied for another role.
    """
    clinic = get_object_or_404(workplaces(user), slug=slug)
    if not rules.may(user, right, clinic):
        raise PermissionDenied
    return clinic


def certifications_of(clinic: Clinic) -> QuerySet[Certification]:
    """The papers of a clinic, for its team."""
    return Certification.objects.of_clinic(clinic).for_reading()
