"""A person shows a clinic what another one did, and takes it back."""

import datetime
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare import access, gates
from aftercare.domain import clients, grants, plans, sessions
from aftercare.enums import Hold
from aftercare.models import Treatment, TreatmentGrant
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.aftercare import (
    ClientFactory,
    SessionBottleFactory,
    SessionFactory,
    TreatmentFactory,
)
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cleo():
    person = UserFactory(email="mover@example.com", display_name="Cleo Marr")
    ConsentFactory(user=person)
    return person


@pytest.fixture
def hairline(cleo):
    """What the first clinic did; its link has ended since."""
    old = ClientFactory(user=cleo, clinic__name="Old Clinic")
    made = TreatmentFactory(client=old, title="Hairline")
    session = SessionFactory(
        treatment=made,
        recorded_at=timezone.now() - 3 * DAY,
        bottles_used=1,
        no_ink_reason="",
        hold=Hold.TOO_SOON,
        go_ahead_reason="Cleo wished it so.",
    )
    SessionBottleFactory(session=session, bottle__clinic=old.clinic)
    plans.launch(session, by=session.recorded_by)
    clients.end(old, by=cleo)
    return made


@pytest.fixture
def link(cleo, person):
    """With the clinic that Cleo moves to: the one of `frontdesk`."""
    desk = person("frontdesk")
    return ClientFactory(user=cleo, clinic=desk.memberships.get().clinic)


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("frontdesk")


@pytest.fixture
def mine(client, cleo):
    client.force_login(cleo)
    return client


def shown(link) -> list[str]:
    return [each.title for each in access.treatments.shown_treatments(link)]


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def page_of(link, treatment) -> str:
    return reverse("clients:shown", args=[link.clinic.slug, link.pk, treatment.pk])


def act_on(link, treatment) -> str:
    return reverse("my:sharing-treatment", args=[link.pk, treatment.pk])


def test_nothing_is_shown_until_its_person_says_so_and_twice_is_once(
    cleo, hairline, link
):
    TreatmentFactory(client=hairline.client, title="Scar")
    assert shown(link) == []

    first = grants.show(hairline, to=link, by=cleo)
    assert grants.show(hairline, to=link, by=cleo) == first
    assert shown(link) == ["Hairline"]
    other = ClientFactory(user=cleo)
    assert shown(other) == []

    for _twice in range(2):
        grants.hide(hairline, to=link, by=cleo)
    assert shown(link) == []
    told = AuditEvent.objects.filter(about_type="aftercare.treatmentgrant")
    assert list(told.order_by("sequence").values_list("verb", "by", "clinic_id")) == [
        ("treatment shown", cleo.pk, link.clinic_id),
        ("treatment hidden", cleo.pk, link.clinic_id),
    ]


def test_ending_the_link_takes_it_back_for_good(cleo, hairline, link):
    grants.show(hairline, to=link, by=cleo)
    clients.end(link, by=MembershipFactory(clinic=link.clinic).user)

    assert TreatmentGrant.objects.get().withdrawn_at == timezone.now()
    assert shown(link) == []
    assert shown(ClientFactory(user=cleo, clinic=link.clinic)) == []


def test_without_consent_to_care_nothing_is_seen(cleo, hairline, link):
    grants.show(hairline, to=link, by=cleo)
    consents.withdraw(Purpose.CARE, by=cleo)

    assert shown(link) == []
    assert not access.sessions.shown_sessions(link, hairline).exists()
    assert access.plans.shown_plan(link, hairline) is None


def test_only_its_person_shows_a_treatment_to_a_clinic_of_theirs(cleo, hairline, link):
    team = MembershipFactory(clinic=link.clinic).user
    stranger = ClientFactory()
    for act in (grants.show, grants.hide):
        for by, to in ((team, link), (stranger.user, link), (cleo, stranger)):
            with pytest.raises(grants.NotTheirs):
                act(hairline, to=to, by=by)
    with pytest.raises(grants.NotActive):
        grants.show(hairline, to=hairline.client, by=cleo)
    with pytest.raises(grants.MadeThere):
        grants.show(TreatmentFactory(client=link), to=link, by=cleo)

    assert not TreatmentGrant.objects.exists()


def test_gate_speaks_of_what_is_shown_and_of_nothing_else(cleo, hairline, link):
    today = timezone.localdate()
    assert gates.holds(cleo, link.clinic, on=today) == []
    assert gates.last_seen(cleo, link.clinic, until=today) is None

    grants.show(hairline, to=link, by=cleo)
    assert gates.holds(cleo, link.clinic, on=today) == [Hold.TOO_SOON_SHOWN]
    assert gates.holds(cleo, link.clinic, on=today + 30 * DAY) == []
    assert gates.holds(cleo, link.clinic, on=today - 9 * DAY) == []
    SessionFactory(treatment__client=link)
    assert gates.holds(cleo, link.clinic, on=today) == [Hold.TOO_SOON]

    grants.hide(hairline, to=link, by=cleo)
    elsewhere = ClinicFactory()
    assert gates.holds(cleo, elsewhere, on=today) == []


def test_a_session_says_that_it_followed_one_elsewhere(
    cleo, hairline, client_link, record
):
    """As the clinic of `record` writes it down."""
    own = Treatment.objects.filter(pk=hairline.pk)
    own.update(client=ClientFactory(user=client_link.user))
    hairline.refresh_from_db()
    grants.show(hairline, to=client_link, by=client_link.user)

    with pytest.raises(sessions.Held) as held:
        record()
    assert held.value.holds == [Hold.TOO_SOON_SHOWN]
    made = record(go_ahead_reason="Another part of the head.")
    assert made.get_hold_display() == (
        "The last session, at another clinic, was only a few days before."
    )


def test_clinic_reads_what_is_shown_and_no_reason_of_the_other_one(
    browser, cleo, hairline, link
):
    grants.show(hairline, to=link, by=cleo)
    client = words(
        browser.get(reverse("clients:client", args=[link.clinic.slug, link.pk]))
    )
    assert "made at Old Clinic, shown by the client" in client

    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(page_of(link, hairline)))
    assert len(queries) == 18
    batch = hairline.sessions.get().bottles.get().bottle.batch
    for told in (
        "Made at Old Clinic, shown by the client.",
        "Hairline",
        batch.shown_lot,
        batch.ink.name,
        "Keep your scalp dry",
        "It began on 20 November 2026 and is the one that runs.",
        "Which clinic made it, what was done",
    ):
        assert told in page
    for hidden in ("Cleo wished it so.", "Correct it", "Scar", "asked by"):
        assert hidden not in page

    begin = reverse("treatments:record-begin", args=[link.clinic.slug, link.pk])
    assert f'href="{begin}?from={hairline.pk}"' in page
    assert 'value="Hairline"' in words(browser.get(f"{begin}?from={hairline.pk}"))
    for other in ("", "x", "999999", "9" * 30, "9" * 5000):
        assert 'value="Hairline"' not in words(browser.get(f"{begin}?from={other}"))


def test_what_is_not_shown_is_not_there(browser, cleo, hairline, link):
    url = page_of(link, hairline)
    assert browser.get(url).status_code == 404

    grants.show(hairline, to=link, by=cleo)
    assert browser.get(url).status_code == 200
    grants.hide(hairline, to=link, by=cleo)
    assert browser.get(url).status_code == 404


def test_person_shows_and_hides_and_reads_what_that_means(mine, hairline, link):
    url = reverse("my:sharing-clinic", args=[link.pk])
    mine.get(url)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(mine.get(url))
    assert len(queries) == 8
    assert "Not shown" in page
    assert "made at Old Clinic" in page
    assert "Your other treatments there, and other clinics you go to" in page

    name = link.clinic.name
    for _twice in range(2):
        page = words(mine.post(act_on(link, hairline), {"act": "show"}, follow=True))
        assert f"{name} can read “Hairline” now." in page
        assert f"{name} reads it since 23 November 2026." in page
    assert "and what you show it" in words(mine.get("/my/sharing/"))
    page = words(mine.post(act_on(link, hairline), {"act": "hide"}, follow=True))
    assert f"{name} sees nothing of “Hairline” any more." in page
    assert "and what you show it" not in words(mine.get("/my/sharing/"))
    assert "It could be read from 23 November 2026 to 23 November 2026." in page
    assert TreatmentGrant.objects.count() == 1


def test_nothing_is_shown_through_a_link_that_is_not_active(mine, cleo, hairline, link):
    clients.end(link, by=cleo)
    page = words(mine.post(act_on(link, hairline), {"act": "show"}, follow=True))

    assert "Nothing was shown: this link is not active." in page
    assert "This link has ended: it sees your name and the days" in page
    assert "Show it" not in page


def test_nothing_is_shown_while_the_consent_to_care_is_taken_back(
    mine, cleo, hairline, link
):
    other = TreatmentFactory(client=hairline.client, title="Scar")
    grants.show(other, to=link, by=cleo)
    consents.withdraw(Purpose.CARE, by=cleo)

    page = words(mine.get(reverse("my:sharing-clinic", args=[link.pk])))
    assert "Show it" not in page
    assert page.count("Hide it") == 1
    page = words(mine.post(act_on(link, hairline), {"act": "show"}, follow=True))
    assert "Nothing was shown: you have taken the consent to care back." in page
    assert "can read" not in page
    assert TreatmentGrant.objects.get().treatment == other
    page = words(mine.post(act_on(link, other), {"act": "hide"}, follow=True))
    assert "sees nothing of “Scar” any more." in page
    assert "Hide it" not in page


def test_page_without_anything_to_show_and_with_care_taken_back(mine, cleo, link):
    url = reverse("my:sharing-clinic", args=[link.pk])
    assert "No other clinic has written a treatment down for you." in words(
        mine.get(url)
    )
    consents.withdraw(Purpose.CARE, by=cleo)
    assert "You have taken the consent to care back" in words(mine.get(url))


def test_a_treatment_of_somebody_else_or_of_that_clinic_is_not_there(mine, link):
    for treatment in (TreatmentFactory(), TreatmentFactory(client=link)):
        url = act_on(link, treatment)
        assert mine.post(url, {"act": "show"}).status_code == 404
