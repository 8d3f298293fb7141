"""Whom a clinic treats or ever did, and a person's own links to clinics."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from aftercare.enums import ClientStatus
from aftercare.models import Client, Treatment, TreatmentGrant
from clinics.models import Clinic


def active_clients(clinic: Clinic, *, words: str = "") -> QuerySet[Client]:
    """Whom the clinic treats today, by name; `words` are looked for in it."""
    found = clinic.clients.active().select_related("user")
    if words:
        named = Q(user__display_name__icontains=words) | Q(user__email__icontains=words)
        found = found.filter(named)
    return found.order_by("user__display_name", "user__email", "pk")


def active_client(clinic: Clinic, pk: int) -> Client:
    """One of them. Raises Http404."""
    return get_object_or_404(active_clients(clinic), pk=pk)


def active_client_behind(treatment: Treatment) -> Client:
    """Today's link to the person, who may have left once and come back."""
    clients = active_clients(treatment.clinic)
    return get_object_or_404(clients, user=treatment.client.user_id)


def clients_of(clinic: Clinic, *, words: str = "") -> QuerySet[Client]:
    """Everybody who was ever linked to the clinic or asks, by name.

    By the address are found only those whose address the clinic sees.
    """
    found = clinic.clients.select_related("user").with_last_on_care()
    if words:
        named = Q(user__display_name__icontains=words)
        seen = Q(user__email__icontains=words, pk__in=clinic.clients.active())
        found = found.filter(named | seen)
    return found.order_by("user__display_name", "pk")


def client_of(clinic: Clinic, pk: int) -> Client:
    """One of them. Raises Http404."""
    rows = clinic.clients.select_related("user", "ended_by", "invited_by")
    return get_object_or_404(rows.with_last_on_care(), pk=pk)


def may_see(client: Client) -> bool:
    """Whether the clinic sees more of this person than the name, now."""
    return Client.objects.active().filter(pk=client.pk).exists()


def is_client_of(user, clinic: Clinic) -> bool:
    """Whether the clinic still sees this person."""
    return Client.objects.active().filter(user=user, clinic=clinic).exists()


def own_links(user) -> QuerySet[Client]:
    """With every clinic of this person, those that last first, then the latest.

    `shows` says whether it is shown a treatment of another one.
    """
    grants = TreatmentGrant.objects.open().filter(
        clinic=OuterRef("clinic"), treatment__client__user=OuterRef("user")
    )
    return (
        Client.objects.of(user)
        .annotate(shows=Exists(grants))
        .order_by(Case(When(status=ClientStatus.ENDED, then=1), default=0), "-pk")
    )


def own_link(user, pk: int) -> Client:
    """One of them. Raises Http404."""
    return get_object_or_404(Client.objects.of(user), pk=pk)
