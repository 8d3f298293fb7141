"""Photos: a person's own, and those that a clinic may look at."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from aftercare.models import Photo
from clinics.models import Clinic


def own_photos(user) -> QuerySet[Photo]:
    """All of this person, the first day first."""
    return Photo.objects.of(user).by_day()


def own_photo(user, key: UUID) -> Photo:
    """One of them. Raises Http404."""
    return get_object_or_404(own_photos(user), key=key)


def photos_at(clinic: Clinic, person) -> QuerySet[Photo]:
    """Those of a person that the clinic may look at now."""
    rows = Photo.objects.seen_by(clinic).of(person).by_day()
    return rows.select_related("report__clinic")


def photo_at(clinic: Clinic, number: str, key: UUID) -> Photo:
    """One of a report. Raises Http404."""
    rows = Photo.objects.seen_by(clinic).select_related("report")
    return get_object_or_404(rows, report__number=number, key=key)
