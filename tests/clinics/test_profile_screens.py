"""A clinic's profile as its team writes it."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse

from clinics import languages
from clinics.domain import contacts, profiles
from clinics.enums import ContactKind, HoursKind
from clinics.models import Clinic, UrgentContact
from portal.audit.models import AuditEvent
from tests.answers import answers_in, form_of, text_of
from tests.factories.clinics import (
    ClinicLanguageFactory,
    HoursFactory,
    MembershipFactory,
    UrgentContactFactory,
)
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROFILE = "/workspace/crown-clinic/profile/"
OPENING = "/workspace/crown-clinic/hours/opening/"
RESPONSE = "/workspace/crown-clinic/hours/response/"
CONTACTS = "/workspace/crown-clinic/contacts/"
NINE, NOON, ONE, FIVE = (datetime.time(hour) for hour in (9, 12, 13, 17))


@pytest.fixture
def clinic(db):
    clinic = clinic_of("owner")
    clinic.name, clinic.description = "Crown Clinic", "Two chairs."
    clinic.save()
    return clinic


@pytest.fixture
def owner(clinic, sign_in_as):
    return sign_in_as("owner")


# The profile


def test_form_shows_what_is_stored_and_saving_it_changes_nothing(owner, clinic):
    ClinicLanguageFactory(clinic=clinic, language="pt")
    answers = form_of(owner, PROFILE)

    assert answers["name"] == ["Crown Clinic"]
    assert answers["latitude"] == ["38.71667"]
    assert answers["languages"] == ["pt", "", ""]
    owner.post(PROFILE, answers)

    clinic.refresh_from_db()
    assert clinic.edition == 1
    assert not AuditEvent.objects.filter(verb="clinic edited").exists()


def test_owner_changes_everything_and_finds_it_again(owner, clinic, person):
    changed = {
        "name": "Crown & Sons",
        "legal_name": "Crown Ltd",
        "street": "Rua Nova 1",
        "postcode": "1100-001",
        "town": "Porto",
        "country": "ES",
        "latitude": "41.15",
        "longitude": "-8.61",
        "time_zone": "Europe/Madrid",
        "description": "Three chairs.\r\nNo stairs.",
        "website": "https://crown.example.com/",
        "public_email": "hello@crown.example.com",
        "public_phone": "+351 21 000 0000",
        "responsible_person": "Bea Costa",
        "languages": ["pt", "cy", "cy", ""],
    }
    page = owner.post(PROFILE, form_of(owner, PROFILE) | changed, follow=True)

    assert "The profile is saved." in page.content.decode()
    stored = form_of(owner, PROFILE)
    expected = changed | {
        "latitude": "41.15000",
        "longitude": "-8.61000",
        "description": "Three chairs.\nNo stairs.",
    }
    del expected["languages"]
    assert {name: stored[name][0] for name in expected} == expected
    assert stored["languages"][:2] == ["cy", "pt"]
    clinic.refresh_from_db()
    assert (clinic.edition, clinic.edited_by) == (2, person("owner"))
    event = AuditEvent.objects.get(verb="clinic edited")
    assert set(event.details["fields"]) == set(changed)


def test_public_and_private_fields_stand_apart(owner):
    page = owner.get(PROFILE).content.decode()
    public, private = page.split('id="private-fields"')

    assert "The public reads this" in public
    assert 'name="responsible_person"' not in public
    assert "Only your team and the reviewers" in private
    assert 'name="responsible_person"' in private
    assert 'name="public_phone"' not in private


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"website": "crown"}, "Enter a valid URL."),
        ({"latitude": ""}, "Give both latitude and longitude."),
        ({"latitude": "91"}, "less than or equal to 90"),
        ({"name": ""}, "Fill this in."),
        ({"description": "x" * 1501}, "at most 1500 characters"),
        ({"languages": ["xx"]}, "xx is not one of the available choices"),
        ({"country": "XX"}, "XX is not one of the available choices"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(
    owner, clinic, wrong, sentence
):
    answers = form_of(owner, PROFILE) | {"town": "Porto"} | wrong
    page = owner.post(PROFILE, answers).content.decode()

    assert sentence in text_of(page)
    assert 'value="Porto"' in page
    clinic.refresh_from_db()
    assert (clinic.town, clinic.edition) == ("Lisbon", 1)


def test_description_counts_one_letter_for_each_line_end(owner, clinic):
    lines = "\r\n".join(["x" * 99] * 15)
    owner.post(PROFILE, form_of(owner, PROFILE) | {"description": lines})

    clinic.refresh_from_db()
    assert len(clinic.description) == 1499


# The preview


@pytest.mark.parametrize("act", ["preview", "fragment"])
def test_preview_shows_the_public_part_and_saves_nothing(owner, clinic, act):
    HoursFactory(clinic=clinic)
    typed = {
        "name": "<b>New</b>",
        "responsible_person": "Secret Person",
        "languages": ["cy"],
        "website": "not an address",
        "act": act,
    }
    page = owner.post(PROFILE, form_of(owner, PROFILE) | typed).content.decode()
    shown = page.partition("<div data-preview>")[2] or page

    assert "&lt;b&gt;New&lt;/b&gt;" in shown
    assert "Secret Person" not in shown
    assert "Welsh" in shown
    assert "Monday 09:00–17:00" in text_of(shown)
    assert "not an address" not in shown
    assert ("<form" in page) is (act == "preview")
    clinic.refresh_from_db()
    assert (clinic.name, clinic.edition) == ("Crown Clinic", 1)
    assert not clinic.languages.exists()


def test_preview_keeps_what_was_typed_in_the_form(owner):
    typed = {"name": "Newer", "act": "preview"}
    page = owner.post(PROFILE, form_of(owner, PROFILE) | typed).content.decode()

    assert "Not saved yet." in page
    assert answers_in(page)["name"] == ["Newer"]


# Two people at once


def other_owner_edits(clinic, **changes):
    now = Clinic.objects.get(pk=clinic.pk)
    editor = MembershipFactory(clinic=clinic, user__display_name="Bea Costa").user
    profiles.edit(clinic, by=editor, edition=now.edition, **changes)


def test_change_over_another_one_asks_field_by_field(owner, clinic):
    answers = form_of(owner, PROFILE)
    other_owner_edits(clinic, name="Theirs", town="Porto", languages=["pt"])

    typed = {"name": "Mine", "website": "https://mine.example.com/"}
    response = owner.post(PROFILE, answers | typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Bea Costa changed the profile" in page
    stored = Clinic.objects.get()
    assert (stored.name, stored.website) == ("Theirs", "")
    kept = answers_in(page)
    # What only they changed is theirs, what both changed is mine, until I choose.
    assert kept["keep_name"] == ["mine"]
    assert kept["keep_town"] == ["theirs"]
    assert kept["keep_languages"] == ["theirs"]
    assert "keep_website" not in kept
    assert "Portuguese" in page

    response = owner.post(PROFILE, kept, follow=True)
    assert "The profile is saved." in response.content.decode()
    stored.refresh_from_db()
    assert (stored.name, stored.town) == ("Mine", "Porto")
    assert stored.website == "https://mine.example.com/"
    assert [row.language for row in stored.languages.all()] == ["pt"]


def test_theirs_can_be_taken(owner, clinic):
    answers = form_of(owner, PROFILE)
    other_owner_edits(clinic, name="Theirs")
    page = owner.post(PROFILE, answers | {"name": "Mine", "town": "Faro"})

    owner.post(PROFILE, answers_in(page.content.decode()) | {"keep_name": "theirs"})

    stored = Clinic.objects.get()
    assert (stored.name, stored.town) == ("Theirs", "Faro")


def test_third_change_meanwhile_is_asked_about_again(owner, clinic):
    answers = form_of(owner, PROFILE)
    other_owner_edits(clinic, name="Theirs")
    page = owner.post(PROFILE, answers | {"name": "Mine"}).content.decode()
    other_owner_edits(clinic, name="Third")

    response = owner.post(PROFILE, answers_in(page))

    assert response.status_code == 409
    assert "Third" in response.content.decode()
    assert Clinic.objects.get().name == "Third"


def test_change_of_something_else_is_in_nobodys_way(owner, clinic):
    answers = form_of(owner, PROFILE)
    editor = MembershipFactory(clinic=clinic).user
    profiles.set_hours(clinic, HoursKind.OPENING, [(0, NINE, FIVE)], by=editor)

    assert owner.post(PROFILE, answers | {"name": "Mine"}).status_code == 302
    assert (Clinic.objects.get().name, Clinic.objects.get().edition) == ("Mine", 3)


def test_double_click_saves_once(owner, clinic):
    answers = form_of(owner, PROFILE) | {"name": "Mine"}
    for _ in range(2):
        assert owner.post(PROFILE, answers).status_code == 302

    assert Clinic.objects.get().edition == 2


@pytest.mark.parametrize("seal", ["", "forged", None])
def test_form_without_its_seal_writes_over_nothing_in_silence(owner, clinic, seal):
    answers = form_of(owner, PROFILE)
    other_owner_edits(clinic, town="Porto")

    lost = answers | {"seen": seal or "", "edition": "" if seal is None else "1"}
    response = owner.post(PROFILE, lost)

    assert response.status_code == 409
    assert answers_in(response.content.decode())["keep_town"] == ["mine"]
    assert Clinic.objects.get().town == "Porto"


# Hours


def hours_of(clinic, kind=HoursKind.OPENING):
    return [str(row) for row in clinic.hours.filter(kind=kind)]


def test_hours_are_typed_day_by_day_in_the_clinics_time(owner, clinic):
    page = owner.get(OPENING).content.decode()
    assert "by the clock of the clinic, Europe/Lisbon" in page
    typed = {
        "day0_0_from": "09:00",
        "day0_0_until": "12:00",
        "day0_2_from": "13:00",
        "day0_2_until": "17:00",
        "day6_0_from": "10:00",
        "day6_0_until": "11:30",
    }
    page = owner.post(OPENING, form_of(owner, OPENING) | typed, follow=True)

    assert "The hours are saved." in page.content.decode()
    expected = ["Monday 09:00–12:00", "Monday 13:00–17:00", "Sunday 10:00–11:30"]
    assert hours_of(clinic) == expected
    assert hours_of(clinic, HoursKind.RESPONSE) == []
    stored = form_of(owner, OPENING)
    assert (stored["day0_1_from"], stored["day6_0_until"]) == (["13:00"], ["11:30"])


def test_monday_is_copied_to_friday(owner, clinic):
    typed = {"day0_0_from": "09:00", "day0_0_until": "17:00", "copy_monday": "on"}
    typed |= {"day2_0_from": "10:00", "day2_0_until": "11:00"}
    owner.post(RESPONSE, form_of(owner, RESPONSE) | typed)

    assert hours_of(clinic, HoursKind.RESPONSE) == [
        f"{day} 09:00–17:00"
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    ]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"day1_0_from": "09:00"}, "day1_0_until", "Give both times, or neither."),
        ({"day1_1_until": "09:00"}, "day1_1_from", "Give both times, or neither."),
        (
            {"day1_0_from": "09:00", "day1_0_until": "09:00"},
            "day1_0_until",
            "The end must be later than the start.",
        ),
        ({"day1_0_from": "soon"}, "day1_0_from", "Enter a valid time."),
        (
            {
                "day1_0_from": "09:00",
                "day1_0_until": "12:00",
                "day1_1_from": "11:59",
                "day1_1_until": "13:00",
            },
            "day1_0_from",
            "Two stretches of this day lie over each other.",
        ),
    ],
)
def test_hours_that_cannot_be_are_told_at_their_field(
    owner, clinic, typed, field, sentence
):
    page = owner.post(OPENING, form_of(owner, OPENING) | typed).content.decode()

    assert f'href="#id_{field}"' in page
    assert sentence in text_of(page)
    assert f'value="{next(iter(typed.values()))}"' in page
    assert hours_of(clinic) == []


def test_hours_that_somebody_else_changed_are_shown_beside_mine(owner, clinic):
    answers = form_of(owner, OPENING)
    editor = MembershipFactory(clinic=clinic, user__display_name="Bea Costa").user
    profiles.set_hours(clinic, HoursKind.OPENING, [(1, NINE, NOON)], by=editor)
    typed = {"day0_0_from": "09:00", "day0_0_until": "17:00"}

    response = owner.post(OPENING, answers | typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Bea Costa has changed these hours meanwhile" in page
    assert "Tuesday 09:00–12:00" in text_of(page.partition("As it is stored now")[2])
    assert hours_of(clinic) == ["Tuesday 09:00–12:00"]

    assert owner.post(OPENING, answers_in(page)).status_code == 302
    assert hours_of(clinic) == ["Monday 09:00–17:00"]


def test_hours_of_the_other_kind_are_in_nobodys_way(owner, clinic):
    answers = form_of(owner, OPENING) | {
        "day0_0_from": "09:00",
        "day0_0_until": "17:00",
    }
    editor = MembershipFactory(clinic=clinic).user
    profiles.set_hours(clinic, HoursKind.RESPONSE, [(1, NINE, NOON)], by=editor)

    for _double_click in range(2):
        assert owner.post(OPENING, answers).status_code == 302
    assert hours_of(clinic) == ["Monday 09:00–17:00"]


def test_other_kinds_of_hours_do_not_exist(owner):
    assert owner.get("/workspace/crown-clinic/hours/lunch/").status_code == 404


# Urgent contacts

ANA = {"name": "Ana Duarte", "email": "ana@example.com", "phone": "+351 21 000 0000"}


def test_contact_is_named_tested_and_confirmed(
    owner, clinic, client, django_capture_on_commit_callbacks
):
    page = owner.get(CONTACTS).content.decode()
    assert page.count("Nobody is named.") == 2
    path = f"{CONTACTS}urgent/"
    with django_capture_on_commit_callbacks(execute=True):
        page = owner.post(path, form_of(owner, path) | ANA, follow=True)

    page = text_of(page.content.decode())
    assert "Not confirmed Test message sent on 23 November 2026" in page
    link = re.search(r"/urgent-contact/[\w-]+/", mail.outbox[0].body).group()
    client.post(link)
    page = text_of(owner.get(CONTACTS).content.decode())
    assert "Confirmed on 23 November 2026" in page


def test_test_is_sent_again_but_not_at_once(
    owner, clinic, clock, django_capture_on_commit_callbacks
):
    contact = UrgentContactFactory(clinic=clinic)
    path = f"{CONTACTS}urgent/test/"

    def press():
        with django_capture_on_commit_callbacks(execute=True):
            return owner.post(path, follow=True).content.decode()

    assert "on its way to urgent@example.com" in press()
    assert "went out a moment ago" in press()
    assert len(mail.outbox) == 1
    clock.shift(61)
    press()
    assert len(mail.outbox) == 2
    contact.refresh_from_db()
    assert contact.tested_at is not None
    assert owner.post(f"{CONTACTS}deputy/test/").status_code == 404
    assert owner.post(f"{CONTACTS}boss/test/").status_code == 404


def test_contact_keeps_what_was_typed_wrong(owner):
    path = f"{CONTACTS}deputy/"
    page = owner.post(path, form_of(owner, path) | ANA | {"phone": "021"})

    assert "country code" in page.content.decode()
    assert answers_in(page.content.decode())["phone"] == ["021"]
    assert not UrgentContact.objects.exists()


def test_contact_changed_at_once_is_told_to_wait_and_what_was_typed_stays(owner):
    path = f"{CONTACTS}urgent/"
    owner.post(path, form_of(owner, path) | ANA)
    other = ANA | {"email": "stranger@example.com"}

    page = owner.post(path, form_of(owner, path) | other).content.decode()

    assert "Save it in a minute." in page
    assert answers_in(page)["email"] == ["stranger@example.com"]
    assert UrgentContact.objects.get().email == ANA["email"]


def test_contact_that_somebody_else_named_is_shown_first(owner, clinic, person, clock):
    path = f"{CONTACTS}urgent/"
    answers = form_of(owner, path)
    bea = ANA | {"name": "Bea Costa"}
    contacts.name(clinic, ContactKind.URGENT, by=person("owner"), **bea)

    response = owner.post(path, answers | ANA)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bea Costa, ana@example.com" in page
    assert UrgentContact.objects.get().name == "Bea Costa"

    clock.shift(60)
    assert owner.post(path, answers_in(page)).status_code == 302
    assert UrgentContact.objects.get().name == "Ana Duarte"


@pytest.mark.parametrize(
    ("role", "profile", "reads", "names"),
    [("frontdesk", 200, True, 403), ("practitioner", 403, True, 403)],
)
def test_others_of_the_team_see_what_they_may(
    clinic, sign_in_as, role, profile, reads, names
):
    UrgentContactFactory(clinic=clinic)
    client = sign_in_as(role)

    assert client.get(PROFILE).status_code == profile
    page = client.get(CONTACTS).content.decode()
    assert ("+351 21 000 0000" in page) is reads
    assert "Send the test again" not in page
    assert (PROFILE in page) is (profile == 200)
    assert client.post(f"{CONTACTS}urgent/", ANA).status_code == names


def test_every_language_has_a_name_and_fits_its_column():
    assert all(len(code) <= 3 and label for code, label in languages.choices())
    assert languages.name("cy") == "Welsh"
    assert languages.name("zh") == "Chinese"
    assert languages.name("xx") == "xx"


def test_workspace_leads_to_the_profile(owner, clinic):
    page = owner.get(reverse("workspace:dashboard", args=[clinic.slug]))

    assert f'href="{PROFILE}"' in page.content.decode()
