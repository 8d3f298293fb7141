"""Clinics, their teams, and who may see what."""

import datetime
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from clinics import access, rules
from clinics.domain import clinics, memberships
from clinics.enums import MOVES, ClinicRole, ClinicStatus
from clinics.models import Clinic, Membership, StatusChange
from clinics.rules import Right
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.audit.models import AuditEvent
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)
DETAILS = {
    "slug": "crown",
    "name": "Crown Clinic",
    "legal_name": "Crown Clinic Lda",
    "street": "Rua do Carmo 12",
    "town": "Lisbon",
    "country": "PT",
    "time_zone": "Europe/Lisbon",
    "responsible_person": "Ana Duarte",
}


@pytest.fixture
def owner():
    return UserFactory(email="owner@example.com")


@pytest.fixture
def clinic(owner):
    return clinics.open_one(**DETAILS, owner=owner, by=owner)


@pytest.fixture
def reviewer():
    person = UserFactory(email="reviewer@example.com")
    roles.grant(person, StaffRole.REVIEWER, by=None)
    return person


@pytest.fixture
def listed(clinic, owner, reviewer):
    clinics.hand_in(clinic, by=owner)
    return clinics.list_first(clinic, by=reviewer)


def membership_of(user):
    return Membership.objects.get(user=user)


def verbs():
    return list(
        AuditEvent.objects.order_by("sequence").values_list("verb", "clinic_id")
    )


# Clinics


def test_clinic_opens_as_a_draft_with_its_owner(clinic, owner):
    assert clinic.status == ClinicStatus.DRAFT
    assert rules.owns(owner, clinic)
    assert membership_of(owner).since == TODAY
    assert verbs() == [("member added", clinic.pk), ("clinic opened", clinic.pk)]


@pytest.mark.parametrize(
    "wrong", [{"country": "pt"}, {"time_zone": "Mars/Olympus"}, {"slug": "a b"}]
)
def test_clinic_with_a_mistake_is_not_opened(owner, wrong):
    with pytest.raises(ValidationError):
        clinics.open_one(**(DETAILS | wrong), owner=owner, by=owner)

    assert not Clinic.objects.exists()
    assert not Membership.objects.exists()


def test_clinic_is_listed_after_it_was_handed_in_and_checked(clinic, owner, reviewer):
    with pytest.raises(clinics.NotHandedIn):
        clinics.list_first(clinic, by=reviewer)
    clinics.hand_in(clinic, by=owner)
    with pytest.raises(clinics.AlreadyHandedIn):
        clinics.hand_in(clinic, by=owner)

    assert clinics.list_first(clinic, by=reviewer).status == ClinicStatus.LISTED

    change = StatusChange.objects.get()
    assert (change.was, change.to, change.by) == ("draft", "listed", reviewer)
    assert change.identity_checked
    assert change.premises_checked
    assert change.insurance_checked
    for late in (clinics.hand_in, clinics.list_first):
        with pytest.raises(clinics.MoveNotAllowed):
            late(clinic, by=reviewer)


def test_application_goes_back_to_be_mended(clinic, owner, reviewer):
    with pytest.raises(clinics.NotHandedIn):
        clinics.send_back(clinic, by=reviewer, what="The street is missing.")
    clinics.hand_in(clinic, by=owner)
    assert list(Clinic.objects.handed_in()) == [clinic]

    clinics.send_back(clinic, by=reviewer, what="The street is missing.")

    clinic.refresh_from_db()
    assert (clinic.handed_in_at, clinic.handed_in_by) == (None, None)
    assert list(Clinic.objects.handed_in()) == []
    assert clinics.hand_in(clinic, by=owner).handed_in_by == owner


@pytest.mark.parametrize("was", ClinicStatus)
@pytest.mark.parametrize("to", ClinicStatus)
def test_clinic_moves_along_the_table(clinic, reviewer, was, to):
    Clinic.objects.update(status=was)
    words = {"reason": "Asked.", "public_sentence": "The clinic asked for it."}
    first = (was, to) == (ClinicStatus.DRAFT, ClinicStatus.LISTED)
    goes = to in MOVES[was] and not first

    if goes:
        assert clinics.move(clinic, to, by=reviewer, **words).status == to
    else:
        with pytest.raises(clinics.MoveNotAllowed):
            clinics.move(clinic, to, by=reviewer, **words)

    clinic.refresh_from_db()
    assert clinic.status == (to if goes else was)
    assert StatusChange.objects.count() == goes


@pytest.mark.parametrize("to", [ClinicStatus.SUSPENDED, ClinicStatus.CLOSED])
def test_clinic_goes_off_the_list_with_reason_and_sentence(listed, reviewer, to):
    with pytest.raises(ValidationError, match="one sentence for the public"):
        clinics.move(listed, to, by=reviewer, reason="A complaint.")

    listed.refresh_from_db()
    assert listed.is_listed


def test_team_neither_suspends_nor_ends_a_suspension(listed, owner, reviewer):
    words = {"reason": "A complaint.", "public_sentence": "We look into it."}
    with pytest.raises(clinics.NotYours):
        clinics.move(listed, ClinicStatus.SUSPENDED, by=owner, **words)
    clinics.move(listed, ClinicStatus.SUSPENDED, by=reviewer, **words)
    with pytest.raises(clinics.NotYours):
        clinics.move(listed, ClinicStatus.LISTED, by=owner)

    listed.refresh_from_db()
    assert listed.status == ClinicStatus.SUSPENDED


def test_team_takes_its_clinic_off_the_list_and_back(listed, owner):
    clinics.move(listed, ClinicStatus.UNLISTED, by=owner)

    assert clinics.move(listed, ClinicStatus.LISTED, by=owner).is_listed


@pytest.mark.parametrize(
    ("left", "may"), [(None, False), (729, False), (730, True)], ids=str
)
def test_reviewer_keeps_apart_from_a_former_clinic(clinic, reviewer, left, may):
    until = left and TODAY - datetime.timedelta(days=left)
    long_ago = datetime.date(2020, 1, 1)
    MembershipFactory(clinic=clinic, user=reviewer, since=long_ago, until=until)

    assert rules.may_decide_about(reviewer, clinic, on=TODAY) is may
    assert rules.may_decide_about(reviewer, ClinicFactory(), on=TODAY)


def test_reviewer_keeps_apart_from_where_they_hold_the_needle(clinic, reviewer):
    PlacementFactory(
        clinic=clinic,
        practitioner=PractitionerFactory(user=reviewer, claimed_at=NOW),
    )
    Clinic.objects.update(handed_in_at=NOW, handed_in_by=reviewer)

    send_back = partial(clinics.send_back, what="The street is missing.")
    for decide in (clinics.list_first, send_back):
        with pytest.raises(clinics.NotYours):
            decide(clinic, by=reviewer)
    clinic.refresh_from_db()
    assert clinic.status == ClinicStatus.DRAFT


def test_clinic_without_an_owner_is_not_listed(clinic, owner, reviewer):
    clinics.hand_in(clinic, by=owner)
    memberships.end(membership_of(owner), by=owner)

    with pytest.raises(clinics.NoOwner):
        clinics.list_first(clinic, by=reviewer)
    clinic.refresh_from_db()
    assert clinic.status == ClinicStatus.DRAFT


# Teams


def test_member_joins_and_leaves_at_once(clinic, owner):
    person = UserFactory()
    assert not rules.works_at(person, clinic)
    membership = memberships.add(clinic, person, ClinicRole.PRACTITIONER, by=owner)
    assert rules.works_at(person, clinic)
    assert rules.role_at(person, clinic) == ClinicRole.PRACTITIONER

    memberships.end(membership, by=owner)

    assert not rules.works_at(person, clinic)
    assert not rules.works_at(UserFactory._meta.model.objects.get(pk=person.pk), clinic)
    membership.refresh_from_db()
    assert membership.until == TODAY
    assert verbs()[-2:] == [("member added", clinic.pk), ("member left", clinic.pk)]


def test_member_can_come_back_the_same_day(clinic, owner):
    person = UserFactory()
    memberships.end(
        memberships.add(clinic, person, ClinicRole.FRONT_DESK, by=owner), by=owner
    )
    memberships.add(clinic, person, ClinicRole.FRONT_DESK, by=owner)

    assert rules.works_at(person, clinic)


def test_member_joins_once_and_leaves_once(clinic, owner):
    with pytest.raises(memberships.AlreadyMember):
        memberships.add(clinic, owner, ClinicRole.PRACTITIONER, by=owner)
    membership = membership_of(owner)
    memberships.end(membership, by=owner)
    with pytest.raises(memberships.AlreadyEnded):
        memberships.end(membership, by=owner)


def test_last_owner_of_a_listed_clinic_cannot_leave(listed, clinic, owner):
    MembershipFactory(clinic=clinic, since=TOMORROW)  # an owner, but not yet
    MembershipFactory(clinic=clinic, role=ClinicRole.PRACTITIONER)

    with pytest.raises(memberships.LastOwner):
        memberships.end(membership_of(owner), by=owner)
    assert rules.owns(owner, clinic)

    memberships.add(clinic, UserFactory(), ClinicRole.OWNER, by=owner)
    assert memberships.end(membership_of(owner), by=owner).until == TODAY


def test_others_may_leave_a_listed_clinic(listed, clinic, owner):
    person = MembershipFactory(clinic=clinic, role=ClinicRole.PRACTITIONER)

    assert memberships.end(person, by=owner).until == TODAY


@pytest.mark.parametrize(
    ("since", "until", "works"),
    [
        (TODAY, None, True),
        (TODAY, TOMORROW, True),
        (TOMORROW, None, False),
        (YESTERDAY, TODAY, False),
        (YESTERDAY, TOMORROW, True),
    ],
)
def test_member_works_from_the_first_day_until_the_day_of_leaving(since, until, works):
    membership = MembershipFactory(since=since, until=until)

    assert rules.works_at(membership.user, membership.clinic) is works
    assert rules.works_at_a_clinic(membership.user) is works
    assert access.workplaces(membership.user).exists() is works


def test_only_the_role_at_that_clinic_counts(clinic, owner):
    elsewhere = ClinicFactory()

    assert not rules.works_at(owner, elsewhere)
    assert not rules.owns(owner, elsewhere)


def test_closed_account_and_stranger_work_nowhere(clinic, owner):
    owner.is_active = False

    assert not rules.works_at(owner, clinic)
    assert not rules.works_at_a_clinic(AnonymousUser())


def test_memberships_are_read_once_per_person(clinic, owner, django_assert_num_queries):
    owner = UserFactory._meta.model.objects.get(pk=owner.pk)
    with django_assert_num_queries(1):
        for asks in (rules.works_at, rules.owns, rules.role_at):
            asks(owner, clinic)


def test_clinics_nearby_are_read_once_per_person(clinic, django_assert_num_queries):
    person = UserFactory()
    PlacementFactory(practitioner__user=person, practitioner__claimed_at=NOW)
    assert len(rules.near_to(person, on=TODAY)) == 1

    MembershipFactory(clinic=clinic, user=person)
    with django_assert_num_queries(0):
        assert clinic.pk not in rules.near_to(person, on=TODAY)
    rules.forget(person)
    with django_assert_num_queries(1):
        assert clinic.pk in rules.near_to(person, on=TODAY)
    with django_assert_num_queries(1):  # who was near depends on the day
        assert len(rules.near_to(person, on=TOMORROW)) == 2


# Who sees which


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (None, {"listed"}),
        (StaffRole.EDITOR, {"listed"}),
        (StaffRole.CLINICAL_REVIEWER, {"listed"}),
        (StaffRole.REVIEWER, {"listed", "draft", "own"}),
        (StaffRole.MODERATOR, {"listed", "draft", "own"}),
        (StaffRole.ADMIN, {"listed", "draft", "own"}),
    ],
)
def test_clinics_are_seen_by(role, sees):
    ClinicFactory(slug="listed", status=ClinicStatus.LISTED)
    ClinicFactory(slug="draft")
    own = MembershipFactory(clinic=ClinicFactory(slug="own"))
    person = UserFactory()
    if role:
        roles.grant(person, role, by=None)

    def seen(user):
        return set(access.visible(user).values_list("slug", flat=True))

    assert seen(person) == sees
    assert seen(own.user) == {"listed", "own"}
    assert seen(AnonymousUser()) == {"listed"}


def test_workplace_of_others_is_not_found(clinic, owner):
    assert access.workplace(owner, "crown", Right.MANAGE_TEAM) == clinic
    for user in (UserFactory(), AnonymousUser()):
        with pytest.raises(Http404):
            access.workplace(user, "crown", Right.SEE_DASHBOARD)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", ClinicRole)
def test_role_opens_what_the_table_says(clinic, role, right):
    person = MembershipFactory(clinic=clinic, role=role).user
    may = role in rules.RIGHTS[right]

    assert rules.may(person, right, clinic) is may
    assert rules.role_at(person, clinic) == role
    if may:
        assert access.workplace(person, "crown", right) == clinic
    else:
        with pytest.raises(PermissionDenied):
            access.workplace(person, "crown", right)


# What can never be stored


@pytest.mark.parametrize(
    ("make", "constraint", "fields"),
    [
        (ClinicFactory, "clinic_status_is_known", {"status": "famous"}),
        (ClinicFactory, "clinic_country_is_two_capital_letters", {"country": "pt"}),
        (MembershipFactory, "membership_role_is_known", {"role": "king"}),
        (
            MembershipFactory,
            "membership_ends_after_it_starts",
            {"since": TODAY, "until": YESTERDAY},
        ),
    ],
)
def test_database_refuses(make, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


def test_database_refuses_two_open_places_in_one_team():
    first = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(clinic=first.clinic, user=first.user)
    MembershipFactory(
        clinic=first.clinic, user=first.user, since=YESTERDAY, until=YESTERDAY
    )


def test_rows_say_what_they_are(clinic, owner):
    assert str(clinic) == "Crown Clinic"
    assert str(membership_of(owner)) == f"Owner: {owner.pk} @ {clinic.pk}"
    assert list(Membership.objects.of(owner).owners()) == [membership_of(owner)]
    assert list(Clinic.objects.listed()) == []
