"""A clinic's list of clients, and the page of each."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare import places
from aftercare.domain import clients
from aftercare.enums import ClientStatus
from aftercare.models import Client
from portal.accounts.domain import consents
from portal.accounts.enums import ConsentAct, InvitedRole, Purpose
from portal.accounts.models import Invitation
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.aftercare import AskerFactory, ClientFactory, TreatmentFactory
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LIST = "/workspace/crown-clinic/clients/"
LONG = "Geraint Llewellyn-Montgomery-Featherstonehaugh of Cardiff Bay"


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("frontdesk")


@pytest.fixture
def clinic(browser):
    return clinic_of("frontdesk")


def invited(clinic, email, **more) -> Invitation:
    return InvitationFactory(
        email=email,
        role=InvitedRole.CLIENT,
        place=places.client(clinic),
        token=email,
        invited_by=UserFactory(display_name="Tobias Reid"),
        **more,
    )


def named(clinic, name, *, asked=False, **more) -> Client:
    make = AskerFactory if asked else ClientFactory
    return make(clinic=clinic, user__display_name=name, **more)


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def test_first_client_is_yet_to_come(browser, clinic):
    page = words(browser.get(LIST))
    assert "No clients yet" in page
    assert "Invite a client" in page
    assert "Nobody has an invitation to answer." in words(
        browser.get(f"{LIST}?show=invited")
    )
    assert "No link has ended." in words(browser.get(f"{LIST}?show=ended"))


def test_list_counts_searches_and_keeps_to_its_own_clinic(browser, clinic):
    named(clinic, LONG)
    rests = named(clinic, "Aisha Rahman")
    ConsentFactory(user=rests.user, act=ConsentAct.WITHDRAWN)
    ended = named(clinic, "Owen Pryce")
    clients.end(ended, by=ended.user)
    named(clinic, "Leo Brandt", asked=True)
    named(clinic_of("other_owner"), "Nia Elsewhere")
    invited(clinic, "ina@example.com")

    page = words(browser.get(LIST))
    for shelf in ("Active (2)", "Invited (1)", "Ended (1)"):
        assert shelf in page
    assert LONG in page
    assert "Consent withdrawn: you see nothing at present" in page
    assert "Leo Brandt" in page[: page.index("Active (2)")]
    for absent in ("Owen Pryce", "Nia Elsewhere", "ina@example.com"):
        assert absent not in page
    assert "ina@example.com" in words(browser.get(f"{LIST}?show=invited"))
    assert "Owen Pryce" in words(browser.get(f"{LIST}?show=ended"))

    found = words(browser.get(LIST, {"q": "featherSTONE"}))
    assert "Active (1)" in found
    assert "Invited (0)" in found
    assert "Aisha Rahman" not in found
    none = words(browser.get(LIST, {"q": "<nobody>"}))
    assert "Nobody here matches “<nobody>”." in none


def test_search_does_not_tell_the_address_of_who_has_gone(browser, clinic):
    ended = named(clinic, "Owen Pryce")
    clients.end(ended, by=ended.user)

    page = words(browser.get(LIST, {"show": "ended", "q": ended.user.email}))
    assert "Owen Pryce" not in page


def test_search_does_not_tell_the_address_of_who_took_care_back(browser, clinic):
    rests = named(clinic, "Aisha Rahman")
    ConsentFactory(user=rests.user, act=ConsentAct.WITHDRAWN)

    assert "Aisha Rahman" not in words(browser.get(LIST, {"q": rests.user.email}))


@pytest.mark.parametrize(("show", "queries"), [("active", 10), ("invited", 10)])
def test_list_costs_the_same_for_one_and_for_many(browser, clinic, show, queries):
    browser.get(LIST)  # the menu is read once
    costs = []
    for number in range(4):
        named(clinic, f"Client {number}")
        named(clinic, f"Asker {number}", asked=True)
        invited(clinic, f"{number}@example.com")
        with CaptureQueriesContext(connection) as asked:
            words(browser.get(LIST, {"show": show}))
        costs.append(len(asked))
    assert set(costs) == {queries}


def test_longer_list_has_pages_that_keep_the_search(browser, clinic):
    for number in range(27):
        named(clinic, f"Client {number:02}")
    page = words(browser.get(LIST, {"q": "client", "page": 2}))

    assert "Client 26" in page
    assert "Client 03" not in page
    assert 'href="?show=active&q=client&page=1"' in page


def test_somebody_is_invited(browser, clinic):
    page = words(
        browser.post(f"{LIST}invite/", {"email": "Ina@Example.com"}, follow=True)
    )
    assert "The invitation is on its way to Ina@Example.com." in page
    assert "ina@example.com" in page
    assert Invitation.objects.get().place == places.client(clinic)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        ("no address", "Enter a valid email address."),
        ("invited", "This address has an invitation already."),
        ("client", "This person is on your list of clients already."),
        ("many", "That were many invitations for one day."),
    ],
)
def test_page_says_why_nobody_is_invited(browser, clinic, make, sentence, monkeypatch):
    email = "ina@example.com" if make != "no address" else "ina"
    if make == "invited":
        invited(clinic, email)
    elif make == "client":
        ClientFactory(clinic=clinic, user__email=email)
    elif make == "many":
        monkeypatch.setattr(clients, "MOST_PER_DAY", 0)
    before = Invitation.objects.count()

    page = words(browser.post(f"{LIST}invite/", {"email": email}))
    assert sentence in page
    assert f'value="{email}"' in page
    assert Invitation.objects.count() == before


def test_invitation_is_sent_again_and_withdrawn(browser, clinic, clock):
    made = invited(clinic, "ina@example.com")
    was = made.token_hash
    send, withdraw = (
        reverse(f"clients:{act}", args=[clinic.slug, made.pk])
        for act in ("resend", "withdraw")
    )
    assert "went out a moment ago" in words(browser.post(send, follow=True))
    made.refresh_from_db()
    assert made.token_hash == was
    clock.shift(60)
    assert "was sent again" in words(browser.post(send, follow=True))
    made.refresh_from_db()
    assert made.token_hash != was
    assert "works no more" in words(browser.post(withdraw, follow=True))
    made.refresh_from_db()
    assert made.withdrawn_at
    for url in (withdraw, send):
        again = words(browser.post(url, follow=True))
        assert "This was answered before: Withdrawn." in again


def test_letters_of_another_clinic_or_to_the_team_are_not_there(browser, clinic):
    theirs = invited(clinic_of("other_owner"), "x@example.com")
    to_team = InvitationFactory(
        role="owner", place=f"clinic:{clinic.pk}", token="team", email="y@example.com"
    )
    for made in (theirs, to_team):
        url = reverse("clients:withdraw", args=[clinic.slug, made.pk])
        assert browser.post(url).status_code == 404
        made.refresh_from_db()
        assert made.withdrawn_at is None


def test_who_asks_is_taken_or_told_no(browser, clinic):
    leo, mia = (named(clinic, name, asked=True) for name in ("Leo Brandt", "Mia Wolf"))
    page = words(browser.get(reverse("clients:client", args=[clinic.slug, leo.pk])))
    assert "You see the name only, until you accept." in page
    assert leo.user.email not in page

    accept = reverse("clients:accept", args=[clinic.slug, leo.pk])
    assert "Leo Brandt is your client now." in words(browser.post(accept, follow=True))
    assert "was answered before" in words(browser.post(accept, follow=True))
    end = reverse("clients:end", args=[clinic.slug, mia.pk])
    assert "Say no to Mia Wolf" in words(browser.get(end))
    browser.post(end)
    assert set(Client.objects.values_list("user__display_name", "status")) == {
        ("Leo Brandt", ClientStatus.ACTIVE),
        ("Mia Wolf", ClientStatus.ENDED),
    }


def test_page_of_a_client_shows_what_the_clinic_may_see(browser, clinic, clock):
    nia = named(clinic, "Nia Okafor", user__time_zone="Africa/Lagos")
    for purpose in (Purpose.CARE, Purpose.PHOTOS):
        ConsentFactory(user=nia.user, purpose=purpose)
    TreatmentFactory(client=nia, clinic=clinic, title="Scar at the back")
    TreatmentFactory(client__user=nia.user, title="Elsewhere")
    url = reverse("clients:client", args=[clinic.slug, nia.pk])
    browser.get(url)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(url))

    assert len(queries) == 10
    for shown in ("Nia Okafor", nia.user.email, "Africa/Lagos", "Scar at the back"):
        assert shown in page
    assert "Elsewhere" not in page
    assert page.count("Allowed since 23 November 2026") == 2
    assert page.count("Not allowed") == 2


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        ("ended", "You see the name and the days, nothing else."),
        ("withdrawn", "You see nothing but the name, from that moment on"),
    ],
)
def test_page_shows_only_the_name_once_the_person_says_so(
    browser, clinic, make, sentence
):
    nia = named(clinic, "Nia Okafor", user__time_zone="Africa/Lagos")
    ConsentFactory(user=nia.user, purpose=Purpose.CARE)
    if make == "ended":
        clients.end(nia, by=nia.user)
    else:
        consents.withdraw(Purpose.CARE, by=nia.user)
    TreatmentFactory(client=nia, clinic=clinic, title="Scar at the back")
    page = words(browser.get(reverse("clients:client", args=[clinic.slug, nia.pk])))

    assert sentence in page
    assert "Nia Okafor" in page
    for hidden in (nia.user.email, "Africa/Lagos", "Consents", "Scar at the back"):
        assert hidden not in page


def test_clinic_ends_the_link_once(browser, clinic):
    nia = named(clinic, "Nia Okafor")
    url = reverse("clients:end", args=[clinic.slug, nia.pk])
    assert "End the link with Nia Okafor" in words(browser.get(url))
    done = words(browser.post(url, follow=True))
    assert "The link with Nia Okafor has ended." in done
    assert "This link had ended before." in words(browser.post(url, follow=True))
    page = words(browser.get(reverse("clients:client", args=[clinic.slug, nia.pk])))
    assert "by the clinic" in page


def test_client_of_another_clinic_is_not_there(browser, clinic):
    other = named(clinic_of("other_owner"), "Nia Elsewhere")
    for act in ("client", "end"):
        url = reverse(f"clients:{act}", args=[clinic.slug, other.pk])
        assert browser.get(url).status_code == 404


@pytest.mark.parametrize("make", ["asks", "ended", "withdrawn"])
def test_without_a_name_the_address_is_told_only_while_it_is_seen(
    browser, clinic, make
):
    nobody = named(clinic, "", asked=make == "asks")
    address = nobody.user.email
    url = reverse("clients:client", args=[clinic.slug, nobody.pk])
    if make != "asks":
        assert address in words(browser.get(LIST))
        assert address in words(browser.get(url))
    if make == "ended":
        gone = words(
            browser.post(
                reverse("clients:end", args=[clinic.slug, nobody.pk]), follow=True
            )
        )
        assert "The link with Somebody without a name has ended." in gone
    elif make == "withdrawn":
        ConsentFactory(user=nobody.user, act=ConsentAct.WITHDRAWN)

    for page in (LIST, f"{LIST}?show=ended", url):
        assert address not in words(browser.get(page))
    assert "Somebody without a name" in words(browser.get(url))


def test_of_somebody_who_was_erased_it_is_told_that_they_left(browser, clinic):
    gone = named(clinic, "Nia Erased")
    clients.end(gone, by=gone.user)
    gone.user.erase()

    ended = words(browser.get(f"{LIST}?show=ended"))
    assert "Somebody who has left" in ended
    assert "Somebody without a name" not in ended
