"""A paper after it was accepted, inside the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics.domain import certifications, objections, sanctions
from clinics.enums import Act, CertificationStatus, Sanction
from clinics.models import Appeal, Certification, Proposal, Reply, SecondLook
from tests.answers import answers_in, form_of, text_of
from tests.clinics.test_sanctions import WORDS
from tests.factories.clinics import (
    AppealFactory,
    CertificationFactory,
    ChecklistLineFactory,
    DecisionFactory,
    EvidenceFactory,
    EvidenceSlotFactory,
    FindingFactory,
    MembershipFactory,
    MisuseReportFactory,
    ProposalFactory,
    ReplyFactory,
    SecondLookFactory,
    SubmissionFactory,
    SuspensionFactory,
)
from tests.factories.people import clinic_of
from tests.portal.moderation.queue.waiting import a_reviewer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own templates
]
S = CertificationStatus
SAID = WORDS | {"reason": "complaint"}


@pytest.fixture
def paper():
    return CertificationFactory(clinic__status="listed", in_force=True)


@pytest.fixture
def reviewer(sign_in_as):
    return sign_in_as("reviewer")


@pytest.fixture
def second(sign_in_as):
    return sign_in_as("second_reviewer")


def sheet(paper) -> str:
    return reverse("moderation:paper", args=[paper.pk])


def act(paper, name) -> str:
    return reverse("moderation:paper-act", args=[paper.pk, name])


def page(client, path) -> str:
    return text_of(client.get(path).content.decode())


def press(client, path, **data) -> str:
    """Answer a form and read the next page."""
    response = client.post(path, form_of(client, path) | data, follow=True)
    return text_of(response.content.decode())


def kept(typed: dict) -> dict:
    """What was typed, as a page gives it back."""
    return {name: [value] for name, value in typed.items()}


def status(paper) -> str:
    return Certification.objects.get(pk=paper.pk).status


def test_one_proposes_on_the_sheet_and_another_confirms(paper, reviewer, second):
    assert "Propose to suspend" in page(reviewer, sheet(paper))
    preview = press(reviewer, act(paper, "suspend"), **SAID, act="preview")
    assert f"What the public will read {WORDS['public_sentence']}" in preview
    assert not Proposal.objects.exists()

    told = press(reviewer, act(paper, "suspend"), **SAID, act="do")
    assert "Another reviewer confirms or declines it." in told
    assert "Propose to suspend" not in told
    assert "Take it back" in told
    where = reverse("moderation:proposal", args=[Proposal.objects.get().pk])
    assert "Confirm or decline" in page(second, sheet(paper))
    assert "What the public will read" in page(second, where)

    told = press(second, where, act="confirmed")

    assert "Confirmed, and done." in told
    assert status(paper) == S.SUSPENDED
    assert "Propose to end the suspension" in told


def test_what_is_missing_is_said_and_what_was_typed_kept(paper, reviewer):
    typed = SAID | {"public_sentence": ""}
    response = reviewer.post(act(paper, "revoke"), typed | {"act": "do"})
    told = text_of(response.content.decode())

    assert "Fill this in." in told
    assert WORDS["text"] in told
    assert not Proposal.objects.exists()


def test_second_proposal_is_refused_and_its_words_kept(paper, person, reviewer):
    sanctions.propose(paper, Sanction.REVOKE, by=person("second_reviewer"), **WORDS)

    response = reviewer.post(act(paper, "suspend"), SAID | {"act": "do"})
    written = response.content.decode()

    assert response.status_code == 409
    assert "another proposal waits already" in text_of(written)
    assert "What the public" not in text_of(written)
    assert answers_in(written).items() >= kept(SAID).items()
    assert Proposal.objects.get().act == Sanction.REVOKE


@pytest.mark.parametrize("name", ["suspend", "suspend-at-once"])
def test_words_about_a_paper_that_has_moved_are_kept(paper, person, reviewer, name):
    certifications.revoke(
        paper, by=person("second_reviewer"), proposed_by=person("admin"), **SAID
    )

    response = reviewer.post(act(paper, name), SAID | {"act": "do"})
    written = response.content.decode()

    assert response.status_code == 409
    assert "has moved meanwhile, and is now: Revoked" in text_of(written)
    assert answers_in(written).items() >= kept(SAID).items()
    assert reviewer.get(act(paper, name)).url == sheet(paper)
    assert not Proposal.objects.exists()


def test_words_are_kept_where_the_paper_moves_at_the_last_moment(
    paper, person, reviewer, monkeypatch
):
    def moves(*_args, **_words):
        Certification.objects.filter(pk=paper.pk).update(status=S.SUSPENDED)
        raise sanctions.MoveNotAllowed

    monkeypatch.setattr(sanctions, "propose", moves)

    response = reviewer.post(act(paper, "suspend"), SAID | {"act": "do"})
    written = response.content.decode()

    assert response.status_code == 409
    assert "is now: Suspended" in text_of(written)
    assert answers_in(written).items() >= kept(SAID).items()


def test_declining_without_a_note_asks_for_it(paper, person, second):
    proposal = sanctions.propose(
        paper, Sanction.SUSPEND, by=person("reviewer"), **WORDS
    )
    where = reverse("moderation:proposal", args=[proposal.pk])

    assert "Say why not." in press(second, where, act="declined")
    assert "Declined." in press(second, where, act="declined", note="No case.")
    late = {"act": "declined", "note": "There is <b>no</b> case."}
    told = text_of(second.post(where, late, follow=True).content.decode())
    assert "settled meanwhile" in told
    assert "You had written: “There is <b>no</b> case.”" in told
    assert status(paper) == S.ACCEPTED


def test_an_emergency_is_suspended_and_taken_back(paper, reviewer):
    told = press(reviewer, act(paper, "suspend-at-once"), **SAID, act="do")
    assert "72 hours" in told
    assert "It ends by itself on" in told

    where = reverse("moderation:proposal", args=[Proposal.objects.get().pk])
    assert "What the public reads" in page(reviewer, where)
    assert "Taken back." in press(reviewer, where, act="withdrawn")


def test_somebody_close_to_the_clinic_is_told_and_refused(paper, person, reviewer):
    MembershipFactory(clinic=paper.clinic, user=person("reviewer"))

    told = page(reviewer, sheet(paper))
    assert "Somebody else acts." in told
    assert "Propose to suspend" not in told
    response = reviewer.post(act(paper, "suspend"), SAID | {"act": "do"})
    written = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else acts." in text_of(written)
    assert answers_in(written).items() >= kept(SAID).items()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("role", ["reviewer", "moderator"])
def test_a_proposal_is_kept_from_who_is_close(paper, person, sign_in_as, role):
    client, where = sign_in_as(role), [sheet(paper)]
    where.append(reverse("moderation:timeline", args=[paper.clinic_id]))
    second = person("second_reviewer")
    refused = sanctions.propose(paper, Sanction.REVOKE, by=second, **WORDS)
    sanctions.decline(refused, by=a_reviewer(), note="No case as yet.")
    text = "Ink of another maker was found."
    sanctions.propose(paper, Sanction.SUSPEND, by=second, **WORDS | {"text": text})
    told = [page(client, path) for path in where]
    assert all(text in words for words in told)
    assert all("No case as yet." in words for words in told)

    near = MembershipFactory(clinic=paper.clinic, user=person(role))

    told = [page(client, path) for path in where]
    assert not any(text in words for words in told)
    assert not any("No case as yet." in words for words in told)
    assert "Suspend" not in told[0].partition("Decisions")[0]
    near.delete()
    Certification.objects.filter(pk=paper.pk).update(submitted_by=person(role))
    assert text not in page(client, sheet(paper))


@pytest.mark.parametrize(
    ("name", "make"),
    [("proposal", ProposalFactory), ("reply", ReplyFactory), ("appeal", AppealFactory)],
)
def test_what_waits_is_not_there_for_a_reviewer_close_to_it(
    reviewer, person, name, make
):
    item = make(text="Ink of another maker was found.")
    about = item if name == "proposal" else item.decision
    where = reverse(f"moderation:{name}", args=[item.pk])
    assert item.text in page(reviewer, where)

    MembershipFactory(clinic=about.certification.clinic, user=person("reviewer"))

    for answer in (reviewer.get(where), reviewer.post(where, {"act": "declined"})):
        assert answer.status_code == 404
        assert item.text not in answer.content.decode()
    told = page(reviewer, sheet(about.certification))
    assert "Read the reply" not in told
    assert "Look at the appeal" not in told


def test_who_proposed_it_still_reads_it_once_close(paper, person, reviewer):
    proposal = sanctions.propose(
        paper, Sanction.SUSPEND, by=person("reviewer"), **WORDS
    )
    MembershipFactory(clinic=paper.clinic, user=person("reviewer"))

    where = reverse("moderation:proposal", args=[proposal.pk])
    assert WORDS["text"] in page(reviewer, where)
    assert WORDS["text"] in page(reviewer, sheet(paper))
    timeline = reverse("moderation:timeline", args=[paper.clinic_id])
    assert "Proposed: Suspend" in page(reviewer, timeline)


def test_who_looks_after_the_register_reads_and_does_not_act(paper, sign_in_as):
    ReplyFactory(decision__certification=paper, text="We have sent every log.")
    told = page(sign_in_as("moderator"), sheet(paper))

    assert "We have sent every log." in told
    assert "Read the reply" not in told
    assert "Propose to suspend" not in told


def test_a_reply_is_published_or_refused_with_a_reason(reviewer):
    reply = ReplyFactory()
    where = reverse("moderation:reply", args=[reply.pk])

    assert reply.text in page(reviewer, where)
    assert "Say why it is not published." in press(reviewer, where, act="refused")
    assert "The public reads it now." in press(reviewer, where, act="published")
    assert Reply.objects.published().get() == reply


def test_an_appeal_is_decided_by_somebody_not_involved(person, reviewer, second):
    filed = AppealFactory(decision__by=person("reviewer"))
    where = reverse("moderation:appeal", args=[filed.pk])

    told = page(reviewer, where)
    assert "neither proposed nor confirmed" in told
    assert "Overturn it" not in told
    assert "Say why." in press(second, where, act="overturned")
    told = press(second, where, act="overturned", note="It was another clinic.")

    assert "Decided" in told
    assert Appeal.objects.get().outcome == "overturned"
    assert status(filed.decision.certification) == S.ACCEPTED


def test_a_second_look_does_not_show_the_first(person, second, reviewer):
    looked = SecondLookFactory(decision__by=person("reviewer"))
    paper = looked.decision.certification
    EvidenceSlotFactory(type=paper.type)
    ChecklistLineFactory(type=paper.type)
    seen = EvidenceFactory(certification=paper)
    EvidenceFactory(certification=paper, round=2, name="came-later.pdf")
    FindingFactory(
        certification=paper, is_accepted=False, reason="other", text="First words."
    )
    where = reverse("moderation:second-look", args=[looked.pk])

    told = page(second, where)
    assert "licence.pdf" in told
    assert "came-later.pdf" not in told
    picture = reverse("evidence:page", args=[seen.key, 1])
    assert f'src="{picture}"' in second.get(where).content.decode()
    assert "Is the address the same?" in told
    for hidden in ("First words.", "Verified with the issuer"):
        assert hidden not in told
    assert reviewer.get(where).status_code == 302  # to the start, with a refusal

    assert "Choose a reason" in press(second, where, would_accept="no", text="No.")
    press(second, where, would_accept="no", reason="wrong_name", text="Another street.")
    assert SecondLook.objects.get().would_accept is False
    told = text_of(
        second.post(where, {"text": "The same street."}, follow=True).content.decode()
    )
    assert "Somebody has looked at this already." in told
    assert "You had written: “The same street.”" in told


def test_the_sheet_costs_the_same_whatever_was_decided(paper, reviewer):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(sheet(paper))
        return len(queries)

    reviewer.get(sheet(paper))
    SuspensionFactory(certification=paper)
    first = cost()
    for _number in range(3):
        ReplyFactory(decision=SuspensionFactory(certification=paper))
    assert (first, cost()) == (18, 18)


# The timeline


def test_everything_about_a_clinic_stands_on_one_line(person, sign_in_as, clock):
    owner = person("owner")
    paper = CertificationFactory(clinic=clinic_of("owner"), in_force=True)
    SubmissionFactory(certification=paper)
    clock.shift(60)
    proposal = sanctions.propose(
        paper, Sanction.SUSPEND, by=person("reviewer"), **WORDS
    )
    clock.shift(60)
    sanctions.confirm(proposal, by=person("second_reviewer"))
    decision = paper.decisions.get()
    clock.shift(60)
    objections.reply(decision, by=owner, text="We have sent every log.")
    clock.shift(60)
    objections.appeal(decision, by=owner, text="It was another clinic.")
    clock.shift(60)
    MisuseReportFactory(certification=paper, place="Corner shop")
    DecisionFactory(text="Of another clinic")
    where = reverse("moderation:timeline", args=[paper.clinic_id])
    moderator = sign_in_as("moderator")

    told = page(moderator, where)
    order = [
        "Corner shop",
        "Appeal filed",
        "Reply written",
        "Suspended",
        "Proposed: Suspend",
        "Handed in, round 1",
    ]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert "Of another clinic" not in told

    told = page(moderator, where + "?kind=appeal")
    assert "Appeal filed" in told
    assert "Reply written" not in told
    assert "Corner shop" not in page(sign_in_as("admin"), where)  # not theirs


def test_a_first_approval_shows_once_the_second_is_there(reviewer):
    waits = CertificationFactory(clinic__status="listed", waiting=True)
    DecisionFactory(certification=waits, act=Act.APPROVE, by__display_name="Ada First")
    where = reverse("moderation:timeline", args=[waits.clinic_id])

    assert "Ada First" not in page(reviewer, where)
    Certification.objects.filter(pk=waits.pk).update(status=S.CHANGES_REQUESTED)
    assert "Ada First" in page(reviewer, where)


def test_the_timeline_is_paged_at_the_same_cost(sign_in_as, paper):
    where = reverse("moderation:timeline", args=[paper.clinic_id])
    reviewer = sign_in_as("reviewer")
    DecisionFactory(certification=paper)
    reviewer.get(where)
    with CaptureQueriesContext(connection) as few:
        reviewer.get(where)
    for _number in range(40):
        DecisionFactory(certification=paper)
    with CaptureQueriesContext(connection) as many:
        told = text_of(reviewer.get(where).content.decode())

    assert "Page 1 of 2" in told
    assert (len(few), len(many)) == (17, 17)
    assert "Page 2 of 2" in page(reviewer, where + "?p=2")


# For those who lead


def test_agreement_has_its_number_and_interval(sign_in_as):
    for _number in range(3):
        SecondLookFactory(looked=True)
    SecondLookFactory(
        looked=True, would_accept=False, reason="incomplete", text="A page is missing."
    )
    told = page(sign_in_as("moderator"), reverse("moderation:agreement"))

    assert "75 %" in told
    assert "3 of 4 second looks" in told
    assert "between 30 % and 95 %" in told
    assert "A page is missing." in told


def test_turnaround_leaves_out_what_the_clinic_took(sign_in_as, clock):
    paper = CertificationFactory(in_force=True, round=2)
    SubmissionFactory(certification=paper)  # Monday 09:00
    clock.shift(3 * 3600)
    DecisionFactory(certification=paper, act="request_changes", **SAID)
    clock.shift(24 * 3600)
    SubmissionFactory(certification=paper, round=2)  # Tuesday 12:00
    clock.shift(2 * 3600)
    DecisionFactory(certification=paper, round=2)
    told = page(sign_in_as("moderator"), reverse("moderation:agreement"))

    assert "no more than 5.0 business hours" in told
    assert "5.0 h 8.0 h" in told


def test_reviewers_do_not_see_what_leads_see(reviewer):
    assert reviewer.get(reverse("moderation:agreement")).status_code == 302
