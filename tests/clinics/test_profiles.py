"""What a clinic says of itself, and whom an urgent report wakes."""

import datetime
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from clinics.domain import contacts, profiles
from clinics.enums import ContactKind, HoursKind
from clinics.models import Clinic, Hours, UrgentContact
from portal.audit.models import AuditEvent
from portal.operations import page_cache
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PERSON = {"name": "Ana Duarte", "email": "ana@example.com", "phone": "+351 21 000 0000"}
NINE, NOON, ONE, FIVE = (datetime.time(hour) for hour in (9, 12, 13, 17))


@pytest.fixture
def clinic():
    return ClinicFactory(name="Crown Clinic")


@pytest.fixture
def owner(clinic):
    return MembershipFactory(clinic=clinic).user


# Profile


def test_profile_is_changed_and_its_edition_counted(
    clinic, owner, django_capture_on_commit_callbacks
):
    version = page_cache.version()
    with django_capture_on_commit_callbacks(execute=True):
        profiles.edit(clinic, by=owner, edition=1, name="Crown", town="Lisbon")

    clinic.refresh_from_db()
    assert (clinic.name, clinic.edition) == ("Crown", 2)
    assert page_cache.version() != version
    assert AuditEvent.objects.latest("sequence").details == {"fields": ["name"]}


def test_stale_change_is_refused_and_shows_how_it_stands(clinic, owner):
    profiles.edit(clinic, by=owner, edition=1, name="First")
    with pytest.raises(profiles.Stale) as refusal:
        profiles.edit(clinic, by=owner, edition=1, town="Porto")

    assert refusal.value.now.name == "First"
    assert Clinic.objects.get().town == "Lisbon"


def test_nothing_changed_counts_nothing(clinic, owner):
    profiles.edit(clinic, by=owner, edition=1, name="Crown Clinic")

    assert Clinic.objects.get().edition == 1
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"country": "pt"}, ValidationError), ({"status": "listed"}, KeyError)],
)
def test_profile_refuses(clinic, owner, changes, error):
    with pytest.raises(error):
        profiles.edit(clinic, by=owner, edition=1, **changes)

    assert (Clinic.objects.get().country, Clinic.objects.get().status) == (
        "PT",
        "draft",
    )


def test_languages_are_replaced(clinic, owner):
    profiles.set_languages(clinic, ["pt", "en"], by=owner)
    profiles.set_languages(clinic, ["en", "es"], by=owner)
    profiles.set_languages(clinic, ["es", "en"], by=owner)

    assert [row.language for row in clinic.languages.all()] == ["en", "es"]
    assert Clinic.objects.get().edition == 3
    with pytest.raises(ValidationError):
        profiles.set_languages(clinic, ["English"], by=owner)


# Hours


def test_hours_are_replaced_kind_by_kind(clinic, owner):
    spans = [(0, ONE, FIVE), (0, NINE, NOON), (4, NINE, FIVE)]
    profiles.set_hours(clinic, HoursKind.OPENING, spans, by=owner)
    profiles.set_hours(clinic, HoursKind.RESPONSE, [(6, NINE, NOON)], by=owner)
    edition = Clinic.objects.get().edition
    profiles.set_hours(clinic, HoursKind.OPENING, reversed(spans), by=owner)
    assert Clinic.objects.get().edition == edition
    profiles.set_hours(clinic, HoursKind.OPENING, [(1, NINE, FIVE)], by=owner)

    assert [str(row) for row in clinic.hours.all()] == [
        "Tuesday 09:00–17:00",
        "Sunday 09:00–12:00",
    ]


@pytest.mark.parametrize(
    ("spans", "error"),
    [
        ([(0, NINE, ONE), (0, NOON, FIVE)], profiles.Overlapping),
        ([(0, NINE, NINE)], ValidationError),
        ([(7, NINE, FIVE)], ValidationError),
    ],
)
def test_hours_that_cannot_be_are_refused(clinic, owner, spans, error):
    with pytest.raises(error):
        profiles.set_hours(clinic, HoursKind.OPENING, spans, by=owner)
    assert not Hours.objects.exists()


def test_hours_may_touch(clinic, owner):
    spans = [(0, NINE, NOON), (0, NOON, FIVE)]
    profiles.set_hours(clinic, HoursKind.OPENING, spans, by=owner)

    assert clinic.hours.count() == 2


# Urgent contacts


@pytest.fixture
def named(clinic, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return contacts.name(clinic, ContactKind.URGENT, by=owner, **PERSON)


def link():
    return re.search(r"/urgent-contact/[\w-]+/", mail.outbox[-1].body).group()


def test_contact_counts_once_the_test_message_was_answered(named):
    assert mail.outbox[0].to == ["ana@example.com"]
    assert "Crown Clinic" in mail.outbox[0].subject
    visitor = Client()

    page = visitor.get(link()).content.decode()
    named.refresh_from_db()
    assert "Do messages reach you here?" in page
    assert named.confirmed_at is None  # a mail program that looks ahead

    page = visitor.post(link(), follow=True).content.decode()
    named.refresh_from_db()
    assert "Thank you, messages reach you" in page
    assert named.confirmed_at is not None
    visitor.post(link())
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs.count("urgent contact confirmed") == 1


def test_changed_contact_is_tested_anew_and_the_old_link_is_dead(
    named, clinic, owner, clock, django_capture_on_commit_callbacks
):
    old = link()
    Client().post(old)
    with django_capture_on_commit_callbacks(execute=True):
        contacts.name(clinic, ContactKind.URGENT, by=owner, **PERSON)
    assert len(mail.outbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        changed = PERSON | {"email": "new@example.com"}
        clock.shift(60)
        contacts.name(clinic, ContactKind.URGENT, by=owner, **changed)

    contact = UrgentContact.objects.get()
    assert contact.confirmed_at is None
    assert mail.outbox[-1].to == ["new@example.com"]
    response = Client().get(old)
    assert response.status_code == 404
    assert "This link no longer works" in response.content.decode()
    assert "Crown Clinic" not in response.content.decode()
    Client().post(old)
    contact.refresh_from_db()
    assert contact.confirmed_at is None


def test_test_message_is_sent_again(
    named, owner, clock, django_capture_on_commit_callbacks
):
    old = link()
    with pytest.raises(contacts.TooSoon):
        contacts.test_again(named, by=owner)
    clock.shift(60)
    with django_capture_on_commit_callbacks(execute=True):
        contacts.test_again(named, by=owner)

    assert link() != old
    Client().post(link())
    named.refresh_from_db()
    assert named.confirmed_at is not None


def test_deputy_stands_beside_the_contact(named, clinic, owner):
    contacts.name(clinic, ContactKind.DEPUTY, by=owner, **PERSON)

    kinds = [row.kind for row in clinic.urgent_contacts.all()]
    assert kinds == [ContactKind.URGENT, ContactKind.DEPUTY]


def test_contact_needs_a_number_with_its_country(clinic, owner):
    with pytest.raises(ValidationError, match="country code"):
        contacts.name(
            clinic, ContactKind.URGENT, by=owner, **PERSON | {"phone": "0207946"}
        )
    assert not UrgentContact.objects.exists()


@pytest.mark.parametrize("change", [{"email": "stranger@example.com"}, {"name": "Bea"}])
def test_no_change_sends_letters_one_after_the_other(
    named, clinic, owner, clock, change, django_capture_on_commit_callbacks
):
    changed = PERSON | change
    clock.shift(59)
    with pytest.raises(contacts.TooSoon):
        contacts.name(clinic, ContactKind.URGENT, by=owner, **changed)
    assert UrgentContact.objects.get().email == named.email

    clock.shift(1)
    with django_capture_on_commit_callbacks(execute=True):
        contacts.name(clinic, ContactKind.URGENT, by=owner, **changed)
    assert [letter.to for letter in mail.outbox] == [[named.email], [changed["email"]]]


def test_contact_that_somebody_else_named_is_not_written_over(
    named, clinic, owner, clock
):
    other = PERSON | {"name": "Bea", "email": "bea@example.com"}

    with pytest.raises(contacts.Stale) as refusal:
        contacts.name(clinic, ContactKind.URGENT, by=owner, seen={}, **other)
    assert refusal.value.now == named
    assert UrgentContact.objects.get().name == "Ana Duarte"

    contacts.name(clinic, ContactKind.URGENT, by=owner, seen={}, **PERSON)
    clock.shift(60)
    contacts.name(clinic, ContactKind.URGENT, by=owner, seen=PERSON, **other)
    assert UrgentContact.objects.get().name == "Bea"
