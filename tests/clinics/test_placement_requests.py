"""A clinic asks somebody with a profile of their own; a yes makes a place of work."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from aftercare import access as aftercare_access
from clinics import access, public_profile
from clinics.domain import placement_requests, practitioners
from clinics.enums import Answer, ClinicStatus, RequestState
from clinics.models import Placement, PlacementRequest, Practitioner
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    PlacementRequestFactory,
    PractitionerFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
SINCE = datetime.date(2026, 11, 2)
DAY = datetime.timedelta(days=1)
LIFETIME = 14 * DAY


@pytest.fixture
def clinic():
    return ClinicFactory(status=ClinicStatus.LISTED, name="Crown Clinic")


@pytest.fixture
def owner(clinic):
    return MembershipFactory(clinic=clinic, user__language="es").user


@pytest.fixture
def tobias():
    return PractitionerFactory(
        public_name="Tobias Reid", slug="tobias", user=UserFactory(), claimed_at=NOW
    )


@pytest.fixture
def asked(tobias, clinic, owner):
    return placement_requests.ask(tobias, clinic, by=owner, since=SINCE)


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Letters go out once an act is committed."""

    def of(act, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return {letter.to[0]: letter.body for letter in mail.outbox}

    return of


def state(asked):
    return PlacementRequest.objects.get(pk=asked.pk).state(on=NOW)


# Asking


def test_clinic_cannot_place_a_claimed_profile_by_itself(tobias, clinic, owner):
    with pytest.raises(practitioners.NotYours):
        practitioners.place(tobias, clinic, by=owner)
    assert not Placement.objects.exists()

    assert practitioners.place(tobias, clinic, by=tobias.user).clinic == clinic


def test_unclaimed_profile_is_placed_at_once_as_before(clinic, owner):
    placed = practitioners.introduce(clinic, public_name="Nia Rees", by=owner)

    assert list(Practitioner.objects.at_work(clinic, on=TODAY)) == [placed]
    assert not PlacementRequest.objects.exists()


def test_who_is_asked_is_no_practitioner_of_the_clinic_anywhere(
    asked, tobias, clinic, client, letters
):
    paper = CertificationFactory(clinic=None, practitioner=tobias, in_force=True)
    open_data = f"/api/v1/clinics/{clinic.slug}/certifications"
    assert not Placement.objects.exists()
    assert list(Practitioner.objects.at_work(clinic, on=TODAY)) == []
    assert list(Practitioner.objects.public(on=TODAY)) == []
    assert list(access.people_at(clinic)) == []
    assert list(aftercare_access.sessions.practitioners_to_name(clinic)) == []
    assert public_profile.of_clinic(clinic).people == []
    html = client.get(reverse("clinics:profile", args=[clinic.slug])).content.decode()
    assert "Tobias Reid" not in html
    own_page = reverse("practitioner", args=[tobias.slug])
    assert client.get(own_page).status_code == 404
    assert list(access.certifications_at(clinic)) == []
    assert client.get(open_data).json()["items"] == []

    letters(placement_requests.agree, asked, by=tobias.user)

    assert list(Practitioner.objects.at_work(clinic, on=TODAY)) == [tobias]
    assert list(Practitioner.objects.public(on=TODAY)) == [tobias]
    assert list(access.people_at(clinic)) == [tobias]
    assert list(aftercare_access.sessions.practitioners_to_name(clinic)) == [tobias]
    assert len(public_profile.of_clinic(clinic).people) == 1
    html = client.get(reverse("clinics:profile", args=[clinic.slug])).content.decode()
    assert "Tobias Reid" in html
    assert client.get(own_page).status_code == 200
    assert list(access.certifications_at(clinic)) == [paper]
    assert len(client.get(open_data).json()["items"]) == 1


def test_asking_writes_to_the_person(tobias, clinic, owner, letters):
    sent = letters(placement_requests.ask, tobias, clinic, by=owner, since=SINCE)

    (body,) = sent.values()
    assert list(sent) == [tobias.user.email]
    assert "Crown Clinic asks whether you work there" in body
    assert "2 November 2026" in " ".join(body.split())
    assert "/practitioner/" in body


def test_asking_twice_makes_one(asked, tobias, clinic, owner, letters):
    with pytest.raises(placement_requests.AlreadyAsked):
        placement_requests.ask(tobias, clinic, by=owner)

    assert PlacementRequest.objects.get() == asked
    placement_requests.ask(tobias, ClinicFactory(), by=owner)  # another clinic may
    assert PlacementRequest.objects.count() == 2


def test_who_works_there_is_not_asked(asked, tobias, clinic, owner):
    placement_requests.agree(asked, by=tobias.user)

    with pytest.raises(practitioners.AlreadyThere):
        placement_requests.ask(tobias, clinic, by=owner)


def test_clinic_asks_so_many_a_day(asked, clinic, owner, monkeypatch, clock):
    monkeypatch.setattr(placement_requests, "MOST_PER_DAY", 1)
    nia = PractitionerFactory(user=UserFactory(), claimed_at=NOW)

    with pytest.raises(placement_requests.TooMany):
        placement_requests.ask(nia, clinic, by=owner)
    clock.shift(DAY)
    assert placement_requests.ask(nia, clinic, by=owner)


def test_question_expires_and_can_be_asked_anew(asked, tobias, clinic, owner, clock):
    clock.shift(LIFETIME - datetime.timedelta(seconds=1))
    assert list(access.own_requests(tobias.user)) == [asked]
    clock.shift(datetime.timedelta(seconds=1))

    assert list(access.own_requests(tobias.user)) == []
    for act in (placement_requests.agree, placement_requests.decline):
        with pytest.raises(placement_requests.NotOpen) as refusal:
            act(asked, by=tobias.user)
        assert refusal.value.state == RequestState.EXPIRED
    assert not Placement.objects.exists()

    again = placement_requests.ask(tobias, clinic, by=owner, since=TODAY)
    assert list(access.own_requests(tobias.user)) == [again]
    with pytest.raises(placement_requests.NotOpen) as refusal:
        placement_requests.agree(asked, by=tobias.user)  # from an old page
    assert refusal.value.state == RequestState.WITHDRAWN
    assert placement_requests.agree(again, by=tobias.user).placement.since == TODAY


def test_who_says_so_of_themselves_is_not_asked(tobias, clinic, letters):
    MembershipFactory(clinic=clinic, user=tobias.user)
    sent = letters(placement_requests.ask, tobias, clinic, by=tobias.user, since=SINCE)

    made = PlacementRequest.objects.get()
    assert (made.answer, made.placement.since) == (Answer.YES, SINCE)
    assert sent == {}


def test_who_was_asked_and_says_so_of_themselves_has_answered(asked, tobias, clinic):
    same = placement_requests.ask(tobias, clinic, by=tobias.user, since=TODAY)

    assert same == asked
    assert (state(asked), same.placement.since) == (RequestState.AGREED, TODAY)


# Answering


def test_yes_makes_one_placement_however_often_it_is_said(
    asked, tobias, owner, letters
):
    sent = letters(placement_requests.agree, asked, by=tobias.user)
    again = letters(placement_requests.agree, asked, by=tobias.user)

    made = Placement.objects.get()
    asked.refresh_from_db()
    assert (asked.placement, made.since) == (made, SINCE)
    assert (asked.answered_by, asked.answered_at) == (tobias.user, NOW)
    assert set(sent) == {owner.email, tobias.user.email}
    assert "You have said that you work at Crown Clinic" in sent[tobias.user.email]
    assert "/es/workspace/" in sent[owner.email]
    assert again == {}
    with pytest.raises(placement_requests.NotOpen) as refusal:
        placement_requests.decline(asked, by=tobias.user)
    assert refusal.value.state == RequestState.AGREED


def test_no_makes_nothing_and_the_clinic_reads_the_sentence(
    asked, tobias, clinic, owner, letters
):
    words = "I left in May."
    sent = letters(placement_requests.decline, asked, by=tobias.user, words=words)
    again = letters(placement_requests.decline, asked, by=tobias.user, words="Other")

    assert not Placement.objects.exists()
    (told,) = access.requests_of(clinic)
    assert (told.words, told.state(on=NOW)) == (words, RequestState.DECLINED)
    assert list(sent) == [owner.email]
    assert words not in sent[owner.email]  # on the page alone
    assert again == {}
    with pytest.raises(placement_requests.NotOpen):
        placement_requests.agree(asked, by=tobias.user)
    assert not Placement.objects.exists()


def test_clinic_reads_of_a_no_for_thirty_days_and_asks_again_only_then(
    asked, tobias, clinic, owner, clock, letters
):
    placement_requests.decline(asked, by=tobias.user)
    clock.shift(30 * DAY - datetime.timedelta(hours=10))
    with pytest.raises(placement_requests.SaidNo) as refusal:
        placement_requests.ask(tobias, clinic, by=owner)
    assert refusal.value.again_on == TODAY + 30 * DAY
    assert list(access.requests_of(clinic)) == [asked]

    clock.shift(datetime.timedelta(hours=2))  # that day has begun in Lisbon
    again = placement_requests.ask(tobias, clinic, by=owner)
    assert list(access.requests_of(clinic)) == [again]
    placement_requests.decline(again, by=tobias.user)
    clock.shift(30 * DAY)
    assert list(access.requests_of(clinic)) == []


def test_a_no_binds_one_clinic_and_one_person(asked, tobias, clinic, owner):
    placement_requests.decline(asked, by=tobias.user)

    assert placement_requests.ask(tobias, ClinicFactory(), by=owner)
    tobias.user = UserFactory()
    tobias.save()
    assert placement_requests.ask(tobias, clinic, by=owner).person == tobias.user


def test_question_that_was_taken_back_comes_again_a_day_later(
    asked, tobias, clinic, owner, clock
):
    placement_requests.withdraw(asked, by=owner)
    clock.shift(DAY - datetime.timedelta(seconds=1))
    with pytest.raises(placement_requests.TooSoon):
        placement_requests.ask(tobias, clinic, by=owner)
    assert list(access.own_requests(tobias.user)) == []

    clock.shift(datetime.timedelta(seconds=1))
    again = placement_requests.ask(tobias, clinic, by=owner)
    assert list(access.own_requests(tobias.user)) == [again]


@pytest.mark.parametrize("act", ["decline", "withdraw"])
def test_owner_who_said_no_still_places_themselves(asked, tobias, clinic, act):
    MembershipFactory(clinic=clinic, user=tobias.user)
    getattr(placement_requests, act)(asked, by=tobias.user)

    mine = placement_requests.ask(tobias, clinic, by=tobias.user)

    assert mine.answer == Answer.YES


def test_nobody_else_answers(asked, owner):
    for act in (placement_requests.agree, placement_requests.decline):
        with pytest.raises(practitioners.NotYours):
            act(asked, by=owner)
    assert state(asked) == RequestState.WAITING
    assert not Placement.objects.exists()


def test_withdrawn_question_cannot_be_answered(asked, tobias, clinic, owner, letters):
    sent = letters(placement_requests.withdraw, asked, by=owner)

    assert list(sent) == [tobias.user.email]
    assert "has taken back the question" in sent[tobias.user.email]
    assert list(access.requests_of(clinic)) == []
    for act in (
        placement_requests.agree,
        placement_requests.decline,
        placement_requests.withdraw,
    ):
        with pytest.raises(placement_requests.NotOpen) as refusal:
            act(asked, by=tobias.user)
        assert refusal.value.state == RequestState.WITHDRAWN
    assert not Placement.objects.exists()


def test_expired_question_is_taken_off_the_list_without_a_letter(
    asked, owner, clinic, clock, letters
):
    clock.shift(LIFETIME)
    assert list(access.requests_of(clinic)) == [asked]

    assert letters(placement_requests.withdraw, asked, by=owner) == {}
    assert list(access.requests_of(clinic)) == []


# The pages


def at(name, *args):
    return reverse(f"workspace:{name}", args=["crown-clinic", *args])


def test_owner_asks_by_the_address_of_the_profile(sign_in_as, person, tobias, letters):
    client = sign_in_as("owner")
    page = at("practitioner-place")
    answer = {
        "address": "https://example.com/practitioners/tobias/",
        "since": "2026-11-20",
    }
    sent = letters(client.post, page, answer)

    assert list(sent) == [tobias.user.email]
    html = client.get(at("practitioners")).content.decode()
    assert "The question is on its way to Tobias Reid." in html
    assert "Asked whether they work here" in html
    assert "Waiting for an answer" in html
    assert "7 December 2026" in html
    again = client.post(page, answer).content.decode()
    assert "You have asked this person already." in again
    assert PlacementRequest.objects.count() == 1
    html = sign_in_as("frontdesk").get(at("practitioners")).content.decode()
    assert "Tobias Reid" not in html


def test_owner_who_insists_is_told_from_when_on_to_ask(sign_in_as, person, tobias):
    person("owner")
    mine = PlacementRequestFactory(
        clinic=clinic_of("owner"), practitioner=tobias, person=tobias.user
    )
    placement_requests.decline(mine, by=tobias.user)
    client = sign_in_as("owner")
    page = client.get(at("practitioners")).content.decode()
    assert "You can ask again from 23 December 2026 on." in page
    assert "?address=tobias" not in page

    answer = {"address": "tobias", "since": "2026-11-20"}
    html = client.post(at("practitioner-place"), answer).content.decode()
    told = "This person has said no. You can ask again from 23 December 2026 on."
    assert told in html
    assert 'value="tobias"' in html

    PlacementRequest.objects.update(
        answer="",
        answered_at=None,
        answered_by=None,
        withdrawn_at=NOW,
        withdrawn_by=mine.asked_by,
    )
    html = client.post(at("practitioner-place"), answer).content.decode()
    assert "Ask again 24 hours after you asked." in html
    assert PlacementRequest.objects.count() == 1


def test_nobody_asks_an_account_that_is_closed(sign_in_as, tobias):
    tobias.user.is_active = False
    tobias.user.save()
    answer = {"address": "tobias", "since": "2026-11-20"}

    html = sign_in_as("owner").post(at("practitioner-place"), answer).content.decode()

    assert "There is no profile with this address" in html
    assert not PlacementRequest.objects.exists()


def test_too_many_questions_are_told(sign_in_as, tobias, monkeypatch):
    monkeypatch.setattr(placement_requests, "MOST_PER_DAY", 0)
    answer = {"address": "tobias", "since": "2026-11-20"}
    response = sign_in_as("owner").post(at("practitioner-place"), answer)

    assert "Those were many questions for one day." in response.content.decode()
    assert not PlacementRequest.objects.exists()


def test_unclaimed_profiles_stay_with_the_clinic_that_made_them(sign_in_as, person):
    person("owner")
    crown = clinic_of("owner")
    PlacementFactory(practitioner__slug="unclaimed")
    here = PractitionerFactory(slug="here", user=UserFactory(), claimed_at=NOW)
    PlacementFactory(clinic=crown, practitioner=here)
    client = sign_in_as("owner")

    for address, says in (
        ("unclaimed", "no profile with this address"),
        ("nobody", "no profile with this address"),
        ("here", "This person works here already."),
    ):
        answer = {"address": address, "since": "2026-11-20"}
        html = client.post(at("practitioner-place"), answer).content.decode()
        assert says in html
        assert f'value="{address}"' in html
    assert not PlacementRequest.objects.exists()


def test_owner_who_treats_adds_their_own_profile_at_once(sign_in_as, person):
    PractitionerFactory(slug="mine", user=person("owner"), claimed_at=NOW)
    answer = {"address": "mine", "since": "2026-11-20"}
    response = sign_in_as("owner").post(at("practitioner-place"), answer, follow=True)

    assert "is on the list of practitioners." in response.content.decode()
    assert Placement.objects.get().clinic == clinic_of("owner")


def test_owner_withdraws_and_asks_again(sign_in_as, person, tobias):
    person("owner")
    mine = PlacementRequestFactory(clinic=clinic_of("owner"), practitioner=tobias)
    foreign = PlacementRequestFactory()
    client = sign_in_as("owner")
    page = at("placement-request-withdraw", mine.pk)

    html = client.post(page, follow=True).content.decode()
    assert "The question is withdrawn." in html
    assert "Tobias Reid" not in html
    html = client.post(page, follow=True).content.decode()
    assert "Nothing was done: Withdrawn." in html
    theirs = at("placement-request-withdraw", foreign.pk)
    assert client.post(theirs).status_code == 404
    assert state(foreign) == RequestState.WAITING
    form = client.get(at("practitioner-place") + "?address=tobias").content.decode()
    assert 'value="tobias"' in form


def own(name, *args):
    return reverse(f"practitioner-own{name}", args=args)


def test_person_says_yes_on_their_own_page(asked, tobias, clinic, client):
    client.force_login(tobias.user)
    html = client.get(own("")).content.decode()
    assert "Do you work there?" in html
    assert clinic.name in html

    for _click in range(2):
        html = client.post(own("-agree", asked.pk), follow=True).content.decode()
        assert "You have said that you work at Crown Clinic." in html
    assert "Do you work there?" not in html
    assert Placement.objects.get().clinic == clinic


def test_person_says_no_with_a_sentence(asked, tobias, client, sign_in_as, person):
    client.force_login(tobias.user)
    page = own("-decline", asked.pk)
    assert "You do not work at Crown Clinic" in client.get(page).content.decode()
    long = client.post(page, {"words": "x" * 301})
    assert "at most 300 characters" in long.content.decode()
    assert state(asked) == RequestState.WAITING

    html = client.post(page, {"words": "I left\nin May."}, follow=True)
    assert "you do not work at Crown Clinic." in html.content.decode()
    asked.refresh_from_db()
    assert asked.words == "I left in May."
    owner = asked.asked_by
    client.force_login(owner)
    owner.language = "en"
    owner.save()
    path = reverse("workspace:practitioners", args=[asked.clinic.slug])
    html = client.get(path).content.decode()
    assert "Said no" in html
    assert "I left in May." in html


def test_too_late_is_told(asked, tobias, client, clock):
    client.force_login(tobias.user)
    clock.shift(LIFETIME)
    client.force_login(tobias.user)

    for name in ("-agree", "-decline"):
        html = client.post(own(name, asked.pk), follow=True).content.decode()
        assert "Nothing was done: Expired." in html
    assert not Placement.objects.exists()


def test_questions_of_others_do_not_exist(tobias, client):
    foreign = PlacementRequestFactory()
    client.force_login(tobias.user)

    for name in ("-agree", "-decline"):
        assert client.post(own(name, foreign.pk)).status_code == 404
    assert client.get(own("-decline", foreign.pk)).status_code == 404
    assert state(foreign) == RequestState.WAITING
