"""Which clinics a person may see. Others answer 404, as if they did not exist."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clinics import places, rules
from clinics.domain import certifications
from clinics.enums import LabReportStatus
from clinics.models import (
    Bottle,
    Certification,
    Clinic,
    Evidence,
    Ink,
    InkBatch,
    LabelPhoto,
    LabOriginal,
    LabReport,
    Membership,
    MisuseReport,
    Placement,
    PlacementRequest,
    Practitioner,
)
from clinics.models.certification import DECIDED
from clinics.rules import Right
from portal.accounts.enums import InvitationState
from portal.accounts.models import Invitation


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
    shown = Clinic.objects.filter(seen).select_related("figures")
    return get_object_or_404(shown, slug=slug)


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


def certifications_to_share(clinic: Clinic) -> QuerySet[Certification]:
    """What a clinic can hang up: its own papers and those of who works there today."""
    at_work = Practitioner.objects.at_work(clinic, on=clinic.today)
    mine = Q(clinic=clinic) | Q(practitioner__in=at_work)
    return Certification.objects.answered_for().filter(mine).for_reading()


def certification_in_public(code: str) -> Certification | None:
    """The paper of that code, as stored, for everybody who asks; None without one."""
    papers = Certification.objects.answered_for().for_reading()
    return papers.filter(code=code).order_by().first()


def evidence_to_read(user, key: uuid.UUID) -> Evidence:
    """A file for the team that handed it in, and for who may decide on its paper.

    Reviewers see what was submitted, and nobody else learns that there is a file.
    Raises Http404.
    """
    rows = Evidence.objects.select_related(
        "certification__type", "certification__clinic", "certification__practitioner"
    )
    evidence = get_object_or_404(rows, key=key)
    paper = evidence.certification
    if _is_handed_in_by(user, paper):
        return evidence
    if evidence.frozen_at and certifications.may_decide(user, paper):
        return evidence
    raise Http404


def _is_handed_in_by(user, paper: Certification) -> bool:
    """Whether it speaks of the person, or of a clinic where they see its papers."""
    if paper.clinic:
        return rules.may(user, Right.SEE_CERTIFICATIONS, paper.clinic)
    return paper.practitioner.user_id == user.pk


def misuse_reports(user) -> QuerySet[MisuseReport]:
    """What reviewers and moderators look into, but for clinics they are close to."""
    if not rules.looks_into_misuse(user):
        return MisuseReport.objects.none()
    near = rules.near_to(user, on=timezone.localdate())
    papers = "certification__type", "certification__clinic"
    return MisuseReport.objects.not_about(near).select_related(
        *papers, "certification__practitioner", "settled_by"
    )


def papers_of(subject: Clinic | Practitioner) -> QuerySet[Certification]:
    """Every paper of its own, in whatever state, for who hands them in."""
    return subject.certifications.for_reading()


def paper_of(subject: Clinic | Practitioner, pk: int) -> Certification:
    """One of them, with what its kind asks for. Raises Http404."""
    rows = papers_of(subject).prefetch_related("type__slots", "type__checklist")
    return get_object_or_404(rows.with_public_page(), pk=pk)


def papers_of_people_at(clinic: Clinic) -> QuerySet[Certification]:
    """Those of the practitioners at work there that were accepted once."""
    theirs = Certification.objects.filter(practitioner__in=people_at(clinic))
    return theirs.filter(status__in=DECIDED).for_reading()


def people_at(clinic: Clinic) -> QuerySet[Practitioner]:
    """The practitioners who work there today, for its team."""
    return Practitioner.objects.at_work(clinic, on=clinic.today)


def certifications_at(clinic: Clinic) -> QuerySet[Certification]:
    """Those of the clinic and of the practitioners who work there today, for its team.

    What a practitioner has not handed in successfully stays with the practitioner.
    """
    own = Q(clinic=clinic)
    theirs = Q(practitioner__in=people_at(clinic), status__in=DECIDED)
    papers = Certification.objects.filter(own | theirs).for_reading()
    return papers.with_proof().with_public_page()


def members_of(clinic: Clinic) -> QuerySet[Membership]:
    """Who works there today."""
    active = clinic.memberships.active(on=timezone.localdate())
    return active.select_related("user")


def member_of(clinic: Clinic, pk: int) -> Membership:
    """A place in the team, also one that has ended. Raises Http404."""
    return get_object_or_404(clinic.memberships.select_related("user"), pk=pk)


def former_members_of(clinic: Clinic) -> QuerySet[Membership]:
    """Who worked there once, the last to leave first."""
    ended = clinic.memberships.ended(on=timezone.localdate())
    return ended.select_related("user").order_by("-until", "-pk")


def invitations_to(clinic: Clinic) -> QuerySet[Invitation]:
    """Those to the team that nobody has answered."""
    unanswered = Invitation.objects.unanswered().filter(place=places.team(clinic))
    return unanswered.select_related("invited_by")


def offers_of(practitioners: list[Practitioner]) -> QuerySet[Invitation]:
    """Unanswered invitations to take over one of these profiles."""
    keys = [places.profile(practitioner) for practitioner in practitioners]
    return Invitation.objects.unanswered().filter(place__in=keys)


def unanswered_of(clinic: Clinic, pk: int) -> Invitation:
    """An unanswered invitation to the team, or to a profile of somebody who works
    there or will. Raises Http404.
    """
    lasting = clinic.placements.lasting(on=clinic.today).select_related("practitioner")
    offers = offers_of([placement.practitioner for placement in lasting])
    candidates = invitations_to(clinic) | offers.select_related("invited_by")
    return get_object_or_404(candidates, pk=pk)


def is_to_team(invitation: Invitation) -> bool:
    return places.is_team(invitation.place)


def placements_of(clinic: Clinic) -> QuerySet[Placement]:
    """Who holds the needle there: those at work first, then those who left."""
    return clinic.placements.select_related("practitioner").order_by(
        F("until").desc(nulls_first=True), "practitioner__public_name", "pk"
    )


def with_offers(
    placements: list[Placement], *, on: date
) -> list[tuple[Placement, bool, Invitation | None, InvitationState | None]]:
    """Each placement, whether it lasts that day or begins later, the open offer of
    its profile, if there is one, and the state of that.
    """
    now = timezone.now()
    practitioners = [placement.practitioner for placement in placements]
    offers = {offer.place: offer for offer in offers_of(practitioners)}
    rows = []
    for placement in placements:
        lasts = placement.lasts(on=on)
        offer = offers.get(places.profile(placement.practitioner))
        rows.append((placement, lasts, offer, offer and offer.state(on=now)))
    return rows


def placement_of(clinic: Clinic, pk: int) -> Placement:
    """A placement there, also one that has ended. Raises Http404."""
    return get_object_or_404(placements_of(clinic), pk=pk)


def practitioner_to_edit(clinic: Clinic, pk: int) -> Practitioner:
    """Somebody at work there whose profile nobody has claimed.

    Raises Http404 for somebody of another clinic, PermissionDenied for a profile
    that belongs to its person.
    """
    lasting = placements_of(clinic).filter(until=None)
    practitioner = get_object_or_404(lasting, pk=pk).practitioner
    if practitioner.user_id:
        raise PermissionDenied
    return practitioner


def claimed_profile(address: str) -> Practitioner | None:
    """The profile with that address, if its person has claimed it and can answer.

    Others stay with the clinic that made them: there is nobody to ask.
    """
    slug = address.rstrip("/").rpartition("/")[2]
    return Practitioner.objects.filter(slug=slug, user__is_active=True).first()


def own_profile(user) -> Practitioner:
    """The profile this person has claimed. Raises Http404."""
    return get_object_or_404(Practitioner, user_id=user.pk)


def own_placements(user) -> QuerySet[Placement]:
    """Where this person works as a practitioner."""
    mine = Placement.objects.filter(practitioner__user_id=user.pk, until=None)
    return mine.select_related("clinic")


def own_placement(user, pk: int) -> Placement:
    """A placement of this person, also one that has ended. Raises Http404."""
    mine = Placement.objects.filter(practitioner__user_id=user.pk)
    return get_object_or_404(mine.select_related("clinic"), pk=pk)


def requests_of(clinic: Clinic) -> QuerySet[PlacementRequest]:
    """Whom the clinic has asked whether they work there, for its owners."""
    told = clinic.placement_requests.telling(on=timezone.now())
    return told.select_related("practitioner").order_by("-asked_at", "-pk")


def request_of(clinic: Clinic, pk: int) -> PlacementRequest:
    """One of them. Raises Http404."""
    return get_object_or_404(clinic.placement_requests, pk=pk)


def own_requests(user) -> QuerySet[PlacementRequest]:
    """The clinics that wait for this person's answer."""
    waiting = PlacementRequest.objects.waiting(on=timezone.now())
    return waiting.filter(person_id=user.pk).select_related("clinic")


def own_request(user, pk: int) -> PlacementRequest:
    """One that this person was asked, whatever became of it. Raises Http404."""
    asked = PlacementRequest.objects.filter(person_id=user.pk)
    return get_object_or_404(asked.select_related("clinic"), pk=pk)


def bottles_of(clinic: Clinic) -> QuerySet[Bottle]:
    """Every bottle the clinic ever had, for its team."""
    return clinic.bottles.for_reading()


def bottle_of(clinic: Clinic, pk: int) -> Bottle:
    """One of them. Raises Http404."""
    return get_object_or_404(bottles_of(clinic), pk=pk)


def label_photo(bottle: Bottle) -> LabelPhoto | None:
    """The photo of its label, if there is one."""
    return LabelPhoto.objects.filter(bottle=bottle).first()


def inks_of(clinic: Clinic) -> QuerySet[Ink]:
    """The inks that the clinic has, or had once."""
    had = Ink.objects.filter(batches__bottles__clinic=clinic).distinct()
    return had.select_related("maker")


def batches_of(clinic: Clinic) -> QuerySet[InkBatch]:
    """The batches that the clinic has, or had once."""
    had = InkBatch.objects.filter(bottles__clinic=clinic).distinct()
    return had.select_related("ink__maker").order_by("-pk")


def lab_reports_of(clinic: Clinic) -> QuerySet[LabReport]:
    """The laboratory reports the clinic wrote down, for its team."""
    return clinic.lab_reports.for_reading().order_by("-begun_at", "-pk")


def lab_report_of(clinic: Clinic, pk: int) -> LabReport:
    """One of them. Raises Http404."""
    return get_object_or_404(lab_reports_of(clinic), pk=pk)


def lab_original(report: LabReport, of_round: int) -> LabOriginal:
    """The file of one round. Raises Http404."""
    return get_object_or_404(report.originals, round=of_round)


def lab_reports_for_review(user) -> QuerySet[LabReport]:
    """What was handed in, whatever became of it, but for clinics they are close to.

    Raises PermissionDenied.
    """
    if not rules.decides_about_clinics(user):
        raise PermissionDenied
    near = rules.near_to(user, on=timezone.localdate())
    seen = LabReport.objects.exclude(status=LabReportStatus.DRAFT)
    return seen.exclude(clinic__in=near).for_reading().select_related("submitted_by")


def lab_report_for_review(user, pk: int) -> LabReport:
    """One of them. Raises PermissionDenied, Http404."""
    return get_object_or_404(lab_reports_for_review(user), pk=pk)
