"""What the public compares with the door it stands before: who changes it, and what
is kept of it."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from aftercare import own_data
from clinics.domain import clinics, practitioners, profiles
from clinics.enums import ClinicStatus, IdentityPart
from clinics.models import Clinic, IdentityChange, Practitioner
from tests.answers import answers_in, form_of, text_of
from tests.conftest import NOW
from tests.factories.clinics import (
    CertificationFactory,
    IdentityChangeFactory,
    MembershipFactory,
    PlacementFactory,
    StatusChangeFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
PROFILE = "/workspace/crown-clinic/profile/"
S = ClinicStatus
LONDON = {
    "name": "Harley Street Hair Clinic",
    "street": "99 Harley Street",
    "postcode": "W1G 6AQ",
    "town": "London",
    "country": "GB",
}
MOVED = "99 Harley Street\nW1G 6AQ London\nGB"
BEFORE = "Rua do Carmo 12\n1200-093 Lisbon\nPT"


@pytest.fixture
def clinic(db):
    clinic = clinic_of("owner")
    clinic.name, clinic.legal_name = "Crown Clinic", "Crown Lda"
    clinic.status = S.LISTED
    clinic.save()
    StatusChangeFactory(clinic=clinic)
    return clinic


@pytest.fixture
def owner(clinic):
    return MembershipFactory(clinic=clinic, user__display_name="Bea Costa").user


def stand(clinic, status):
    Clinic.objects.filter(pk=clinic.pk).update(status=status)
    clinic.refresh_from_db()


def named(clinic):
    clinic.refresh_from_db()
    return clinic.name, clinic.town


def kept():
    return [(row.what, row.was, row.became) for row in IdentityChange.objects.all()]


# Who changes it


def test_front_desk_reads_it_as_text_and_who_changes_it(clinic, sign_in_as):
    page = sign_in_as("frontdesk").get(PROFILE).content.decode()

    fields = answers_in(page)
    assert "description" in fields
    assert fields.keys().isdisjoint({*LONDON, "legal_name", "latitude", "longitude"})
    told = text_of(page)
    assert "Legal name Crown Lda" in told
    assert "its owners alone change its names, its address" in told


@pytest.mark.parametrize(
    ("role", "status", "sentence"),
    [
        ("frontdesk", S.LISTED, "its owners alone change"),
        ("frontdesk", S.UNLISTED, "its owners alone change"),
        ("owner", S.SUSPENDED, "While the clinic is suspended"),
        ("owner", S.CLOSED, "The clinic is closed"),
    ],
)
def test_what_is_sent_all_the_same_changes_nothing_and_is_told(
    clinic, sign_in_as, role, status, sentence
):
    stand(clinic, status)
    client = sign_in_as(role)
    answers = form_of(client, PROFILE) | {"description": "Two chairs."}

    page = client.post(PROFILE, answers | LONDON).content.decode()

    assert sentence in text_of(page)
    assert "Name of the clinic: Harley Street Hair Clinic" in text_of(page)
    assert named(clinic) == ("Crown Clinic", "Lisbon")
    assert clinic.description == ""
    assert kept() == []
    # What else was typed is still there, and is saved when it is sent once more.
    assert client.post(PROFILE, answers_in(page)).status_code == 302
    assert named(clinic) == ("Crown Clinic", "Lisbon")
    assert clinic.description == "Two chairs."


def test_front_desk_of_a_draft_changes_it_as_before(clinic, sign_in_as):
    stand(clinic, S.DRAFT)
    client = sign_in_as("frontdesk")
    client.post(PROFILE, form_of(client, PROFILE) | LONDON)

    assert named(clinic) == ("Harley Street Hair Clinic", "London")
    assert kept() == []


def test_a_page_from_before_the_listing_is_saved_where_nobody_touched_it(
    clinic, owner, sign_in_as
):
    stand(clinic, S.DRAFT)
    client = sign_in_as("frontdesk")
    answers = form_of(client, PROFILE)
    stand(clinic, S.LISTED)
    profiles.edit(clinic, by=owner, edition=1, name="Crown")

    typed = {"description": "Two chairs.", "latitude": "38.716670"}
    assert client.post(PROFILE, answers | typed).status_code == 302

    assert named(clinic) == ("Crown", "Lisbon")
    assert clinic.description == "Two chairs."


@pytest.mark.parametrize("typed", ["", "north"])
def test_a_place_on_the_map_that_cannot_be_is_refused_like_any_other(
    clinic, sign_in_as, typed
):
    client = sign_in_as("frontdesk")
    answers = form_of(client, PROFILE) | {"latitude": typed}

    assert "its owners alone change" in text_of(
        client.post(PROFILE, answers).content.decode()
    )
    clinic.refresh_from_db()
    assert str(clinic.latitude) == "38.71667"


def test_preview_shows_it_as_it_is(clinic, sign_in_as):
    client = sign_in_as("frontdesk")
    answers = form_of(client, PROFILE) | LONDON | {"act": "fragment"}
    shown = client.post(PROFILE, answers).content.decode()

    assert "<h3>Crown Clinic</h3>" in shown
    assert "Harley" not in shown


def test_front_desk_chooses_only_between_what_it_may_change(clinic, owner, sign_in_as):
    client = sign_in_as("frontdesk")
    answers = form_of(client, PROFILE)
    words = {"name": "Crown", "description": "Three chairs."}
    profiles.edit(clinic, by=owner, edition=1, **words)

    answer = client.post(PROFILE, answers | {"description": "Two chairs."})
    choices = answers_in(answer.content.decode())
    assert answer.status_code == 409
    assert {each for each in choices if each.startswith("keep_")} == {
        "keep_description"
    }
    client.post(PROFILE, choices | {"keep_description": "theirs"})

    assert named(clinic)[0] == "Crown"
    assert clinic.description == "Three chairs."


def test_a_clinic_suspended_while_its_form_is_on_the_way_keeps_its_name(
    clinic, sign_in_as, monkeypatch
):
    client = sign_in_as("owner")
    answers = form_of(client, PROFILE)
    move = profiles.edit

    def overtaken(*args, **changes):
        stand(clinic, S.SUSPENDED)
        return move(*args, **changes)

    monkeypatch.setattr(profiles, "edit", overtaken)
    page = client.post(PROFILE, answers | LONDON).content.decode()

    assert "While the clinic is suspended" in text_of(page)
    assert named(clinic) == ("Crown Clinic", "Lisbon")


@pytest.mark.parametrize(("status", "leads"), [(S.DRAFT, True), (S.LISTED, False)])
def test_front_desk_is_led_to_the_place_on_the_map_where_it_may_mark_it(
    clinic, sign_in_as, status, leads
):
    Clinic.objects.update(status=status, latitude=None, longitude=None)
    page = sign_in_as("frontdesk").get(f"/workspace/{clinic.slug}/").content.decode()

    linked = f'<a href="{PROFILE}">Put the clinic on the map'
    assert "Put the clinic on the map" in page
    assert (linked in page) is leads


@pytest.mark.parametrize(
    ("status", "role", "may"),
    [
        (S.DRAFT, "front_desk", True),
        (S.DRAFT, "practitioner", False),
        (S.LISTED, "owner", True),
        (S.LISTED, "front_desk", False),
        (S.LISTED, "practitioner", False),
        (S.UNLISTED, "owner", True),
        (S.UNLISTED, "front_desk", False),
        (S.SUSPENDED, "owner", False),
        (S.CLOSED, "owner", False),
    ],
)
def test_the_domain_refuses_it_as_well(clinic, status, role, may):
    stand(clinic, status)
    person = MembershipFactory(clinic=clinic, role=role).user
    profiles.edit(clinic, by=person, edition=1, description="Two chairs.")

    if may:
        profiles.edit(clinic, by=person, edition=2, name="Crown")
    else:
        with pytest.raises(profiles.IdentityKept):
            profiles.edit(clinic, by=person, edition=2, name="Crown")

    assert named(clinic)[0] == ("Crown" if may else "Crown Clinic")


def test_the_team_reads_of_it_among_the_rights(clinic, sign_in_as):
    page = sign_in_as("frontdesk").get(reverse("workspace:rights", args=[clinic.slug]))

    told = text_of(page.content.decode())
    right = "Change the names and the address once the clinic was listed"
    assert f"{right} Yes No No" in told


# What is kept


def test_each_change_is_kept_with_what_stood_before(clinic, owner):
    place = {"latitude": "51.51000", "longitude": "-0.14000"}
    profiles.edit(clinic, by=owner, edition=1, **LONDON, **place)

    assert kept() == [
        (IdentityPart.NAME, "Crown Clinic", "Harley Street Hair Clinic"),
        (IdentityPart.ADDRESS, BEFORE, MOVED),
        (IdentityPart.PLACE, "38.71667, -9.13333", "51.51000, -0.14000"),
    ]
    row = IdentityChange.objects.first()
    assert (row.clinic, row.by, row.at) == (clinic, owner, NOW)


@pytest.mark.parametrize("status", [S.DRAFT, S.LISTED])
def test_nothing_is_kept_of_drafts_and_of_other_fields(clinic, owner, status):
    stand(clinic, status)
    changes = LONDON if status == S.DRAFT else {"description": "Two chairs."}
    profiles.edit(clinic, by=owner, edition=1, **changes)

    assert kept() == []


def test_a_clinic_off_the_list_does_not_change_its_name_unseen(clinic, owner):
    clinics.move(clinic, S.UNLISTED, by=owner)
    profiles.edit(clinic, by=owner, edition=1, legal_name="Harley Ltd")
    clinics.move(clinic, S.LISTED, by=owner)

    assert kept() == [(IdentityPart.LEGAL_NAME, "Crown Lda", "Harley Ltd")]


def test_the_public_reads_what_stood_before(clinic, owner, client):
    profiles.edit(clinic, by=owner, edition=1, legal_name="Harley Ltd", **LONDON)

    told = text_of(client.get(f"/clinics/{clinic.slug}/").content.decode())
    assert "Until 23 November 2026 its name was “Crown Clinic”" in told
    assert "Until 23 November 2026 “Crown Lda” ran it" in told
    address = "Rua do Carmo 12, 1200-093 Lisbon, Portugal"
    assert f"Until 23 November 2026 its address was: {address}" in told


def test_a_first_place_on_the_map_leaves_no_line(
    clinic, owner, client, django_capture_on_commit_callbacks
):
    Clinic.objects.update(latitude=None, longitude=None)
    place = {"latitude": "51.51000", "longitude": "-0.14000"}
    profiles.edit(clinic, by=owner, edition=1, **place)

    assert kept() == [(IdentityPart.PLACE, "", "51.51000, -0.14000")]
    told = text_of(client.get(f"/clinics/{clinic.slug}/").content.decode())
    assert "Until 23 November" not in told
    with django_capture_on_commit_callbacks(execute=True):
        profiles.edit(clinic, by=owner, edition=2, latitude=None, longitude=None)
    told = text_of(client.get(f"/clinics/{clinic.slug}/").content.decode())
    assert "its place on the map was: 51.51000, -0.14000" in told


def test_the_day_is_the_clinics_own(clinic, client):
    Clinic.objects.update(time_zone="Pacific/Auckland")
    night = NOW - datetime.timedelta(hours=20)  # the 22nd, but not there
    IdentityChangeFactory(clinic=clinic, at=night)

    told = text_of(client.get(f"/clinics/{clinic.slug}/").content.decode())
    assert "Until 23 November 2026 its name was “Crown Clinic”" in told


@pytest.mark.ignore_template_errors
def test_the_reviewers_timeline_shows_both(clinic, owner, sign_in_as):
    profiles.edit(clinic, by=owner, edition=1, **LONDON)

    page = sign_in_as("reviewer").get(reverse("moderation:timeline", args=[clinic.pk]))
    told = text_of(page.content.decode())
    assert "Bea Costa Name changed Before: Crown Clinic" in told
    assert "Now: Harley Street Hair Clinic" in told
    assert "Before: Rua do Carmo 12, 1200-093 Lisbon, Portugal" in told
    assert "Now: 99 Harley Street, W1G 6AQ London, United Kingdom" in told


# Who hears of it


def test_other_owners_and_the_reviewers_get_a_letter(
    clinic, owner, person, migrated, django_capture_on_commit_callbacks
):
    other, reviewer = person("owner"), person("reviewer")
    near = person("second_reviewer")
    MembershipFactory(clinic=clinic, user=near, role="front_desk")
    with django_capture_on_commit_callbacks(execute=True):
        profiles.edit(clinic, by=owner, edition=1, **LONDON)

    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert letters.keys() == {other.email, reviewer.email}
    for body in letters.values():
        assert "Name: Crown Clinic → Harley Street Hair Clinic" in body
        assert "Lisbon, Portugal → 99 Harley Street" in body
    assert "Bea Costa has changed" in letters[other.email]
    assert f"/clinics/{clinic.slug}/#history" in letters[other.email]
    timeline = reverse("moderation:timeline", args=[clinic.pk])
    assert timeline in letters[reviewer.email]


def test_nobody_is_written_to_about_anything_else(
    clinic, owner, person, migrated, django_capture_on_commit_callbacks
):
    person("reviewer")
    with django_capture_on_commit_callbacks(execute=True):
        profiles.edit(clinic, by=owner, edition=1, description="Two chairs.")

    assert mail.outbox == []


# Practitioners


@pytest.fixture
def jane(clinic):
    placement = PlacementFactory(clinic=clinic, practitioner__public_name="Jane Smith")
    return placement.practitioner


def rename(practitioner, by):
    now = Practitioner.objects.get(pk=practitioner.pk)
    words = {"public_name": "Professor Jane Famous", "about": ""}
    practitioners.edit(now, by=by, edition=now.edition, **words)


def test_a_new_name_over_an_accepted_paper_is_told(jane, owner, client):
    CertificationFactory(clinic=None, practitioner=jane, in_force=True)
    rename(jane, owner)

    row = IdentityChange.objects.get()
    assert (row.practitioner, row.what, row.by) == (jane, IdentityPart.NAME, owner)
    told = text_of(client.get(f"/practitioners/{jane.slug}/").content.decode())
    assert "Since 23 November 2026 the profile bears another name" in told
    assert "Jane Smith" not in told


def test_the_person_takes_the_former_name_along(jane, owner):
    user = MembershipFactory(clinic=owner.memberships.get().clinic).user
    practitioners.claim(jane, by=user)
    CertificationFactory(clinic=None, practitioner=jane, in_force=True)
    rename(jane, user)
    IdentityChangeFactory(by=user)

    (part,) = [each for each in own_data.gather(user) if each.key == "former_names"]
    (record,) = part.records
    told = {each.name: each.shown for each in record}
    assert (told["was"], told["became"]) == ("Jane Smith", "Professor Jane Famous")


def test_a_new_name_without_such_a_paper_and_a_new_text_are_not(jane, owner):
    CertificationFactory(clinic=None, practitioner=jane)
    rename(jane, owner)
    assert kept() == []

    CertificationFactory(clinic=None, practitioner=jane, in_force=True)
    now = Practitioner.objects.get(pk=jane.pk)
    practitioners.edit(
        now, by=owner, edition=2, public_name=now.public_name, about="Dots."
    )
    assert kept() == []
