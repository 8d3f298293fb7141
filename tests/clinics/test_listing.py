"""A clinic on its way to the list, off it and back, as its team sees it."""

import re

import pytest
from django.core import mail

from clinics.domain import applications, clinics
from clinics.domain.applications import Need
from clinics.enums import (
    Category,
    CertificationStatus,
    ClinicRole,
    ClinicStatus,
    ContactKind,
    HoursKind,
)
from clinics.models import Clinic
from portal.audit.models import AuditEvent
from tests.answers import answers_in, form_of, text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    ClinicLanguageFactory,
    HoursFactory,
    MembershipFactory,
    StatusChangeFactory,
    UrgentContactFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
LISTING = "/workspace/crown-clinic/listing/"
CLOSE = f"{LISTING}close/"
WORDS = {"reason": "Retired.", "public_sentence": "The owner has retired."}


@pytest.fixture
def clinic(db):
    """Listed, with an owner."""
    clinic = clinic_of("owner")
    clinic.name = "Crown Clinic"
    clinic.save()
    return clinic


@pytest.fixture
def draft(clinic):
    """Nothing but what the application asked for."""
    clinic.status, clinic.latitude, clinic.longitude = ClinicStatus.DRAFT, None, None
    clinic.save()
    return clinic


def fill_in(clinic):
    """All that is needed, and nothing that is only advised."""
    clinic.description, clinic.website = "Two chairs.", "https://crown.example.com/"
    clinic.save()
    ClinicLanguageFactory(clinic=clinic)
    HoursFactory(clinic=clinic)
    HoursFactory(clinic=clinic, kind=HoursKind.RESPONSE)
    UrgentContactFactory(clinic=clinic, tested_at=NOW, confirmed_at=NOW)


@pytest.fixture
def complete(draft):
    fill_in(draft)
    return draft


@pytest.fixture
def owner(clinic, sign_in_as):
    return sign_in_as("owner")


def missing(clinic, *, advised=False):
    lines = applications.checklist(clinic)
    return {x.need for x in lines if not x.is_met and x.is_advised is advised}


def press(client, path, data=None):
    """Press a button and read what the next page says."""
    return text_of(client.post(path, data or {}, follow=True).content.decode())


def stored(clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


# The checklist


def test_checklist_of_a_fresh_draft_misses_everything(draft):
    assert missing(draft) | missing(draft, advised=True) == set(Need)
    UrgentContactFactory(clinic=draft, tested_at=NOW)  # not confirmed
    HoursFactory(kind=HoursKind.RESPONSE)  # of somebody else
    draft.description = "  \n"
    CertificationFactory(clinic=draft, type__category=Category.INSURANCE)  # begun only

    assert missing(draft) | missing(draft, advised=True) == set(Need)


def test_checklist_of_a_complete_clinic_misses_nothing(complete):
    assert missing(complete) == set()
    complete.latitude, complete.longitude = "38.7", "-9.1"
    UrgentContactFactory(
        clinic=complete, kind=ContactKind.DEPUTY, tested_at=NOW, confirmed_at=NOW
    )
    submitted = {"submitted_at": NOW, "submitted_by": UserFactory()}
    for category in (Category.LICENCE, Category.INSURANCE):
        CertificationFactory(
            clinic=complete,
            type__category=category,
            status=CertificationStatus.SUBMITTED,
            **submitted,
        )

    assert missing(complete, advised=True) == set()


@pytest.mark.parametrize("way", ["website", "public_email", "public_phone"])
def test_one_way_to_reach_the_clinic_is_enough(draft, way):
    assert Need.WAY in missing(draft)
    setattr(draft, way, "x")
    assert Need.WAY not in missing(draft)


def test_page_leads_to_what_is_missing(owner, draft):
    page = owner.get(LISTING).content.decode()

    assert text_of(page).count("Missing") == 6
    assert text_of(page).count("Advised") == 4
    for place in ("profile/", "hours/opening/", "hours/response/", "contacts/"):
        assert f'href="/workspace/crown-clinic/{place}"' in page
    assert "You can hand the clinic in once nothing is missing." in page
    assert "Hand in to be listed" not in page


# Handing in


def test_complete_clinic_is_handed_in_once(owner, complete, person):
    assert "Hand in to be listed" in owner.get(LISTING).content.decode()

    assert "Handed in. The reviewers look at it" in press(owner, f"{LISTING}hand-in/")
    assert "It is handed in already." in press(owner, f"{LISTING}hand-in/")

    assert stored(complete).handed_in_by == person("owner")
    assert AuditEvent.objects.filter(verb="clinic handed in").count() == 1
    page = owner.get(LISTING).content.decode()
    assert "With the reviewers since 23 November 2026" in page
    assert "Hand in to be listed" not in page


def test_incomplete_clinic_is_told_what_is_missing(owner, complete):
    complete.hours.filter(kind=HoursKind.RESPONSE).delete()

    words = press(owner, f"{LISTING}hand-in/")

    assert "Something is missing still: Response hours." in words
    assert stored(complete).handed_in_at is None


def test_listed_clinic_is_not_handed_in(owner, clinic):
    fill_in(clinic)
    assert "It is handed in already." in press(owner, f"{LISTING}hand-in/")
    assert stored(clinic).handed_in_at is None


@pytest.mark.parametrize("role", ["frontdesk", "practitioner"])
def test_others_of_the_team_see_how_it_stands_and_change_nothing(
    complete, sign_in_as, role
):
    client = sign_in_as(role)
    page = client.get(LISTING).content.decode()

    assert "An owner hands the clinic in." in page
    assert "Change the listing" not in page
    for path in (f"{LISTING}hand-in/", CLOSE):
        assert client.post(path, WORDS).status_code == 403
    assert stored(complete).handed_in_at is None
    assert stored(complete).status == ClinicStatus.DRAFT
    contacts = "/workspace/crown-clinic/contacts/"
    assert f'href="{contacts}"' in page
    assert ('href="/workspace/crown-clinic/profile/"' in page) is (role == "frontdesk")


# Off the list and back


def test_owner_takes_the_clinic_off_the_list_and_puts_it_back(owner, clinic):
    path = f"{LISTING}unlist/"
    answers = form_of(owner, path) | {"public_sentence": "We are moving house."}
    words = press(owner, path, answers)
    assert "The clinic is off the list." in words
    assert "The public reads: We are moving house." in words
    assert stored(clinic).status == ClinicStatus.UNLISTED
    press(owner, path, answers)  # a double click

    words = press(owner, f"{LISTING}relist/", form_of(owner, f"{LISTING}relist/"))
    assert "The clinic is on the list." in words
    assert stored(clinic).status == ClinicStatus.LISTED
    moves = clinic.status_changes.values_list("was", "to", "public_sentence")
    assert list(moves) == [
        ("listed", "unlisted", "We are moving house."),
        ("unlisted", "listed", ""),
    ]


def test_sentence_for_the_public_is_previewed_and_nothing_is_done(owner, clinic):
    answers = form_of(owner, CLOSE) | WORDS | {"act": "preview"}
    page = owner.post(CLOSE, answers).content.decode()

    assert "Closed since 23 November 2026. The owner has retired." in text_of(page)
    assert answers_in(page)["reason"] == ["Retired."]
    assert stored(clinic).status == ClinicStatus.LISTED


def test_closing_needs_a_reason_and_a_sentence(owner, clinic):
    page = owner.post(CLOSE, form_of(owner, CLOSE)).content.decode()

    assert page.count("Fill this in.") == 4  # in the summary, at the field
    assert stored(clinic).status == ClinicStatus.LISTED


def test_closed_clinic_stays_closed(owner, clinic):
    words = press(owner, CLOSE, form_of(owner, CLOSE) | WORDS)

    assert "Your clinic is closed." in words
    assert "Reason, for your team: Retired." in words
    assert "Change the listing" not in words
    assert stored(clinic).status == ClinicStatus.CLOSED
    assert "nothing was done" in press(owner, f"{LISTING}relist/")
    assert stored(clinic).status == ClinicStatus.CLOSED


def test_draft_is_closed_without_words(owner, draft):
    page = owner.get(CLOSE).content.decode()
    assert "What the public will read" not in page

    press(owner, CLOSE, answers_in(page))
    assert stored(draft).status == ClinicStatus.CLOSED


@pytest.mark.parametrize("status", [ClinicStatus.SUSPENDED, ClinicStatus.DRAFT])
def test_owner_cannot_list_what_reviewers_list(owner, clinic, status):
    Clinic.objects.update(status=status)

    assert "Put back on the list" not in owner.get(LISTING).content.decode()
    assert "nothing was done" in press(owner, f"{LISTING}relist/")
    assert stored(clinic).status == status


@pytest.mark.parametrize("act", ["unlist", "relist", "close"])
def test_owner_of_a_suspended_clinic_is_offered_nothing(owner, clinic, act):
    Clinic.objects.update(status=ClinicStatus.SUSPENDED)

    page = text_of(owner.get(LISTING).content.decode())
    assert "Only a reviewer can end that." in page
    assert "Change the listing" not in page
    response = owner.get(f"{LISTING}{act}/", follow=True)
    assert response.redirect_chain == [(LISTING, 302)]
    assert "nothing was done" in text_of(response.content.decode())
    assert "nothing was done" in press(owner, f"{LISTING}{act}/", WORDS)
    assert stored(clinic).status == ClinicStatus.SUSPENDED


def test_act_on_a_clinic_that_has_moved_meanwhile_changes_nothing(
    owner, clinic, person
):
    answers = form_of(owner, CLOSE) | WORDS
    clinics.move(clinic, ClinicStatus.UNLISTED, by=person("owner"))

    response = owner.post(CLOSE, answers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "nothing was done" in text_of(page)
    assert stored(clinic).status == ClinicStatus.UNLISTED
    kept = answers_in(page)
    assert {name: kept[name] for name in WORDS} == {k: [v] for k, v in WORDS.items()}

    press(owner, CLOSE, kept)
    assert stored(clinic).status == ClinicStatus.CLOSED


def test_words_for_what_can_be_done_no_more_are_told_again(owner, clinic, person):
    path = f"{LISTING}unlist/"
    answers = form_of(owner, path) | {"public_sentence": "We move to a new house."}
    clinics.move(clinic, ClinicStatus.CLOSED, by=person("owner"), **WORDS)

    told = press(owner, path, answers)
    assert "nothing was done" in told
    assert "You had written: “We move to a new house.”" in told
    assert stored(clinic).status == ClinicStatus.CLOSED


def test_unknown_act_does_not_exist(owner):
    assert owner.get(f"{LISTING}suspend/").status_code == 404


def test_reviewer_who_owns_the_clinic_is_told_why_not(clinic, sign_in_as, person):
    MembershipFactory(clinic=clinic, user=person("reviewer"))
    client = sign_in_as("reviewer")

    words = press(client, CLOSE, form_of(client, CLOSE) | WORDS)

    assert "As a reviewer you decide nothing" in words
    assert stored(clinic).status == ClinicStatus.LISTED


def test_state_moves_with_everything_a_decision_rests_on(complete, person):
    seen = [clinics.state_of(complete)]
    clinics.hand_in(complete, by=person("owner"))
    seen.append(clinics.state_of(stored(complete)))
    StatusChangeFactory(clinic=complete)
    seen.append(clinics.state_of(stored(complete)))
    Clinic.objects.update(edition=9)
    seen.append(clinics.state_of(stored(complete)))

    assert len(set(seen)) == 4


# Letters


@pytest.fixture
def letters(clinic, django_capture_on_commit_callbacks):
    """What the owners get in their languages when an act is done."""
    spanish = UserFactory(email="duena@example.com", language="es")
    MembershipFactory(clinic=clinic, user=spanish)
    MembershipFactory(clinic=clinic, user__is_active=False)
    MembershipFactory(clinic=clinic, until=TODAY)
    MembershipFactory(clinic=clinic, role=ClinicRole.PRACTITIONER)

    def of(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        sent = {message.to[0]: message for message in mail.outbox}
        assert set(sent) <= {"owner@example.com", "duena@example.com"}
        return sent

    return of


def test_owners_hear_that_the_clinic_is_listed(complete, owner, person, letters):
    clinics.hand_in(complete, by=person("owner"))
    sent = letters(clinics.list_first, complete, by=person("reviewer"))

    letter = sent["owner@example.com"]
    assert letter.subject == "Crown Clinic is on the list"
    assert "Hello Owner," in letter.body
    assert "checked identity, premises and insurance" in letter.body
    assert re.search(rf"https?://\S+{LISTING}\n", letter.body)
    assert f"/es{LISTING}" in sent["duena@example.com"].body


def test_owners_hear_what_is_to_be_mended(complete, owner, person, letters):
    clinics.hand_in(complete, by=person("owner"))
    what = "The street & number are missing."
    sent = letters(clinics.send_back, complete, by=person("reviewer"), what=what)

    letter = sent["owner@example.com"]
    assert letter.subject == "Crown Clinic: please mend something first"
    assert what in letter.body
    assert stored(complete).handed_in_at is None


@pytest.mark.parametrize("to", [ClinicStatus.SUSPENDED, ClinicStatus.CLOSED])
def test_owners_hear_why_the_clinic_is_taken_off(clinic, owner, person, letters, to):
    sent = letters(clinics.move, clinic, to, by=person("reviewer"), **WORDS)

    letter = sent["owner@example.com"]
    assert letter.subject == f"Crown Clinic is {to}"
    assert "Reason, for your team:\nRetired." in letter.body
    assert "The public reads:\nThe owner has retired." in letter.body


def test_owners_hear_that_a_suspension_has_ended(clinic, owner, person, letters):
    clinics.move(clinic, ClinicStatus.SUSPENDED, by=person("reviewer"), **WORDS)
    sent = letters(clinics.move, clinic, ClinicStatus.LISTED, by=person("reviewer"))

    assert "the suspension of Crown Clinic has ended" in sent["owner@example.com"].body


def test_owners_are_not_written_to_about_what_they_can_undo(
    clinic, owner, person, letters
):
    by = person("owner")
    assert letters(clinics.move, clinic, ClinicStatus.UNLISTED, by=by) == {}
    assert letters(clinics.move, clinic, ClinicStatus.LISTED, by=by) == {}


def test_name_with_a_line_break_breaks_no_letter(clinic, owner, person, letters):
    Clinic.objects.update(name="Crown\r\nBcc: x@example.com")
    sent = letters(
        clinics.move, clinic, ClinicStatus.CLOSED, by=person("owner"), **WORDS
    )

    assert sent["owner@example.com"].subject == "Crown Bcc: x@example.com is closed"
