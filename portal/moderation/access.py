"""Which clinics the people who look after the register see: every one, or none."""

from django.core.exceptions import PermissionDenied
from django.db.models import (
    Case,
    DateTimeField,
    F,
    Model,
    Prefetch,
    Q,
    QuerySet,
    When,
)
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from aftercare.domain import message_flags, overseeing, step_reasons
from aftercare.models import Escalation, MessageFlag, StepReason
from clinics import access as clinic_access
from clinics import rules as clinic_rules
from clinics.domain import reviews, second_looks
from clinics.enums import ClinicStatus
from clinics.models import (
    Appeal,
    Certification,
    Clinic,
    Membership,
    Proposal,
    Reply,
    SecondLook,
)
from portal.accounts import rules as account_rules
from portal.moderation import rules
from portal.moderation.kinds import KINDS, Kind, of_decision


def clinics_for(user) -> QuerySet[Clinic]:
    """All clinics, those that wait longest first. Raises PermissionDenied.

    `waits_since` says since when an application is with the reviewers, `owners_now`
    who answers for the clinic today.
    """
    if not rules.sees_clinics(user):
        raise PermissionDenied
    waiting = When(
        status=ClinicStatus.DRAFT, handed_in_at__isnull=False, then=F("handed_in_at")
    )
    owners = Membership.objects.owners().active(on=timezone.localdate())
    return (
        clinic_access.visible(user)
        .annotate(waits_since=Case(waiting, output_field=DateTimeField()))
        .prefetch_related(
            Prefetch("memberships", owners.select_related("user"), to_attr="owners_now")
        )
        .order_by(F("waits_since").asc(nulls_last=True), "name", "pk")
    )


def clinic(user, pk: int) -> Clinic:
    """One of them. Raises PermissionDenied, Http404."""
    return get_object_or_404(clinics_for(user), pk=pk)


def clinic_to_decide_about(user, pk: int) -> Clinic:
    """One of them, for a reviewer. Raises PermissionDenied, Http404."""
    if not clinic_rules.decides_about_clinics(user):
        raise PermissionDenied
    return clinic(user, pk)


def papers_of(clinic: Clinic) -> QuerySet[Certification]:
    """The papers of a clinic and of those who hold the needle there today."""
    here = Q(practitioner__placements__clinic=clinic)
    still = Q(practitioner__placements__until=None)
    of_people = Certification.objects.filter(here & still)
    own = Certification.objects.filter(clinic=clinic)
    found = Certification.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=of_people.values("pk"))
    )
    return found.for_reading()


def paper(user, pk: int) -> Certification:
    """A paper that was accepted once. Raises PermissionDenied, Http404."""
    if not rules.sees_clinics(user):
        raise PermissionDenied
    papers = Certification.objects.decided().for_reading().with_public_page()
    return get_object_or_404(papers, pk=pk)


def paper_to_decide_about(user, pk: int) -> Certification:
    """One of them, for a reviewer. Raises PermissionDenied, Http404."""
    _only_reviewers(user)
    return paper(user, pk)


def proposals(user) -> QuerySet[Proposal]:
    """Those about papers of strangers, and what this person proposed."""
    papers = reviews.may_see(user, Certification.objects.all()).values("pk")
    return Proposal.objects.filter(Q(certification__in=papers) | Q(proposed_by=user))


def proposal(user, pk: int) -> Proposal:
    """One of them, for a reviewer. Raises PermissionDenied, Http404."""
    _only_reviewers(user)
    return get_object_or_404(proposals(user).for_reading(), pk=pk)


def reply(user, pk: int) -> Reply:
    """About a paper of strangers, for a reviewer. Raises PermissionDenied, Http404."""
    _only_reviewers(user)
    replies = of_decision.among_papers_of(user, Reply.objects.all())
    return get_object_or_404(_with_paper(replies), pk=pk)


def appeal(user, pk: int) -> Appeal:
    """About a paper of strangers, for a reviewer. Raises PermissionDenied, Http404."""
    _only_reviewers(user)
    appeals = of_decision.among_papers_of(user, Appeal.objects.all())
    return get_object_or_404(_with_paper(appeals), pk=pk)


def second_look(user, pk: int) -> SecondLook:
    """An approval to look at again, for a reviewer who did not approve it.

    Raises PermissionDenied also for who did: the screen is blind to the first answer.
    """
    _only_reviewers(user)
    found = get_object_or_404(_with_paper(SecondLook.objects.all()), pk=pk)
    if not second_looks.may_look(user, found):
        raise PermissionDenied
    return found


def step_reason(user, pk: int) -> StepReason:
    """Why the plan of a clinic leaves the bounds. Raises PermissionDenied, Http404."""
    if not clinic_rules.looks_into_misuse(user):
        raise PermissionDenied
    return get_object_or_404(step_reasons.readable(user), pk=pk)


def escalated_report(user, pk: int) -> Escalation:
    """An urgent report that nobody opened. Raises PermissionDenied, Http404."""
    if not account_rules.is_moderator(user):
        raise PermissionDenied
    return get_object_or_404(overseeing.readable(user), pk=pk)


def message_flag(user, pk: int) -> MessageFlag:
    """A message somebody reported. Raises PermissionDenied, Http404."""
    if not account_rules.is_moderator(user):
        raise PermissionDenied
    return get_object_or_404(message_flags.readable(user), pk=pk)


def _with_paper(rows: QuerySet) -> QuerySet:
    paper = "decision__certification__"
    return rows.select_related(
        f"{paper}type", f"{paper}clinic", f"{paper}practitioner", "decision__by"
    )


def _only_reviewers(user) -> None:
    if not clinic_rules.decides_about_clinics(user):
        raise PermissionDenied


def kind_for(user, key: str) -> Kind:
    """The kind of items of that name. Raises Http404, PermissionDenied."""
    if key not in KINDS:
        raise Http404
    if not KINDS[key].seen_by(user):
        raise PermissionDenied
    return KINDS[key]


def item_to_claim(user, key: str, pk: int) -> tuple[Kind, Model]:
    """An open item that this person may do something to.

    Raises Http404 for one that waits no longer or that is not theirs to see,
    PermissionDenied.
    """
    kind = kind_for(user, key)
    found = kind.waiting_for(user).select_related(*kind.related)
    item = get_object_or_404(found, pk=pk)
    if not kind.offered(user, item):
        raise PermissionDenied
    return kind, item


def certification_to_review(user, pk: int) -> Certification:
    """A paper that was handed in once, for a reviewer who is a stranger to it.

    Raises Http404, PermissionDenied.
    """
    if not clinic_rules.decides_about_clinics(user):
        raise PermissionDenied
    handed_in = Certification.objects.filter(submitted_at__isnull=False)
    found = reviews.may_see(user, handed_in).for_reading().with_public_page()
    whole = found.select_related(
        "type", "clinic", "practitioner", "submitted_by", "renews"
    ).prefetch_related("type__slots", "type__checklist", "evidence")
    return get_object_or_404(whole, pk=pk)
