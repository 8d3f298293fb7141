"""Which clinics a person may see. Others answer 404, as if they did not exist."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clinics import rules
from clinics.models import (
    Certification,
    Clinic,
    MisuseReport,
    Placement,
    Practitioner,
)
from clinics.models.certification import DECIDED
from clinics.rules import Right


def visible(user) -> QuerySet[Clinic]:
    return Clinic.objects.visible_to(user, on=timezone.localdate())


def public_clinic(user, slug: str) -> Clinic:
    """The clinic whose profile stands at that address.

    Raises Http404 for a draft, and for an unlisted one that the person has nothing to
    do with.
    """
    seen = Q(pk__in=Clinic.objects.on_show().values("pk"))
    if user.is_authenticated:
        seen |= Q(pk__in=visible(user).on_record().values("pk"))
    return get_object_or_404(Clinic.objects.filter(seen), slug=slug)


def public_practitioner(slug: str) -> tuple[Practitioner, list[Placement]]:
    """The practitioner of that address, and where they work in public today.

    Raises Http404 for who works at no listed clinic, by the day of each place.
    """
    practitioner = get_object_or_404(Practitioner, slug=slug)
    placements = practitioner.placements.select_related("clinic")
    today = [
        placement
        for placement in placements.filter(clinic__in=Clinic.objects.listed())
        if placement.runs(on=placement.clinic.today)
    ]
    if not today:
        raise Http404
    return practitioner, today


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


def certifications_to_share(clinic: Clinic) -> QuerySet[Certification]:
    """What a clinic can hang up: its own papers and those of who works there today."""
    at_work = Practitioner.objects.at_work(clinic, on=clinic.today)
    mine = Q(clinic=clinic) | Q(practitioner__in=at_work)
    return Certification.objects.answered_for().filter(mine).for_reading()


def certification_in_public(code: str) -> Certification | None:
    """The paper of that code, as stored, for everybody who asks; None without one."""
    papers = Certification.objects.answered_for().for_reading()
    return papers.filter(code=code).first()


def misuse_reports(user) -> QuerySet[MisuseReport]:
    """What reviewers and moderators look into, but for clinics they are close to."""
    if not rules.looks_into_misuse(user):
        return MisuseReport.objects.none()
    close = rules.close_to(user, on=timezone.localdate())
    papers = "certification__type", "certification__clinic"
    return MisuseReport.objects.not_about(close).select_related(
        *papers, "certification__practitioner", "settled_by"
    )


def people_at(clinic: Clinic) -> QuerySet[Practitioner]:
    """The practitioners who work there today, for its team."""
    return Practitioner.objects.at_work(clinic, on=clinic.today)


def certifications_at(clinic: Clinic) -> QuerySet[Certification]:
    """Those of the clinic and of the practitioners who work there today, for its team.

    What a practitioner has not handed in successfully stays with the practitioner.
    """
    own = Q(clinic=clinic)
    theirs = Q(practitioner__in=people_at(clinic), status__in=DECIDED)
    return Certification.objects.filter(own | theirs).for_reading().with_proof()
