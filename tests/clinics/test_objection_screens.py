"""What a clinic's team sees of a decision, and what its owner says against it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics.domain import objections
from clinics.models import Appeal, Certification, Reply
from tests.answers import form_of, text_of
from tests.conftest import NOW
from tests.factories.clinics import (
    AppealFactory,
    CertificationFactory,
    PlacementFactory,
    PractitionerFactory,
    ReplyFactory,
    SuspensionFactory,
)
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SAID = "We have sent every log."


@pytest.fixture
def decision(person):
    person("owner")
    return SuspensionFactory(certification__clinic=clinic_of("owner"))


@pytest.fixture
def owner(decision, sign_in_as):
    return sign_in_as("owner")


def address(decision, name="decisions") -> str:
    paper = decision.certification
    args = ["crown-clinic", paper.shown_code]
    if name != "decisions":
        args.append(decision.pk)
    return reverse(f"workspace:{name}", args=args)


def page(client, path) -> str:
    return text_of(client.get(path).content.decode())


def press(client, path, **data) -> str:
    response = client.post(path, form_of(client, path) | data, follow=True)
    return text_of(response.content.decode())


def test_an_owner_reads_why_and_what_they_can_do(decision, owner):
    told = page(owner, address(decision))

    assert decision.public_sentence in told
    assert decision.text in told
    assert "Reply in public" in told
    assert "You can appeal until 23 December 2026, once." in told


def test_a_reply_is_sent_and_its_clock_told(decision, owner):
    told = press(owner, address(decision, "decision-reply"), text=SAID)

    assert Reply.objects.get().text == SAID
    assert "A reviewer reads it by 30 November 2026" in told
    assert "Reply in public" not in told
    told = page(owner, address(decision, "decision-reply"))
    assert "There is a reply to this decision already." in told


def test_what_is_too_long_is_said_and_kept(decision, owner):
    told = press(owner, address(decision, "decision-reply"), text="a" * 601)

    assert "at most 600" in told
    assert "a" * 601 in told
    assert not Reply.objects.exists()


def test_a_refused_reply_says_why_and_offers_another(decision, owner, person):
    ReplyFactory(
        decision=decision,
        outcome="refused",
        note="It names a client.",
        vetted_at=NOW,
        vetted_by=person("reviewer"),
    )
    told = page(owner, address(decision))

    assert "It names a client." in told
    assert "Reply in public" in told


def test_an_appeal_is_sent_once_and_its_clock_told(decision, owner):
    told = press(owner, address(decision, "decision-appeal"), text=SAID)

    assert Appeal.objects.get().text == SAID
    assert "decides by 7 December 2026, ten working days" in told
    told = page(owner, address(decision, "decision-appeal"))
    assert "You have appealed already" in told


@pytest.mark.parametrize(
    ("name", "factory", "refusal"),
    [
        ("decision-reply", ReplyFactory, "There is a reply to this decision already."),
        ("decision-appeal", AppealFactory, "You have appealed already"),
    ],
)
@pytest.mark.parametrize("text", [SAID, "a" * 2001])
def test_words_of_the_second_to_answer_are_there_to_be_copied(
    decision, owner, name, factory, refusal, text
):
    path = address(decision, name)
    form = form_of(owner, path)
    factory(decision=decision, text="The other owner was faster.")

    response = owner.post(path, form | {"text": text})
    told = text_of(response.content.decode())
    assert response.status_code == 409
    assert refusal in told
    assert f"Copy what you still need: {text}" in told
    assert "The other owner" in (Reply.objects.first() or Appeal.objects.get()).text


@pytest.mark.parametrize("name", ["decision-reply", "decision-appeal"])
def test_words_of_the_second_at_the_same_moment_are_kept_too(
    decision, owner, monkeypatch, name
):
    def faster(*_args, **_named):
        raise objections.AlreadyThere

    path = address(decision, name)
    form = form_of(owner, path) | {"text": SAID}
    monkeypatch.setattr(objections, name.removeprefix("decision-"), faster)
    response = owner.post(path, form)

    assert response.status_code == 409
    assert f"Copy what you still need: {SAID}" in text_of(response.content.decode())


def test_an_appeal_that_came_too_late_is_not_offered(
    decision, owner, sign_in_as, clock
):
    form = form_of(owner, address(decision, "decision-appeal"))
    clock.shift(datetime.timedelta(days=30))
    owner = sign_in_as("owner")  # a session does not last that long

    assert "Appeal" not in page(owner, address(decision)).split("The public reads")[1]
    response = owner.post(
        address(decision, "decision-appeal"), form | {"text": SAID}, follow=True
    )
    assert "30 days" in text_of(response.content.decode())
    assert not Appeal.objects.exists()


def test_what_became_of_an_appeal_is_told(decision, owner, person):
    AppealFactory(
        decision=decision,
        outcome="upheld",
        answer="The log has gaps still.",
        decided_at=NOW,
        decided_by=person("reviewer"),
    )
    told = page(owner, address(decision))

    assert "The decision stands." in told
    assert "The log has gaps still." in told


def test_the_team_reads_and_an_owner_answers(decision, sign_in_as):
    told = page(sign_in_as("frontdesk"), address(decision))

    assert decision.text in told
    assert "An owner answers this." in told
    assert "Reply in public" not in told


def test_a_practitioner_answers_for_their_own_paper(owner, sign_in_as, person):
    profile = PractitionerFactory(user=person("practitioner"), claimed_at=NOW)
    PlacementFactory(practitioner=profile, clinic=clinic_of("owner"))
    theirs = SuspensionFactory(
        certification__clinic=None, certification__practitioner=profile
    )

    assert "The practitioner answers this." in page(owner, address(theirs))
    press(sign_in_as("practitioner"), address(theirs, "decision-reply"), text=SAID)
    assert Reply.objects.get().written_by == person("practitioner")


def test_an_appeal_and_an_unread_reply_are_hidden_from_the_rest_of_the_team(
    decision, sign_in_as
):
    ReplyFactory(decision=decision, text=SAID)
    AppealFactory(decision=decision, text="Only reviewers read this.")

    for role, reads in [("owner", True), ("frontdesk", False), ("practitioner", False)]:
        told = page(sign_in_as(role), address(decision))
        for words in (SAID, "Only reviewers read this.", "Your reply", "Your appeal"):
            assert (words in told) is reads, (role, words)


def test_the_team_of_a_clinic_reads_of_a_practitioners_paper_what_the_public_reads(
    owner, sign_in_as, person
):
    profile = PractitionerFactory(user=person("practitioner"), claimed_at=NOW)
    PlacementFactory(practitioner=profile, clinic=clinic_of("owner"))
    theirs = SuspensionFactory(
        certification__clinic=None, certification__practitioner=profile
    )
    vetted = {"vetted_at": NOW, "vetted_by": person("reviewer")}
    ReplyFactory(decision=theirs, text=SAID, outcome="published", **vetted)
    ReplyFactory(
        decision=theirs, text="It was Ann.", outcome="refused", note="A name.", **vetted
    )
    AppealFactory(decision=theirs, text="Only reviewers read this.")

    told = page(owner, address(theirs))
    assert SAID in told
    assert "The public reads it since 23 November 2026." in told
    for words in ("It was Ann.", "A name.", "Only reviewers", "Your reply", "appeal"):
        assert words not in told
    told = page(sign_in_as("practitioner"), address(theirs))
    for words in (
        SAID,
        "It was Ann.",
        "A name.",
        "Only reviewers read this.",
        "Your reply",
    ):
        assert words in told


def test_a_practitioner_without_a_clinic_answers_at_their_own_desk(
    sign_in_as, person, mailoutbox, django_capture_on_commit_callbacks
):
    profile = PractitionerFactory(user=person("practitioner"), claimed_at=NOW)
    theirs = SuspensionFactory(
        certification__clinic=None, certification__practitioner=profile
    )
    code = theirs.certification.shown_code
    client, overview = sign_in_as("practitioner"), "practitioner-own-decisions"

    told = page(client, reverse(overview, args=[code]))
    assert "Reason, for you:" in told
    for answer in ("reply", "appeal"):
        name = f"practitioner-own-decision-{answer}"
        told = press(client, reverse(name, args=[code, theirs.pk]), text=SAID)
    assert "A reviewer reads it by 30 November 2026" in told
    assert "decides by 7 December 2026" in told
    assert Reply.objects.get().text == Appeal.objects.get().text == SAID

    with django_capture_on_commit_callbacks(execute=True):
        objections.publish(Reply.objects.get(), by=person("reviewer"))
    (letter,) = mailoutbox
    assert letter.to == ["practitioner@example.com"]
    assert reverse(overview, args=[code]) in letter.body


def test_a_paper_of_somebody_else_is_not_at_ones_own_desk(sign_in_as, person, decision):
    PractitionerFactory(user=person("practitioner"), claimed_at=NOW)
    address = "practitioner-own-decisions"
    path = reverse(address, args=[decision.certification.shown_code])

    assert sign_in_as("practitioner").get(path).status_code == 404


def test_an_emergency_has_no_answer_yet(decision, owner):
    paper = CertificationFactory(
        clinic=clinic_of("owner"),
        in_force=True,
        held_until=NOW + datetime.timedelta(hours=72),
    )
    SuspensionFactory(certification=paper, act="emergency", proposed_by=None)
    told = page(
        owner, reverse("workspace:decisions", args=["crown-clinic", paper.code])
    )

    assert "Another reviewer has to confirm this by 26 November 2026" in told
    assert "Reply in public" not in told


@pytest.mark.usefixtures("migrated")
def test_the_page_costs_the_same_whatever_was_said(decision, owner):
    owner.get(address(decision))
    with CaptureQueriesContext(connection) as few:
        owner.get(address(decision))
    for _number in range(3):
        more = SuspensionFactory(certification=decision.certification)
        ReplyFactory(decision=more)
        AppealFactory(decision=more)
    with CaptureQueriesContext(connection) as many:
        owner.get(address(decision))

    assert (len(few), len(many)) == (8, 8)


def test_a_suspended_paper_leads_there_from_the_first_page(decision, owner):
    told = owner.get(reverse("workspace:dashboard", args=["crown-clinic"]))
    assert address(decision) in told.content.decode()
    assert Certification.objects.count() == 1
