"""Who holds the needle: placed, moved on, claimed."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinics.domain import practitioners
from clinics.enums import ClinicStatus
from clinics.models import Practitioner
from tests.conftest import TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory, PractitionerFactory

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def clinic():
    return ClinicFactory(status=ClinicStatus.LISTED)


@pytest.fixture
def tobias(clinic, owner):
    return practitioners.introduce(
        clinic, public_name="Tobias Reid", by=owner, since=YESTERDAY
    )


def at_work(clinic, on=TODAY):
    return list(Practitioner.objects.at_work(clinic, on=on))


def test_practitioner_is_introduced_and_at_work(tobias, clinic):
    assert tobias.slug == "tobias-reid"
    assert at_work(clinic) == [tobias]
    assert list(Practitioner.objects.public(on=TODAY)) == [tobias]
    assert at_work(clinic, on=YESTERDAY - datetime.timedelta(days=1)) == []


def test_second_of_a_name_gets_a_number(tobias, clinic, owner):
    names = ["Tobias Reid", "Tobías Reid", "李"]
    slugs = [
        practitioners.introduce(clinic, public_name=name, by=owner).slug
        for name in names
    ]

    assert slugs == ["tobias-reid-2", "tobias-reid-3", "practitioner"]


def test_practitioner_without_a_name_is_not_introduced(clinic, owner):
    with pytest.raises(ValidationError):
        practitioners.introduce(clinic, public_name="", by=owner)
    assert not Practitioner.objects.exists()


def test_practitioner_works_at_several_clinics_and_leaves_one(tobias, clinic, owner):
    other = ClinicFactory()
    practitioners.place(tobias, other, by=owner)
    with pytest.raises(practitioners.AlreadyThere):
        practitioners.place(tobias, clinic, by=owner)
    placement = tobias.placements.get(clinic=clinic)

    practitioners.leave(placement, by=owner)

    assert at_work(clinic) == []
    assert at_work(other) == [tobias]
    assert list(Practitioner.objects.public(on=TODAY)) == []  # other is a draft
    with pytest.raises(practitioners.AlreadyLeft):
        practitioners.leave(placement, by=owner)


def test_leaving_before_the_first_day_ends_on_it(tobias, clinic, owner):
    other = ClinicFactory()
    placement = practitioners.place(tobias, other, by=owner, since=TOMORROW)

    assert practitioners.leave(placement, by=owner, on=TODAY).until == TOMORROW
    assert at_work(other, on=TOMORROW) == []


def test_profile_is_claimed_once_and_one_per_person(tobias):
    person = UserFactory()
    practitioners.claim(tobias, by=person)

    tobias.refresh_from_db()
    assert tobias.user == person
    assert tobias.claimed_at is not None
    for profile, by in ((tobias, UserFactory()), (PractitionerFactory(), person)):
        with pytest.raises(practitioners.AlreadyClaimed):
            practitioners.claim(profile, by=by)
