"""The register from inside the admin: who sees it, and what reviewers decide."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from clinics.domain import clinics, memberships, profiles
from clinics.enums import ClinicRole, ClinicStatus, ContactKind
from clinics.models import Clinic
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.answers import answers_in, form_of, text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    MembershipFactory,
    PlacementFactory,
    UrgentContactFactory,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own templates
]
LIST = "/cms/clinics/"
CHECKS = {"identity": "on", "premises": "on", "insurance": "on"}
WORDS = {"reason": "A complaint.", "public_sentence": "We look into a complaint."}


@pytest.fixture
def applicant():
    return UserFactory(email="ana@example.com", display_name="Ana Duarte")


@pytest.fixture
def waiting(applicant):
    """A draft that was handed in."""
    clinic = ClinicFactory(name="Crown Clinic", town="Lisbon")
    MembershipFactory(clinic=clinic, user=applicant)
    return clinics.hand_in(clinic, by=applicant)


@pytest.fixture
def listed(waiting, person):
    return clinics.list_first(waiting, by=person("second_reviewer"))


@pytest.fixture
def reviewer(sign_in_as):
    return sign_in_as("reviewer")


def sheet(clinic) -> str:
    return f"{LIST}{clinic.pk}/"


def act(clinic, name) -> str:
    return f"{sheet(clinic)}{name}/"


def stored(clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


def press(client, path, data=None) -> str:
    response = client.post(path, data or {}, follow=True)
    return text_of(response.content.decode())


def decide(client, clinic, name, **answers) -> str:
    """Open the form of an act, answer it and read the next page."""
    return press(
        client, act(clinic, name), form_of(client, act(clinic, name)) | answers
    )


# Who sees it


@pytest.mark.parametrize("role", ["reviewer", "moderator", "admin"])
def test_those_who_look_after_the_register_find_it_in_the_menu(
    role, waiting, sign_in_as
):
    client = sign_in_as(role)

    page = client.get(LIST).content.decode()
    assert f'"url": "{LIST}"' in page  # the menu is drawn by Wagtail's script
    assert "Crown Clinic" in page
    assert "Ana Duarte" in client.get(sheet(waiting)).content.decode()


@pytest.mark.parametrize("role", ["editor", "clinical_reviewer"])
def test_other_staff_see_nothing_of_it(role, waiting, sign_in_as):
    client = sign_in_as(role)

    for path in (LIST, sheet(waiting), act(waiting, "list")):
        response = client.get(path)
        assert response.url == reverse("wagtailadmin_home")
    assert LIST not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_who_only_reads_is_offered_no_act(role, waiting, sign_in_as):
    client = sign_in_as(role)

    page = client.get(sheet(waiting)).content.decode()
    assert "Put on the list" not in page
    assert "Somebody else decides" not in page
    client.post(act(waiting, "list"), CHECKS)
    assert stored(waiting).status == ClinicStatus.DRAFT


# The list


def rows(client, query="") -> list[str]:
    """The names in the list, in its order."""
    page = client.get(f"{LIST}results/{query}").content.decode()
    names = Clinic.objects.values_list("name", flat=True)
    found = {name: page.find(name) for name in names}
    return sorted((n for n in names if found[n] >= 0), key=found.__getitem__)


@pytest.fixture
def some(waiting, clock):
    """Clinics in every status beside the one that waits."""
    for status in (ClinicStatus.LISTED, ClinicStatus.CLOSED):
        ClinicFactory(name=f"A {status} one", status=status, country="ES")
    draft = ClinicFactory(name="A fresh draft", town="Porto")
    first = ClinicFactory(name="Zeta came first")
    Clinic.objects.filter(pk=first.pk).update(
        handed_in_at=NOW - datetime.timedelta(days=3), handed_in_by=UserFactory()
    )
    return draft


def test_list_begins_with_who_waits_longest(some, reviewer):
    assert rows(reviewer) == [
        "Zeta came first",
        "Crown Clinic",
        "A closed one",
        "A fresh draft",
        "A listed one",
    ]
    page = text_of(reviewer.get(LIST).content.decode())
    assert "Lisbon, Portugal" in page
    assert "Ana Duarte" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=waiting", ["Zeta came first", "Crown Clinic"]),
        ("?status=draft", ["Zeta came first", "Crown Clinic", "A fresh draft"]),
        ("?status=closed", ["A closed one"]),
        ("?country=ES", ["A closed one", "A listed one"]),
        ("?country=ES&status=listed", ["A listed one"]),
        ("?q=porto", ["A fresh draft"]),
        ("?status=nonsense", []),
    ],
)
def test_list_is_narrowed(some, reviewer, query, found):
    if "nonsense" in query:
        assert reviewer.get(f"{LIST}{query}").status_code == 200
    else:
        assert rows(reviewer, query) == found


# The sheet


def test_sheet_holds_all_that_a_decision_rests_on(waiting, reviewer, person):
    ClinicLanguageFactory(clinic=waiting)
    HoursFactory(clinic=waiting)
    UrgentContactFactory(clinic=waiting, kind=ContactKind.DEPUTY, name="Bea Costa")
    MembershipFactory(
        clinic=waiting, role=ClinicRole.PRACTITIONER, user__display_name="Tom Reid"
    )
    licence = CertificationTypeFactory(name={"en": "A licence"})
    CertificationFactory(clinic=waiting, type=licence, in_force=True)
    here = PlacementFactory(clinic=waiting, practitioner__public_name="Pia Point")
    left = PlacementFactory(clinic=waiting, until=TODAY)
    for placement, name in ((here, "Her training"), (left, "Training of who left")):
        CertificationFactory(
            clinic=None,
            practitioner=placement.practitioner,
            type=CertificationTypeFactory(name={"en": name}, subject="practitioner"),
        )

    page = text_of(reviewer.get(sheet(waiting)).content.decode())

    for words in (
        "Waits for a reviewer since 23 November 2026, 09:00, handed in by Ana Duarte.",
        "Responsible person Ana Duarte",
        "Rua do Carmo 12, 1200-093 Lisbon, Portugal",
        "38.71667, -9.13333",
        "Portuguese",
        "Monday 09:00–17:00",
        "Missing: A few sentences about the clinic",
        "There: Opening hours",
        "A licence The clinic Cardiff Council APC-2026-0041 Accepted",
        "Her training Pia Point",
        "Ana Duarte <ana@example.com> Owner",
        "Tom Reid",
        "Bea Costa <urgent@example.com>",
        "It has always been a draft.",
    ):
        assert words in page, words
    assert "Training of who left" not in page


def test_sheet_shows_what_has_happened_newest_first(listed, reviewer, person):
    clinics.move(listed, ClinicStatus.SUSPENDED, by=person("second_reviewer"), **WORDS)

    page = text_of(reviewer.get(sheet(listed)).content.decode())

    history = page.partition("Changes of status")[2]
    assert history.index("Suspended") < history.index("checked.")
    assert "Second reviewer" in history
    assert "The public reads: We look into a complaint." in history


@pytest.mark.parametrize(
    ("status", "handed_in", "acts"),
    [
        ("draft", True, {"list", "send-back"}),
        ("draft", False, set()),
        ("listed", True, {"suspend", "close"}),
        ("unlisted", True, {"close"}),
        ("suspended", True, {"lift", "close"}),
        ("closed", True, set()),
    ],
)
def test_sheet_offers_what_can_be_done(waiting, reviewer, status, handed_in, acts):
    by = waiting.handed_in_by if handed_in else None
    Clinic.objects.update(status=status, handed_in_at=by and NOW, handed_in_by=by)
    page = reviewer.get(sheet(waiting)).content.decode()

    known = ("list", "send-back", "suspend", "lift", "close")
    assert {each for each in known if f'href="{act(waiting, each)}"' in page} == acts
    for each in set(known) - acts:
        assert "Nothing was done" in press(reviewer, act(waiting, each), WORDS)
    assert stored(waiting).status == status
    assert reviewer.get(act(waiting, "praise")).status_code == 404
    assert reviewer.get(f"{LIST}0/").status_code == 404


# Acts


def test_reviewer_lists_a_clinic_once_all_is_checked(
    waiting, reviewer, person, django_capture_on_commit_callbacks
):
    words = decide(reviewer, waiting, "list", identity="on", premises="on")
    assert "Tick this to go on." in words
    assert stored(waiting).status == ClinicStatus.DRAFT

    with django_capture_on_commit_callbacks(execute=True):
        words = decide(reviewer, waiting, "list", **CHECKS, note="Called them.")

    assert "The clinic is on the list, and its owners hear of it." in words
    assert stored(waiting).status == ClinicStatus.LISTED
    change = waiting.status_changes.get()
    assert (change.by, change.reason) == (person("reviewer"), "Called them.")
    assert mail.outbox[0].to == ["ana@example.com"]


def test_reviewer_sends_an_application_back(
    waiting, reviewer, django_capture_on_commit_callbacks
):
    assert "Fill this in." in decide(reviewer, waiting, "send-back")
    with django_capture_on_commit_callbacks(execute=True):
        words = decide(reviewer, waiting, "send-back", what="Write the street.")

    assert "the owners hear what to mend" in words
    assert stored(waiting).handed_in_at is None
    assert "Write the street." in mail.outbox[0].body


def test_reviewer_suspends_and_ends_the_suspension(listed, reviewer):
    words = decide(reviewer, listed, "suspend", **WORDS)
    assert "The clinic is suspended, and its owners hear why." in words
    assert stored(listed).status == ClinicStatus.SUSPENDED

    assert "The suspension has ended" in decide(reviewer, listed, "lift")
    assert stored(listed).status == ClinicStatus.LISTED


@pytest.mark.parametrize("name", ["suspend", "close"])
def test_taking_off_needs_a_reason_and_a_sentence(listed, reviewer, name):
    page = decide(reviewer, listed, name, public_sentence="We look into it.")
    assert "Fill this in." in page
    page = decide(reviewer, listed, name, reason="A complaint.")
    assert "Fill this in." in page
    assert stored(listed).status == ClinicStatus.LISTED


def test_sentence_for_the_public_is_previewed(listed, reviewer):
    path = act(listed, "close")
    answers = form_of(reviewer, path) | WORDS | {"act": "preview"}
    page = reviewer.post(path, answers).content.decode()

    assert "Closed since" in page
    assert "We look into a complaint." in text_of(page).partition("will read")[2]
    assert answers_in(page)["reason"] == ["A complaint."]
    assert stored(listed).status == ClinicStatus.LISTED

    press(reviewer, path, answers_in(page))
    assert stored(listed).status == ClinicStatus.CLOSED


# Four eyes, and two at once


def test_reviewer_of_the_own_clinic_is_told_why_not(waiting, reviewer, person):
    gone = TODAY - datetime.timedelta(days=100)
    MembershipFactory(clinic=waiting, user=person("reviewer"), since=gone, until=TODAY)

    page = reviewer.get(sheet(waiting)).content.decode()
    assert "in the last 24 months. Somebody else decides." in page
    assert act(waiting, "list") not in page
    words = decide(reviewer, waiting, "list", **CHECKS)
    assert "in the last 24 months. Somebody else decides." in words
    assert stored(waiting).status == ClinicStatus.DRAFT


def test_clinic_that_was_decided_about_meanwhile_is_left_alone(
    waiting, reviewer, person
):
    answers = form_of(reviewer, act(waiting, "list")) | CHECKS
    clinics.send_back(waiting, by=person("second_reviewer"), what="The street.")

    words = press(reviewer, act(waiting, "list"), answers)

    assert (
        "Nothing was done: the clinic has moved meanwhile, and is now: Draft." in words
    )
    assert stored(waiting).status == ClinicStatus.DRAFT


@pytest.mark.parametrize(
    ("name", "field"), [("send-back", "what"), ("suspend", "reason")]
)
def test_words_of_the_second_reviewer_are_there_still(
    waiting, reviewer, person, name, field
):
    second = person("second_reviewer")
    if name == "suspend":
        clinics.list_first(waiting, by=second)
    answers = form_of(reviewer, act(waiting, name)) | WORDS
    answers[field] = "The street and the number are missing."
    if name == "suspend":
        clinics.move(waiting, ClinicStatus.SUSPENDED, by=second, **WORDS)
    else:
        clinics.list_first(waiting, by=second)
    now = stored(waiting)

    response = reviewer.post(act(waiting, name), answers)
    page = response.content.decode()
    assert response.status_code == 409
    assert f"moved meanwhile, and is now: {now.get_status_display()}." in text_of(page)
    assert answers_in(page)[field] == ["The street and the number are missing."]
    assert stored(waiting).status == now.status
    assert reviewer.get(act(waiting, name)).url == sheet(waiting)


def test_profile_that_changed_under_the_reviewer_is_looked_at_again(
    waiting, reviewer, applicant
):
    path = act(waiting, "list")
    answers = form_of(reviewer, path) | CHECKS | {"note": "Called them."}
    profiles.edit(waiting, by=applicant, edition=1, street="Elsewhere 1")

    response = reviewer.post(path, answers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed since you opened this page" in text_of(page)
    assert stored(waiting).status == ClinicStatus.DRAFT
    kept = answers_in(page)
    assert kept["note"] == ["Called them."]

    assert "on the list" in press(reviewer, path, kept)
    assert stored(waiting).status == ClinicStatus.LISTED


def test_suspended_and_lifted_meanwhile_is_looked_at_again(listed, reviewer, person):
    path = act(listed, "suspend")
    answers = form_of(reviewer, path) | WORDS
    second = person("second_reviewer")
    clinics.move(listed, ClinicStatus.SUSPENDED, by=second, **WORDS)
    clinics.move(listed, ClinicStatus.LISTED, by=second)

    assert reviewer.post(path, answers).status_code == 409
    assert stored(listed).status == ClinicStatus.LISTED


def test_form_that_does_not_say_what_it_showed_does_nothing(waiting, reviewer):
    assert reviewer.post(act(waiting, "list"), CHECKS).status_code == 409
    assert stored(waiting).status == ClinicStatus.DRAFT


def test_clinic_without_an_owner_is_not_listed(waiting, reviewer):
    memberships.end(waiting.memberships.get(), by=None)

    words = decide(reviewer, waiting, "list", **CHECKS)

    assert "Nobody owns this clinic any more" in words
    assert stored(waiting).status == ClinicStatus.DRAFT


def test_reviewer_who_loses_the_role_decides_nothing(waiting, reviewer, person):
    answers = form_of(reviewer, act(waiting, "list")) | CHECKS
    roles.revoke(person("reviewer"), StaffRole.REVIEWER, by=None)

    reviewer.post(act(waiting, "list"), answers)

    assert stored(waiting).status == ClinicStatus.DRAFT
