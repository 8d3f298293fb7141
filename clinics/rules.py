"""What a person may do at a clinic; memberships are read once per user object.

Roles get their rights from one table, from which the page "who can see what" is made
as well.
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Certification, Clinic, Membership, Placement
from portal.accounts import rules as account_rules
from portal.accounts.models import User

OWNER, PRACTITIONER, FRONT_DESK = ClinicRole
EVERYBODY = frozenset(ClinicRole)
KEPT_APART_MONTHS = 24


class Right(models.TextChoices):
    """Something that a role lets a person do at a clinic, in the words of the page."""

    SEE_DASHBOARD = "see_dashboard", gettext_lazy("See what is to be done today")
    SEE_CERTIFICATIONS = "see_certifications", gettext_lazy("See the certifications")
    SEE_TEAM = "see_team", gettext_lazy("See who works here")
    EDIT_PROFILE = "edit_profile", gettext_lazy("Change the profile and the hours")
    CHANGE_IDENTITY = (
        "change_identity",
        gettext_lazy("Change the names and the address once the clinic was listed"),
    )
    EDIT_CONTACTS = "edit_contacts", gettext_lazy("Name the urgent contacts")
    EDIT_PRACTITIONERS = (
        "edit_practitioners",
        gettext_lazy("Say which practitioners work here"),
    )
    MANAGE_TEAM = "manage_team", gettext_lazy("Invite people and end memberships")
    HAND_IN_PAPERS = (
        "hand_in_papers",
        gettext_lazy("Hand in, renew and withdraw certifications"),
    )
    ANSWER_DECISIONS = (
        "answer_decisions",
        gettext_lazy("Reply to decisions of the reviewers, and appeal"),
    )
    HAND_IN = "hand_in", gettext_lazy("Hand the clinic in to be listed, or unlist it")
    KEEP_INKS = "keep_inks", gettext_lazy("Keep the stock of ink")
    HAND_IN_REPORTS = (
        "hand_in_reports",
        gettext_lazy("Hand in laboratory reports on ink"),
    )
    SEE_CLIENTS = "see_clients", gettext_lazy("See who is a client")
    INVITE_CLIENTS = (
        "invite_clients",
        gettext_lazy("Invite clients, answer those who ask, and end the link"),
    )
    KEEP_PLANS = "keep_plans", gettext_lazy("Change the healing plan for clients")
    KEEP_TREATMENTS = (
        "keep_treatments",
        gettext_lazy("Record sessions, with the answers to the health questions"),
    )
    ANSWER_REPORTS = (
        "answer_reports",
        gettext_lazy("Read what clients report, and answer"),
    )
    SEE_FIGURES = "see_figures", gettext_lazy("See the figures of the clinic")


RIGHTS: dict[Right, frozenset[ClinicRole]] = {
    Right.SEE_DASHBOARD: EVERYBODY,
    Right.SEE_CERTIFICATIONS: EVERYBODY,
    Right.SEE_TEAM: EVERYBODY,
    Right.EDIT_PROFILE: frozenset({OWNER, FRONT_DESK}),
    Right.CHANGE_IDENTITY: frozenset({OWNER}),
    Right.EDIT_CONTACTS: frozenset({OWNER}),
    Right.EDIT_PRACTITIONERS: frozenset({OWNER}),
    Right.MANAGE_TEAM: frozenset({OWNER}),
    Right.HAND_IN_PAPERS: frozenset({OWNER}),
    Right.ANSWER_DECISIONS: frozenset({OWNER}),
    Right.HAND_IN: frozenset({OWNER}),
    Right.KEEP_INKS: EVERYBODY,
    Right.HAND_IN_REPORTS: frozenset({OWNER, PRACTITIONER}),
    Right.SEE_CLIENTS: EVERYBODY,
    Right.INVITE_CLIENTS: EVERYBODY,
    Right.KEEP_PLANS: frozenset({OWNER, PRACTITIONER}),
    Right.KEEP_TREATMENTS: EVERYBODY,
    Right.ANSWER_REPORTS: EVERYBODY,
    Right.SEE_FIGURES: frozenset({OWNER}),
}


def may(user, right: Right, clinic: Clinic) -> bool:
    """Whether the person's role at that clinic, today, gives them the right."""
    return _roles(user).get(clinic.pk) in RIGHTS[right]


def may_change_identity(user, clinic: Clinic) -> bool:
    """Whether the person changes its names, its address and its place on the map.

    Nobody does while it is suspended or closed: its papers stand under these.
    """
    if clinic.status in {ClinicStatus.SUSPENDED, ClinicStatus.CLOSED}:
        return False
    return may(user, right_to_identity(clinic), clinic)


def right_to_identity(clinic: Clinic) -> Right:
    """Of a draft it is part of the profile; later the public knows the clinic by it."""
    is_draft = clinic.status == ClinicStatus.DRAFT
    return Right.EDIT_PROFILE if is_draft else Right.CHANGE_IDENTITY


def works_at(user, clinic: Clinic) -> bool:
    """In whichever role, today."""
    return clinic.pk in _roles(user)


def role_at(user, clinic: Clinic) -> ClinicRole | None:
    return _roles(user).get(clinic.pk)


def owns(user, clinic: Clinic) -> bool:
    return _roles(user).get(clinic.pk) == ClinicRole.OWNER


def works_at_a_clinic(user) -> bool:
    """Answers for the clients of some clinic; told to accounts as a duty."""
    return bool(_roles(user))


def answers_for(user, certification: Certification) -> bool:
    """Speaks for whom a paper is about: an owner, or the practitioner themselves."""
    if certification.clinic:
        return may(user, Right.ANSWER_DECISIONS, certification.clinic)
    owner = certification.practitioner.user_id
    return user.is_active and owner is not None and owner == user.pk


def decides_about_clinics(user) -> bool:
    """Lists, suspends and closes clinics, and decides on their papers."""
    return account_rules.is_reviewer(user)


def may_decide_about(user, clinic: Clinic, *, on: date) -> bool:
    """Whether a reviewer is a stranger to the clinic: not of its team for 24 months."""
    return decides_about_clinics(user) and not _was_close(user, clinic, on=on)


def looks_into_misuse(user) -> bool:
    """Reads what people report of posters and papers."""
    return account_rules.is_reviewer(user) or account_rules.is_moderator(user)


def near_to(user, *, on: date) -> list[int]:
    """The clinics whose team this person belongs to, or did in the last 24 months.

    By number, and read once per user object: the queue asks for each of its kinds.
    """
    if not hasattr(user, "_clinics_near"):
        user._clinics_near = {}
    if on not in user._clinics_near:
        recently = _recently(on)
        memberships = Membership.objects.filter(recently, user_id=user.pk)
        placements = Placement.objects.filter(recently, practitioner__user_id=user.pk)
        both = (
            memberships.order_by()
            .values_list("clinic")
            .union(placements.order_by().values_list("clinic"))
        )
        user._clinics_near[on] = [clinic for (clinic,) in both]
    return user._clinics_near[on]


def people_close_to(clinic: int, *, on: date) -> models.QuerySet[User]:
    """Those who belong to the team of the clinic with that number, or did lately."""
    recently = _recently(on) & models.Q(clinic=clinic)
    memberships = Membership.objects.filter(recently)
    placements = Placement.objects.filter(recently, practitioner__user__isnull=False)
    return User.objects.filter(
        models.Q(pk__in=memberships.values("user"))
        | models.Q(pk__in=placements.values("practitioner__user"))
    )


def _recently(on: date) -> models.Q:
    since = on - relativedelta(months=KEPT_APART_MONTHS)
    return models.Q(until=None) | models.Q(until__gt=since)


def _was_close(user, clinic: Clinic, *, on: date) -> bool:
    at_clinic = models.Q(clinic=clinic) & _recently(on)
    return (
        Membership.objects.filter(at_clinic, user=user).exists()
        or Placement.objects.filter(at_clinic, practitioner__user=user).exists()
    )


def standings(user) -> list[str]:
    """What this person is at which clinic, in words for their account page."""
    on = timezone.localdate()
    return [
        _("%(role)s at %(clinic)s")
        % {"role": membership.get_role_display(), "clinic": membership.clinic.name}
        for membership in Membership.objects.of(user).active(on=on)
    ]


def forget(user) -> None:
    """Read the memberships of this user object again when next asked."""
    for kept in ("_clinic_roles", "_clinics_near"):
        if hasattr(user, kept):
            delattr(user, kept)


def _roles(user) -> dict[int, ClinicRole]:
    if not user.is_active:  # closed, or nobody is signed in
        return {}
    if not hasattr(user, "_clinic_roles"):
        # A page that is shown by another clock may be the first to ask.
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        active = Membership.objects.active(on=today)
        user._clinic_roles = {
            clinic: ClinicRole(role)
            for clinic, role in active.filter(user_id=user.pk).values_list(
                "clinic", "role"
            )
        }
    return user._clinic_roles
