"""Which clinics a person may see. Others answer 404, as if they did not exist."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clinics.models import Clinic


def visible(user) -> QuerySet[Clinic]:
    return Clinic.objects.visible_to(user, on=timezone.localdate())


def workplaces(user) -> QuerySet[Clinic]:
    """Where this person works today."""
    return Clinic.objects.worked_at_by(user, on=timezone.localdate())


def workplace(user, slug: str) -> Clinic:
    """The clinic of that name if the person works there. Raises Http404."""
    return get_object_or_404(workplaces(user), slug=slug)
