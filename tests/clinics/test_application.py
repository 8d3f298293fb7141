"""How a clinic gets into the register: one form, one clinic, one owner."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import get_resolver, reverse

from clinics import rules, terms, time_zones
from clinics.domain import clinics
from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Clinic, Membership
from portal.accounts.forms.profile import time_zone_choices
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db
APPLY = "/clinics/apply/"
DETAILS = {
    "name": "Crown Clinic",
    "legal_name": "Crown Clinic Lda",
    "responsible_person": "Ana Duarte",
    "street": "Rua do Carmo 12",
    "postcode": "1200-093",
    "town": "Lisbon",
    "country": "PT",
    "time_zone": "Europe/Lisbon",
}
KEY = uuid.UUID("4e0c9c2e-59a4-4e3b-9f0c-1f1f5f4b0f10")


def sent(**changes) -> dict:
    answers = DETAILS | {"agree": "on", "submit_key": str(KEY)} | changes
    return {name: value for name, value in answers.items() if value is not None}


@pytest.fixture
def applicant():
    return UserFactory()


@pytest.fixture
def client(applicant):
    client = Client()
    client.force_login(applicant)
    return client


def test_application_opens_a_draft_of_which_the_applicant_is_the_owner(
    client, applicant
):
    response = client.post(APPLY, sent(), follow=True)

    clinic = Clinic.objects.get()
    assert {name: getattr(clinic, name) for name in DETAILS} == DETAILS
    assert (clinic.slug, clinic.status) == ("crown-clinic", ClinicStatus.DRAFT)
    assert clinic.terms_version == terms.CURRENT.version
    assert list(clinic.memberships.values_list("user", "role")) == [
        (applicant.pk, ClinicRole.OWNER)
    ]
    assert response.redirect_chain[-1][0].startswith("/workspace/crown-clinic/")
    assert "Your clinic has its workspace." in response.content.decode()


def test_second_click_makes_no_second_clinic(client):
    first = client.post(APPLY, sent())
    second = client.post(APPLY, sent())

    assert Clinic.objects.count() == 1
    assert second.url == first.url
    client.post(APPLY, sent(submit_key=str(uuid.uuid4())))
    assert Clinic.objects.count() == 2


def test_key_of_somebody_else_opens_nothing_of_theirs(client):
    other = UserFactory()
    clinics.apply(by=other, submit_key=KEY, **DETAILS | {"name": "Secret Studio"})

    response = client.post(APPLY, sent())

    assert response.status_code == 200
    assert "Secret Studio" not in response.content.decode()
    assert Membership.objects.get().user == other


@pytest.mark.parametrize("key", ["", "not a key", None])
def test_form_with_a_lost_key_is_taken_all_the_same(client, key):
    client.post(APPLY, sent(submit_key=key))

    assert Clinic.objects.get().submit_key is not None


@pytest.mark.parametrize(
    "missing", ["name", "legal_name", "street", "town", "country", "agree"]
)
def test_form_says_what_is_missing_and_keeps_the_rest(client, missing):
    html = client.post(APPLY, sent(**{missing: None})).content.decode()

    assert "Please check your answers" in html
    assert f'href="#id_{missing}"' in html
    assert 'value="1200-093"' in html
    assert str(KEY) in html
    assert not Clinic.objects.exists()


def test_clock_of_the_country_is_filled_in_and_waits_for_a_yes(client):
    html = client.post(APPLY, sent(time_zone="")).content.decode()

    assert not Clinic.objects.exists()
    assert "the time zone of most of Portugal: Europe/Lisbon" in html
    assert re.search(r'<option value="Europe/Lisbon" selected', html)


def test_country_without_people_has_no_clock_to_guess(client):
    html = client.post(APPLY, sent(time_zone="", country="AQ")).content.decode()

    assert 'href="#id_time_zone">Time zone: Choose one.' in html


def test_every_guess_is_a_zone_that_can_be_chosen():
    offered = {
        zone
        for _area, places in time_zone_choices()
        if not isinstance(places, str)
        for zone, _label in places
    }

    assert set(time_zones.OF_COUNTRY.values()) - offered == set()
    assert time_zones.guess("ES") == "Europe/Madrid"
    assert time_zones.guess("AU") == "Australia/Sydney"


def test_names_stand_on_one_line(client):
    client.post(APPLY, sent(name="Crown\r\nBcc: x@example.com   Clinic"))

    assert Clinic.objects.get().name == "Crown Bcc: x@example.com Clinic"


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Crown Clinic", [], "crown-clinic"),
        ("Crown Clinic", ["crown-clinic"], "crown-clinic-lisbon"),
        (
            "Crown Clinic",
            ["crown-clinic", "crown-clinic-lisbon"],
            "crown-clinic-lisbon-2",
        ),
        ("Štúdio Łódź", [], "studio-lodz"),
        ("Κορώνα", [], "korona"),
        ("!!!", [], "clinic"),
        ("Apply", [], "apply-lisbon"),
        ("Long " * 20, [], "long-long-long-long-long-long-long-long-lo"),
        (
            "Long " * 20,
            ["long-long-long-long-long-long-long-long-lo"],
            "long-long-long-long-long-long-long-long-lo-2",
        ),
    ],
)
def test_address_is_made_from_the_name(applicant, name, taken, slug):
    for each in taken:
        ClinicFactory(slug=each)

    clinic = clinics.apply(by=applicant, submit_key=KEY, **DETAILS | {"name": name})

    assert clinic.slug == slug


def test_address_that_somebody_takes_meanwhile_is_passed_over(applicant, monkeypatch):
    """Two people apply at once: the slower one finds the address free, then taken."""
    free, found = clinics._free_slug, iter(["crown-clinic"])
    monkeypatch.setattr(
        clinics, "_free_slug", lambda *names: next(found, None) or free(*names)
    )
    ClinicFactory(slug="crown-clinic")

    assert clinics.apply(by=applicant, submit_key=KEY, **DETAILS).slug == (
        "crown-clinic-lisbon"
    )


def test_database_refuses_a_second_clinic_of_one_key(applicant):
    ClinicFactory(submit_key=KEY)
    with pytest.raises(IntegrityError):
        ClinicFactory(submit_key=KEY)


def test_other_mistakes_are_not_tried_again(applicant):
    with pytest.raises(ValidationError, match="time zone"):
        clinics.apply(by=applicant, submit_key=KEY, **DETAILS | {"time_zone": "Mars"})


def test_words_of_our_own_addresses_are_no_address_of_a_clinic():
    fixed = re.compile(r"^clinics/(\w+)/")
    words = {
        found[1]
        for pattern in get_resolver().url_patterns
        for each in getattr(pattern, "url_patterns", [])
        if (found := fixed.match(str(each.pattern)))
    }

    assert words
    assert words - clinics.RESERVED == set()


def test_person_owns_only_so_many_drafts(client, applicant):
    for _ in range(clinics.MOST_DRAFTS):
        MembershipFactory(user=applicant)
    waiting = Clinic.objects.filter(memberships__user=applicant).first()
    waiting.handed_in_at, waiting.handed_in_by = NOW, applicant
    waiting.save()
    MembershipFactory(role=ClinicRole.FRONT_DESK, user=applicant)

    html = client.post(APPLY, sent()).content.decode()
    assert "Wait until one of them is on the list, or close one" in html
    assert 'value="Crown Clinic"' in html

    Clinic.objects.filter(memberships__role=ClinicRole.OWNER).update(
        status=ClinicStatus.LISTED
    )
    client.post(APPLY, sent())
    assert Clinic.objects.filter(slug="crown-clinic").exists()


# Who comes from where


def test_stranger_reads_what_comes_of_it_and_is_led_back():
    html = Client().get(APPLY).content.decode()

    assert f'href="{reverse("account_signup")}?next=%2Fclinics%2Fapply%2F"' in html
    assert f'href="{reverse("account_login")}?next=%2Fclinics%2Fapply%2F"' in html
    response = Client().post(APPLY, sent())
    assert response.url == f"{reverse('account_login')}?next=%2Fclinics%2Fapply%2F"
    assert not Clinic.objects.exists()


@pytest.mark.parametrize(
    ("next_path", "is_taken"),
    [(APPLY, False), ("/es/clinics/apply/", False), ("/", True)],
)
def test_password_is_longer_for_who_signs_up_to_apply(next_path, is_taken):
    answers = {
        "display_name": "Ana",
        "email": "ana@example.com",
        "password1": "thirteen+lett",
        "next": next_path,
    }

    response = Client().post(reverse("account_signup"), answers)

    assert (response.status_code == 302) is is_taken


def test_applicant_needs_a_second_factor_and_finds_the_way_back(
    client, applicant, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    workspace = client.post(APPLY, sent()).url
    browser = {"HTTP_ACCEPT": "text/html,*/*"}

    assert client.get(workspace, **browser).url == reverse("mfa_index")
    client.get("/media/original_images/x.jpg", HTTP_ACCEPT="image/*")
    assert "Go on to where" not in client.get(reverse("account")).content.decode()

    settings.SECOND_FACTOR_REQUIRED = False  # as if one were set up now
    link = f'href="{workspace}">Go on to where you were'
    assert link in client.get(reverse("account")).content.decode()
    assert link in client.get(reverse("mfa_index")).content.decode()
    assert client.get(workspace, **browser).status_code == 200
    assert link not in client.get(reverse("account")).content.decode()
    assert rules.works_at_a_clinic(applicant)


def test_terms_are_for_everybody_and_say_their_version():
    html = Client().get("/clinics/terms/").content.decode()
    assert f"Version {terms.CURRENT.version}." in html
    for section in terms.CURRENT.sections:
        assert section.text.en.partition("'")[0] in html

    assert (
        "Los documentos son auténticos"
        in Client().get("/es/clinics/terms/").content.decode()
    )
