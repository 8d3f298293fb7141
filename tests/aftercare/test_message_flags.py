"""A message of the other side, brought before the moderators and decided."""

from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare import own_data
from aftercare.domain import attachments, message_flags, report_answers, reports
from aftercare.enums import FlagDecision, FlagReason
from aftercare.models import Client, MessageFlag
from clinics import rules
from tests.aftercare.domain.test_attachments import letter
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.factories.accounts import UserFactory
from tests.factories.clinics import MembershipFactory
from tests.factories.people import clinic_of
from tests.factories.plans import launched
from tests.factories.reports import MessageFlagFactory

pytestmark = pytest.mark.django_db
RUDE = {"reason": "rude", "text": "It calls me a coward."}
ABUSE = {"reason": "abuse", "text": "A threat."}


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def moderator(person):
    return person("moderator")


@pytest.fixture
def report(me, person):
    person("frontdesk")
    return send(launched(me, days_ago=5), INFECTED)


@pytest.fixture
def theirs(report, person):
    """The clinic's, with a file."""
    return report_answers.reply(
        report,
        key=uuid4(),
        text="Do not be a coward.",
        watch_for="A fever.",
        come_back="Never.",
        files=attachments.ready([letter()]),
        seen=report_answers.seen(report),
        by=person("frontdesk"),
    )


@pytest.fixture
def mine(report, me):
    return reports.write(report, key=uuid4(), text="I know where you live.", by=me)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def own_page(report) -> str:
    return reverse("my:report-shown", args=[report.number])


def case(report) -> str:
    return reverse("inbox:report", args=[report.clinic.slug, report.number])


def of_mine(message) -> str:
    report = message.report
    at = [report.clinic.slug, report.number, message.pk]
    return reverse("inbox:message-flag", args=at)


def of_theirs(message) -> str:
    return reverse("my:message-flag", args=[message.report.number, message.pk])


def decided(flag, by, decision=FlagDecision.WORD, note="Please keep to the matter."):
    return message_flags.decide(flag, decision=decision, note=note, by=by)


def test_the_client_reports_a_message_of_the_clinic_and_is_told(
    sign_in_as, report, theirs, mine
):
    browser, staff = sign_in_as("client"), sign_in_as("frontdesk")
    page = html(browser.get(own_page(report)))
    assert of_theirs(theirs) in page
    assert of_theirs(mine) not in page

    asked = html(browser.get(of_theirs(theirs)))
    assert "It keeps me from seeing a doctor" in asked
    assert "It insults or threatens us" not in asked
    assert "Do not be a coward." in asked
    for _ in range(2):  # a second click
        page = html(browser.post(of_theirs(theirs), RUDE, follow=True))
        assert "Our moderators look at this message." in page
    assert "You reported it on" in page
    flag = MessageFlag.objects.get()
    assert (flag.message, flag.reason, flag.text) == (theirs, "rude", RUDE["text"])
    assert browser.get(of_theirs(theirs)).status_code == 302
    assert "Our moderators" not in html(staff.get(case(report)))


def test_the_clinic_reports_a_message_of_the_client(sign_in_as, report, mine, theirs):
    staff, browser = sign_in_as("frontdesk"), sign_in_as("client")
    page = html(staff.get(case(report)))
    assert of_mine(mine) in page
    assert of_mine(theirs) not in page

    asked = html(staff.get(of_mine(mine)))
    assert "It insults or threatens us" in asked
    assert "keeps me from seeing a doctor" not in asked
    page = html(staff.post(of_mine(mine), ABUSE, follow=True))
    assert "You reported it on" in page
    assert MessageFlag.objects.get().message == mine
    assert "Our moderators" not in html(browser.get(own_page(report)))


def test_each_side_reaches_the_messages_of_the_other_alone(
    sign_in_as, report, mine, theirs
):
    browser, staff = sign_in_as("client"), sign_in_as("frontdesk")
    other = send(report.plan, INFECTED)

    wrong = reverse("my:message-flag", args=[other.number, theirs.pk])
    for reader, at in (
        (browser, of_theirs(mine)),
        (staff, of_mine(theirs)),
        (browser, wrong),
    ):
        assert reader.get(at).status_code == 404
        assert reader.post(at, RUDE).status_code == 404
    assert not MessageFlag.objects.exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"reason": "rude", "text": ""}, "Fill this in."),
        ({"text": "My words."}, "Choose one."),
        ({"reason": "abuse", "text": "My words."}, "not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_the_words_are_kept(sign_in_as, theirs, told, said):
    page = html(sign_in_as("client").post(of_theirs(theirs), told))

    assert said in page
    assert told["text"] in page
    assert not MessageFlag.objects.exists()


def test_both_sides_read_what_was_decided(sign_in_as, report, theirs, me, moderator):
    flag = message_flags.flag(theirs, reason=FlagReason.RUDE, text="Rude.", by=me)
    decided(flag, moderator)

    for page in (
        html(sign_in_as("client").get(own_page(report))),
        html(sign_in_as("frontdesk").get(case(report))),
    ):
        assert "Please keep to the matter." in page
        assert "It stays, with a word to who wrote it" in page
        assert "Do not be a coward." in page
        assert "Rude." not in page


def test_a_hidden_message_is_read_by_neither_side_and_neither_are_its_files(
    sign_in_as, report, theirs, me, moderator
):
    browser, staff = sign_in_as("client"), sign_in_as("frontdesk")
    attached = theirs.attachments.get()
    addresses = (
        (browser, reverse("my:attachment", args=[attached.key])),
        (staff, f"{case(report)}attachments/{attached.key}/"),
    )
    for reader, at in addresses:
        assert reader.get(at).status_code == 200
    flag = message_flags.flag(theirs, reason=FlagReason.KEEPS, text="It.", by=me)
    decided(flag, moderator, FlagDecision.HIDDEN, "It kept somebody from a doctor.")

    for page in (
        html(browser.get(own_page(report))),
        html(staff.get(case(report))),
    ):
        assert "Do not be a coward." not in page
        assert "letter.pdf" not in page
        assert "Our moderators hid this message from both sides." in page
        assert "It kept somebody from a doctor." in page
    for reader, at in addresses:
        assert reader.get(at).status_code == 404


def test_who_may_see_it(me, moderator, person, theirs, mine):
    rude = message_flags.flag(theirs, reason=FlagReason.RUDE, text="Rude.", by=me)
    threat = message_flags.flag(mine, reason=FlagReason.ABUSE, text="So.", by=me)
    assert set(message_flags.readable(moderator)) == {rude, threat}
    for role in ("client", "owner", "reviewer"):
        assert not message_flags.readable(person(role)).exists()

    now = rude.flagged_at
    Client.objects.update(status="ended", ended_at=now, ended_by=me)
    assert set(message_flags.readable(moderator)) == {rude}  # the client's own wish
    MembershipFactory(user=moderator, clinic=clinic_of("owner"))
    rules.forget(moderator)
    assert not message_flags.readable(moderator).exists()
    with pytest.raises(message_flags.NotYours):
        decided(rude, moderator)


def test_it_is_decided_once(moderator):
    flag = MessageFlagFactory()
    decided(flag, moderator)

    with pytest.raises(message_flags.NotNow):
        decided(flag, moderator)
    with pytest.raises(message_flags.NotNow):
        message_flags.open_up(flag, reason="Late.", by=moderator)


def test_opening_holds_for_half_an_hour_and_for_one_moderator(
    moderator, person, clock, sign_in_as, report, theirs, me
):
    flag = message_flags.flag(theirs, reason=FlagReason.RUDE, text="Rude.", by=me)
    for _ in range(2):
        message_flags.open_up(flag, reason="To see what came before.", by=moderator)

    assert flag.openings.count() == 1
    assert message_flags.open_until(flag, by=moderator)
    assert message_flags.open_until(flag, by=UserFactory()) is None
    page = html(sign_in_as("client").get(own_page(report)))
    assert "a moderator opened your name and these messages" in page
    assert "To see what came before." in page
    clock.shift(message_flags.LASTS)
    assert message_flags.open_until(flag, by=moderator) is None


def test_my_data_tells_of_it(me, moderator, theirs):
    flag = message_flags.flag(theirs, reason=FlagReason.RUDE, text="Rude.", by=me)
    message_flags.open_up(flag, reason="To see.", by=moderator)
    parts = own_data.for_programs(me)["parts"]

    assert parts["reported_messages"][0]["text"] == "Rude."
    assert parts["opened_threads"][0]["reason"] == "To see."
