"""The pages on which a person becomes a client, and sees and changes who sees what."""

import html

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare import places
from aftercare.domain import clients
from aftercare.enums import ClientStatus
from aftercare.models import Client
from portal.accounts import consent_texts
from portal.accounts.domain import consents, invitations
from portal.accounts.enums import ConsentAct, InvitedRole, Purpose
from portal.accounts.models import Consent, Invitation, User
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SHARING = "/my/sharing/"
VERSIONS = {each: consent_texts.current(each).version for each in Purpose}
YES = {"adult": "on", "time_zone": "Europe/Lisbon", "care": VERSIONS["care"]}
LINK = "/account/invitation/the-token/"


@pytest.fixture
def clinic():
    made = ClinicFactory(
        name="Crown Clinic", slug="crown", status="listed", time_zone="Europe/London"
    )
    MembershipFactory(clinic=made)
    return made


@pytest.fixture
def cleo():
    return UserFactory(email="cleo@example.com", display_name="Cleo Marr")


@pytest.fixture
def browser(cleo):
    made = Browser()
    made.force_login(cleo)
    return made


@pytest.fixture
def invitation(clinic):
    return InvitationFactory(
        email="cleo@example.com",
        role=InvitedRole.CLIENT,
        place=places.client(clinic),
        token="the-token",
        invited_by=UserFactory(display_name="Tobias Reid"),
    )


@pytest.fixture
def join_url(invitation):
    return reverse("my:join", args=[invitation.pk])


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def test_stranger_with_the_link_reads_what_it_is_and_makes_an_account(invitation):
    page = words(Browser().get(LINK))
    assert "Crown Clinic invites you to your aftercare" in page
    assert "Tobias Reid invites you." in page
    assert "what the clinic will see and what it never sees" in page
    assert "Create an account to accept" in page

    answer = Browser().post(LINK)
    assert answer.url == f"/account/signup/?next={LINK.replace('/', '%2F')}"


def test_link_leads_whoever_is_signed_in_to_the_questions(
    browser, invitation, join_url
):
    for answer in (browser.get(LINK), browser.post(LINK)):
        assert (answer.status_code, answer.url) == (302, join_url)
    assert not Client.objects.exists()


def test_page_says_who_sees_what_and_asks_each_thing_on_its_own(browser, join_url):
    browser.get(join_url)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(join_url))

    assert len(queries) == 7
    assert "Join Crown Clinic" in page
    assert "Tobias Reid of Crown Clinic invites you." in page
    assert "Your treatments at this clinic" in page
    assert "Which other clinics treat you" in page
    assert "I am 18 or older" in page
    for purpose in Purpose:
        text = consent_texts.current(purpose)
        assert f"I allow: {purpose.label}" in page
        assert text.asks.en in page
        assert text.if_not.en in page
    assert "checked" not in page
    assert '<option value="Europe/London" selected>' in page
    assert "data-find-clock" in page


def test_who_has_said_a_clock_keeps_it_whatever_the_browser_says(
    browser, cleo, join_url
):
    User.objects.filter(pk=cleo.pk).update(time_zone="Asia/Tokyo")
    page = words(browser.get(join_url))

    assert '<option value="Asia/Tokyo" selected>' in page
    assert "data-find-clock" not in page


def test_person_joins_with_the_consents_that_were_ticked(browser, cleo, join_url):
    sent = YES | {"photos": VERSIONS["photos"]}
    answer = browser.post(join_url, sent)
    assert (answer.status_code, answer.url) == (302, "/my/")
    assert "You are a client of Crown Clinic now." in words(browser.get("/my/"))

    client = Client.objects.get()
    assert (client.user, client.status) == (cleo, ClientStatus.ACTIVE)
    assert set(Consent.objects.values_list("purpose", "act", "text_version")) == {
        ("care", "given", VERSIONS["care"]),
        ("photos", "given", VERSIONS["photos"]),
    }
    assert User.objects.get(pk=cleo.pk).time_zone == "Europe/Lisbon"

    again = browser.post(join_url, sent)
    assert (again.status_code, again.url) == (302, "/my/")
    assert Client.objects.count() == 1


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("adult", "Only adults can be clients here."),
        ("care", "Without this consent there is no plan here."),
        ("time_zone", "Choose one."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(
    browser, join_url, left_out, sentence
):
    sent = YES | {"figures": VERSIONS["figures"]}
    page = words(browser.post(join_url, sent | {left_out: ""}))

    assert sentence in page
    kept = page[page.index('name="figures"') :]
    assert "checked" in kept[: kept.index(">")]
    assert "data-find-clock" not in page
    assert not Client.objects.exists()
    assert not Consent.objects.exists()


def test_words_that_changed_meanwhile_are_shown_again(browser, join_url):
    page = words(browser.post(join_url, YES | {"care": "1999-01-01.1"}))

    assert "The words of a consent have changed meanwhile." in page
    assert not Client.objects.exists()


def test_what_was_said_at_another_clinic_is_not_asked_again(
    browser, cleo, join_url, today
):
    User.objects.filter(pk=cleo.pk).update(adult_confirmed_at="2026-01-01T00:00Z")
    ConsentFactory(user=cleo, purpose=Purpose.CARE)
    ConsentFactory(user=cleo, purpose=Purpose.PHOTOS, act=ConsentAct.WITHDRAWN)
    page = words(browser.get(join_url))
    for asked, name in [(False, "adult"), (False, "care"), (True, "photos")]:
        assert (f'name="{name}"' in page) is asked

    answer = browser.post(join_url, {"time_zone": "Europe/Lisbon"})
    assert answer.url == "/my/"
    assert Client.objects.get().user == cleo
    assert Consent.objects.in_force(cleo) == {Purpose.CARE}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        ("expired", "It was good for seven days, and they have passed."),
        ("withdrawn", "Whoever sent it has taken it back."),
        ("declined", "You have said no to it."),
    ],
)
@pytest.mark.parametrize("door", ["letter", "questions"])
def test_dead_invitation_says_why(
    browser, cleo, invitation, join_url, make, sentence, door, clock
):
    if make == "expired":
        clock.shift(8 * 86400)
    elif make == "withdrawn":
        invitations.withdraw(invitation, by=invitation.invited_by)
    else:
        invitations.decline(invitation, by=cleo)
    url = LINK if door == "letter" else join_url

    assert sentence in words(browser.get(url), 410)
    assert sentence in words(browser.post(url, YES), 410)
    assert not Client.objects.exists()


def test_used_invitation_leads_its_person_on_and_nobody_else(
    browser, cleo, invitation, join_url
):
    browser.post(join_url, YES)
    assert browser.get(join_url).url == "/my/"
    assert browser.get(LINK).url == join_url
    assert "An invitation works once." in words(Browser().get(LINK), 410)


def test_other_person_is_told_to_sign_out_and_learns_nothing(invitation, join_url):
    other = Browser()
    other.force_login(UserFactory())
    page = words(other.get(LINK), 404)
    assert "It was sent to another address" in page
    assert "Crown Clinic" not in page
    assert other.get(join_url).status_code == 404
    assert other.post(join_url, YES).status_code == 404
    assert not Client.objects.exists()


def test_no_is_an_answer_too(browser, invitation, join_url):
    decline = reverse("my:decline", args=[invitation.pk])
    for sentence in ("You have said no.", "Nothing was done: Withdrawn."):
        page = words(browser.post(decline, follow=True))
        assert sentence in page
        assert "Waiting for your answer" not in page
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_person_asks_a_listed_clinic(browser, cleo, clinic):
    url = reverse("my:ask", args=["crown"])
    assert "Ask Crown Clinic to be your clinic" in words(browser.get(url))

    page = words(browser.post(url, YES, follow=True))
    assert "Crown Clinic reads your name now, and answers." in page
    assert "Waits for the clinic" in page
    assert Client.objects.get().status == ClientStatus.ASKED

    page = words(browser.post(url, YES, follow=True))
    assert "You have asked this clinic, or are its client." in page
    assert Client.objects.count() == 1


def test_profile_of_a_listed_clinic_leads_there_and_the_header_to_ones_care(
    browser, clinic
):
    page = words(browser.get("/clinics/crown/"))
    assert (
        '<a class="btn btn-secondary" href="/my/ask/crown/">I am a client here</a>'
        in page
    )
    assert '<a href="/my/">' in page
    stranger = words(Browser().get("/clinics/crown/"))
    assert "I am a client here" in stranger
    assert '<a href="/my/">' not in stranger


def test_clinic_that_is_not_listed_is_asked_by_nobody(browser):
    ClinicFactory(slug="draft")
    assert browser.get(reverse("my:ask", args=["draft"])).status_code == 404


def test_sharing_of_somebody_without_a_clinic(browser):
    browser.get(SHARING)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(SHARING))
    assert len(queries) == 10
    assert "No clinic sees anything of you" in page
    assert page.count("No answer yet") == len(Purpose)


def test_sharing_shows_every_clinic_and_costs_the_same(browser, cleo, invitation):
    for number in range(3):
        ClientFactory(user=cleo, clinic__name=f"Studio {number}")
    ended = ClientFactory(user=cleo, clinic__name="Old Studio")
    clients.end(ended, by=cleo)
    ClientFactory(clinic__name="Somebody Else's")

    browser.get(SHARING)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(SHARING))

    assert len(queries) == 12
    assert "Crown Clinic" in page[: page.index("Your clinics</h2>")]
    assert page.count("Sees its own part") == 3
    assert "Old Studio" in page[page.index("Links that have ended") :]
    assert "Somebody Else's" not in page


def test_link_is_ended_once_what_that_means_is_read(browser, cleo):
    link = ClientFactory(user=cleo, clinic__name="Crown Clinic")
    url = reverse("my:sharing-end", args=[link.pk])
    page = words(browser.get(url))
    assert "From that moment on Crown Clinic sees nothing of you" in page
    link.refresh_from_db()
    assert link.status == ClientStatus.ACTIVE

    page = words(browser.post(url, follow=True))
    assert "Crown Clinic sees nothing of you any more." in page
    assert Client.objects.get().status == ClientStatus.ENDED
    assert "This link had ended before." in words(browser.post(url, follow=True))


def test_link_of_somebody_else_is_not_there(browser):
    link = ClientFactory()
    url = reverse("my:sharing-end", args=[link.pk])
    assert browser.get(url).status_code == 404
    assert browser.post(url).status_code == 404
    link.refresh_from_db()
    assert link.status == ClientStatus.ACTIVE


def test_consent_is_withdrawn_and_given_on_its_day(browser, cleo, clock):
    ClientFactory(user=cleo)
    consents.give(Purpose.CARE, by=cleo, text_version=VERSIONS["care"])
    clock.shift(86400)
    url = reverse("my:consent", args=["care"])
    page = words(browser.post(url, {"act": "withdraw"}, follow=True))

    assert "Your consent is withdrawn, as of now." in page
    assert "While it is so, no clinic sees anything of you." in page
    assert "Sees nothing at present" in page
    history = page[page.index("What you said, day by day") :]
    assert "24 November 2026: Your care – Withdrawn" in history
    assert "23 November 2026: Your care – Given" in history

    sent = {"act": "give", "text_version": VERSIONS["care"]}
    assert "Sees its own part" in words(browser.post(url, sent, follow=True))
    refused = words(browser.post(url, {"act": "give"}, follow=True))
    assert "Nothing was changed." in refused
    assert browser.post("/my/sharing/consents/fame/").status_code == 404
    assert Invitation.objects.count() == 0
