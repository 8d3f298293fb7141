"""Treatments: the clinic's own, those it is shown, a person's elsewhere."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from aftercare.models import Client, Treatment, TreatmentGrant
from clinics.models import Clinic


def treatments_at(clinic: Clinic) -> QuerySet[Treatment]:
    """The clinic's own, of the people it treats today."""
    return Treatment.objects.seen_by(clinic).select_related("clinic", "client__user")


def treatments_of(client: Client) -> QuerySet[Treatment]:
    """Those of a client at this clinic, also under an earlier link."""
    return Treatment.objects.seen_by(client.clinic).of(client.user)


def treatment_at(clinic: Clinic, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(treatments_at(clinic), pk=pk)


def shown_treatments(client: Client) -> QuerySet[Treatment]:
    """What a client of today shows the clinic of others, each with its clinic."""
    shown = Treatment.objects.shown_to(client.clinic).of(client.user)
    return shown.select_related("clinic", "client__user")


def shown_treatment(client: Client, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(shown_treatments(client), pk=pk)


def treatments_elsewhere(link: Client) -> QuerySet[Treatment]:
    """A person's own at other clinics, with what the clinic of the link was shown."""
    grants = TreatmentGrant.objects.filter(clinic=link.clinic_id)
    others = Treatment.objects.of(link.user).exclude(clinic=link.clinic_id)
    return others.select_related("clinic", "client__user").prefetch_related(
        Prefetch("grants", grants, to_attr="shown")
    )


def treatment_elsewhere(link: Client, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(treatments_elsewhere(link), pk=pk)
