"""The ink passport: for life, computed on the day of asking, shown by a link."""

import datetime

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aftercare import passport
from aftercare.domain import clients, corrections, passports, sessions
from aftercare.models import PassportLink
from clinics.enums import Act
from tests.answers import text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory, SessionFactory
from tests.factories.clinics import (
    CertificationFactory,
    DecisionFactory,
    MembershipFactory,
    PlacementFactory,
)
from tests.factories.inks import (
    BottleFactory,
    LabelLineFactory,
    LabReportFactory,
    passing,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MINE = "/my/passport/"


def words(response):
    return text_of(response.content.decode())


def browser_of(person):
    browser = Browser()
    browser.force_login(person)
    return browser


@pytest.fixture
def cleo(client_link):
    return browser_of(client_link.user)


@pytest.fixture
def tested(bottle):
    """A report on the bottle's batch that keeps every limit of the EU, and a label."""
    passing(LabReportFactory(batch=bottle.batch, accepted=True))
    LabelLineFactory(bottle=bottle, duty="batch")
    return bottle


def test_a_passport_says_what_went_in_when_and_by_whom(
    record, tested, clinic, client_link, cleo
):
    paper = CertificationFactory(clinic=clinic, in_force=True)
    DecisionFactory(certification=paper, act=Act.ACCEPT, at=NOW - 90 * DAY)
    record()
    batch = tested.batch

    page = words(cleo.get(MINE))

    for told in (
        "Crown Clinic",
        "Tobias Reid",
        batch.ink.name,
        batch.ink.shade,
        batch.shown_lot,
        "Below every limit tested",
        "A batch number that belongs to this batch alone stands on it.",
        "Premises licence Valid Valid",
    ):
        assert told in page


def test_a_paper_that_ended_since_held_on_that_day(record, clinic, client_link, clock):
    paper = CertificationFactory(
        clinic=clinic,
        in_force=True,
        valid_until=TODAY + 10 * DAY,
        counts_until=TODAY + 10 * DAY,
    )
    DecisionFactory(certification=paper, act=Act.ACCEPT, at=NOW - 90 * DAY)
    record()
    clock.shift(40 * DAY)

    (entry,) = passport.of(client_link.user)

    (line,) = entry.papers
    assert (line.then.word, line.now.word) == ("Valid", "Expired")


def test_a_passport_outlives_the_link_to_the_clinic(record, client_link, cleo):
    session = record()
    clients.end(client_link, by=client_link.user)

    assert [each.session for each in passport.of(client_link.user)] == [session]
    assert "Tobias Reid" in words(cleo.get(MINE))


def test_a_passport_holds_the_sessions_of_one_person_at_all_clinics(
    record, client_link
):
    other = MembershipFactory()
    SessionFactory()  # somebody else's
    first = record()
    second = record(
        ClientFactory(clinic=other.clinic, user=client_link.user),
        by=other.user,
        bottles=[BottleFactory(clinic=other.clinic, in_use=True)],
        practitioner=PlacementFactory(clinic=other.clinic).practitioner,
        performed_at=NOW - 2 * DAY,
    )

    assert [each.session for each in passport.of(client_link.user)] == [first, second]


def test_both_versions_of_a_correction_stand_in_ones_own_passport(
    record, clinic, bottle, desk, cleo, clock
):
    session = record()
    clock.shift(2 * DAY)
    spare = BottleFactory(clinic=clinic, in_use=True)
    corrections.amend(
        session,
        seen=corrections.facts(session),
        practitioner=session.practitioner,
        performed_at=session.performed_at,
        bottles=[spare],
        no_ink_reason="",
        reason="The wrong bottle.",
        by=desk,
    )

    page = words(cleo.get(MINE))

    assert f"Ink {bottle} {spare}" in page
    assert f"{desk}: The wrong bottle." in page


def test_the_client_confirms_once_what_was_handed_over(record, desk, cleo, client_link):
    session = record()
    address = f"{MINE}{session.pk}/received/"
    cleo.post(address)
    session.refresh_from_db()
    assert session.received_at is None

    sessions.hand_over(session, by=desk)
    assert "I have received both" in words(cleo.get(MINE))
    cleo.post(address)

    session.refresh_from_db()
    assert session.received_at == NOW
    assert "I have received both" not in words(cleo.get(MINE))


def test_an_empty_passport_says_so_and_offers_no_link():
    page = words(browser_of(UserFactory()).get(MINE))

    assert "No session yet" in page
    assert "Make a link" not in page


def shown_at(person) -> str:
    return f"/passport/{passports.token(passports.link_of(person))}/"


def test_a_link_shows_the_passport_and_nothing_of_the_person(
    record, tested, client_link, cleo
):
    record(risks=["diabetes"], title="Scar at the back")
    assert "Make a link" in words(cleo.get(MINE))
    cleo.post(f"{MINE}link/")

    answer = Browser().get(shown_at(client_link.user))

    page = words(answer)
    assert tested.batch.shown_lot in page
    for private in ("Cleo", "cleo@", "iabetes", "Scar at the back"):
        assert private not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_withdrawn_link_leads_nowhere_and_the_next_one_elsewhere(
    record, tested, client_link, cleo
):
    record()
    cleo.post(f"{MINE}link/")
    old = shown_at(client_link.user)
    cleo.post(f"{MINE}link/withdraw/")

    gone = Browser().get(old)
    assert gone.status_code == 404
    assert "This link leads to no passport" in words(gone)
    assert tested.batch.shown_lot not in words(gone)

    cleo.post(f"{MINE}link/")
    assert shown_at(client_link.user) != old
    assert Browser().get(old).status_code == 404
    assert Browser().get(shown_at(client_link.user)).status_code == 200


def test_two_clicks_make_one_link(client_link):
    first = passports.make_link(by=client_link.user)

    assert passports.make_link(by=client_link.user) == first
    assert PassportLink.objects.count() == 1


def test_withdrawing_what_is_not_there_changes_nothing(client_link):
    with pytest.raises(passports.NoLink):
        passports.withdraw_link(by=client_link.user)


def test_nobody_guesses_a_link(client_link):
    """Who knows the key of the row still lacks our signature."""
    link = passports.make_link(by=client_link.user)
    good = passports.token(link)
    others = Signer(salt="another", sep=".").sign(link.key.hex)

    assert passports.person_behind(good) == client_link.user
    for bad in (link.key.hex, str(link.key), good[:-1], others, "x"):
        assert passports.person_behind(bad) is None


def test_a_passport_costs_the_same_queries_however_long_it_is(
    record, tested, clinic, client_link, cleo, clock
):
    paper = CertificationFactory(clinic=clinic, in_force=True)
    DecisionFactory(certification=paper, act=Act.ACCEPT, at=NOW - 90 * DAY)
    session = record()
    counts = []
    for _ in range(2):
        cleo.force_login(client_link.user)  # the last session may have run out
        cleo.get(MINE)
        with CaptureQueriesContext(connection) as captured:
            cleo.get(MINE)
        counts.append(len(captured))
        for _ in range(3):
            clock.shift(9 * DAY)
            record(treatment=session.treatment, performed_at=timezone.now())

    assert counts == [13, 13]
