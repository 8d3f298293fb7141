"""The code at the desk: it lets people ask, and is withdrawn."""

import html

import pytest
from django.urls import reverse

from aftercare.domain import desk_links
from aftercare.domain.clients import NotTheirs
from aftercare.enums import ClientStatus
from aftercare.models import Client, DeskLink
from portal.accounts import consent_texts
from portal.accounts.enums import Purpose
from tests.factories.accounts import UserFactory
from tests.factories.clinics import MembershipFactory
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
DESK = "/workspace/crown-clinic/clients/desk/"
YES = {
    "adult": "on",
    "time_zone": "Europe/Lisbon",
    "care": consent_texts.current(Purpose.CARE).version,
}


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def test_clinic_has_one_code_until_it_is_withdrawn():
    member = MembershipFactory()
    clinic, by = member.clinic, member.user
    first = desk_links.make(clinic, by=by)
    assert desk_links.make(clinic, by=by) == first

    assert desk_links.withdraw(clinic, by=by).withdrawn_by == by
    with pytest.raises(desk_links.NoLink):
        desk_links.withdraw(clinic, by=by)
    second = desk_links.make(clinic, by=by)
    assert second.token != first.token
    assert len(second.token) >= 32
    assert str(second).startswith(f"{clinic.pk}: ")


def test_strangers_neither_make_nor_withdraw_a_code():
    member = MembershipFactory()
    desk_links.make(member.clinic, by=member.user)
    for somebody in (UserFactory(), MembershipFactory().user):
        for act in (desk_links.make, desk_links.withdraw):
            with pytest.raises(NotTheirs):
                act(member.clinic, by=somebody)

    assert DeskLink.objects.open().count() == 1


def test_code_is_made_shown_and_withdrawn(sign_in_as):
    browser = sign_in_as("frontdesk")
    assert "Make a code" in words(browser.get(DESK))
    made = words(browser.post(f"{DESK}make/", follow=True))
    link = DeskLink.objects.get()
    address = reverse("my:desk", args=[link.token])
    assert "Become a client of" in made
    assert made.count(address) == 2  # as a drawing's title, and to be typed

    assert "leads nowhere" in words(browser.post(f"{DESK}withdraw/", follow=True))
    again = words(browser.post(f"{DESK}withdraw/", follow=True))
    assert "There was no code any more." in again


def test_whoever_scans_it_asks_and_is_no_client_yet(sign_in_as, person):
    clinic = clinic_of("owner")
    link = desk_links.make(clinic, by=person("owner"))
    path = reverse("my:desk", args=[link.token])
    browser = sign_in_as("other_client")
    assert f"Ask {clinic.name} to be your clinic" in words(browser.get(path))
    assert not clinic.clients.exists()

    assert "Waits for the clinic" in words(browser.post(path, YES, follow=True))
    assert clinic.clients.get().status == ClientStatus.ASKED
    assert not Client.objects.active().filter(clinic=clinic).exists()

    desk_links.withdraw(clinic, by=person("owner"))
    for answer in (browser.get(path), browser.post(path, YES)):
        assert "This code leads nowhere" in words(answer, 404)


def test_stranger_signs_in_first_and_comes_back(sign_in_as, person):
    link = desk_links.make(clinic_of("owner"), by=person("owner"))
    answer = sign_in_as("anonymous").get(reverse("my:desk", args=[link.token]))
    assert answer.url == f"/account/login/?next=/my/desk/{link.token}/"
