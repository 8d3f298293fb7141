"""The screen of a review: what it shows, and what becomes of a form."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.domain import certifications
from clinics.enums import Act, ClinicStatus, Verification
from clinics.enums import CertificationStatus as Status
from clinics.models import Certification, Clinic, Decision
from portal.moderation.domain import claims
from portal.moderation.forms.review import INTERESTS
from tests.answers import answers_in, text_of
from tests.conftest import TODAY
from tests.factories.clinics import (
    CertificationFactory,
    EvidenceFactory,
    MembershipFactory,
)
from tests.portal.moderation.review.deciding import BAD, decide, stored

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,  # Wagtail's own templates
]
FORM = ".//main//form[@class='review-form']"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def browser(sign_in_as, migrated):
    return sign_in_as("reviewer")


def address(paper) -> str:
    return f"/cms/queue/certification/{paper.pk}/"


def opened(client, paper) -> dict:
    """Claim it by the button, and what the form says before anybody typed."""
    page = client.post(f"{address(paper)}claim/", {"act": "take"}, follow=True)
    return answers_in(page.content.decode(), FORM)


def accepting(client, paper) -> dict:
    """All that accepting asks for."""
    line = paper.type.checklist.get()
    return opened(client, paper) | {
        "act": "accept",
        "licence-found": "accepted",
        "plan-found": "accepted",
        "checked": [str(line.pk)],
        "interests": "on",
        "verification": "document_seen",
    }


def test_paper_that_would_never_count_is_not_accepted_and_why_is_said(browser, paper):
    Certification.objects.update(
        valid_from=TODAY + datetime.timedelta(days=2000), valid_until=None
    )

    told = text_of(
        browser.post(address(paper), accepting(browser, paper)).content.decode()
    )

    assert "This paper begins only after the day" in told
    assert stored(paper).status == Status.SUBMITTED


def pause(client, clock):
    """More than half an hour, in which something was read: the session lasts."""
    clock.shift(20 * MINUTE)
    client.get("/cms/queue/")
    clock.shift(11 * MINUTE)


CHANGES = {
    "act": "request_changes",
    "licence-found": "accepted",
    "plan-found": "deficient",
    "plan-reason": "unreadable",
    "plan-text": "Page 2 is cut off.",
    "interests": "on",
}


def test_screen_shows_all_that_a_decision_rests_on(paper, browser, owner):
    Certification.objects.update(issuer_register_url="https://register.example/")
    page = browser.get(address(paper)).content.decode()
    words = text_of(page)

    for each in (
        "Cardiff Council Their public register",
        "APC-2026-0041",
        "15 January 2026 to 14 January 2029",
        "23 November 2026, 09:00 by Ana Duarte, round 1",
        "The licence licence.pdf",
        "l" * 64,
        "Nobody has it in hand.",
        "Claim for 30 minutes",
    ):
        assert each in words, each
    for each in paper.evidence.all():
        assert f'href="/evidence/{each.key}/"' in page
        assert f'src="/evidence/{each.key}/1/"' in page
    assert "A photo" not in words
    assert "Accept the paper" not in words  # not without a claim
    assert claims.alive("certification", paper.pk) is None


def test_second_round_says_what_is_new(paper, browser, second, owner):
    decide(paper, second, Act.REQUEST_CHANGES, BAD)
    EvidenceFactory(
        certification=paper, slot="plan", round=2, name="mended.pdf", sha256="m" * 64
    )
    certifications.submit(paper, by=owner)

    words = text_of(browser.get(address(paper)).content.decode())

    assert "mended.pdf New in this round" in words
    assert "licence.pdf New" not in words
    assert "Round 1: Deficient: Not readable Page 2 is cut off." in words
    assert "From earlier rounds plan.pdf , round 1" in words
    assert "Changes requested by Second reviewer" in words


def test_paper_is_accepted_on_the_screen(paper, browser, reviewer):
    answers = accepting(browser, paper)

    response = browser.post(address(paper), answers, follow=True)

    assert response.redirect_chain == [("/cms/queue/", 302)]
    assert "Decided: Accepted." in text_of(response.content.decode())
    assert stored(paper).verification == Verification.DOCUMENT_SEEN
    assert paper.decisions.get().interests == str(INTERESTS)
    words = text_of(browser.get(address(paper)).content.decode())
    assert "nothing for you to decide here. It stands at: Accepted." in words


def test_request_for_changes_is_built_from_what_is_deficient(paper, browser):
    answers = opened(browser, paper) | CHANGES

    browser.post(address(paper), answers)

    decision = paper.decisions.get()
    assert (decision.act, decision.reason) == (Act.REQUEST_CHANGES, "unreadable")
    assert decision.text == "A plan: Page 2 is cut off."
    finding = paper.findings.get(slot="plan")
    assert (finding.is_accepted, finding.text) == (False, "Page 2 is cut off.")


def test_rejecting_asks_for_reason_and_words(paper, browser):
    answers = opened(browser, paper) | {"act": "reject", "interests": "on"}
    page = browser.post(address(paper), answers).content.decode()
    assert "Choose a reason." in text_of(page)
    assert "Say why, in words for the clinic." in text_of(page)

    words = {"reason": "not_genuine", "text": "The council never issued it."}
    browser.post(address(paper), answers | words)
    assert stored(paper).status == Status.REJECTED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"act": ""}, "Choose what you decide."),
        ({"interests": ""}, "Whoever cannot say so leaves the decision"),
        ({"plan-found": ""}, "Say what you found."),
        ({"plan-found": "deficient"}, "so the paper cannot be accepted."),
        ({"plan-found": "deficient"}, "Say what is to be mended."),
        ({"checked": []}, "Accepting needs a yes to each of these questions."),
        ({"verification": ""}, "Say how it was verified."),
        ({"verification": "register"}, "Say what you found in the register."),
        (
            {"register_note": "Found.", "register_seen_on": ""},
            "Say on which day you looked.",
        ),
        (
            {"register_note": "Found.", "register_seen_on": "2026-11-24"},
            "This day is still to come.",
        ),
        ({"act": "request_changes"}, "Nothing is deficient"),
    ],
)
def test_half_an_answer_is_told_and_what_was_typed_stays(
    paper, browser, change, refusal
):
    answers = accepting(browser, paper) | {"text": "Typed before."} | change

    page = browser.post(address(paper), answers).content.decode()

    assert refusal in text_of(page)
    assert answers_in(page, FORM)["text"] == ["Typed before."]
    assert stored(paper).status == Status.SUBMITTED


def test_form_sent_twice_decides_once(paper, browser):
    answers = accepting(browser, paper)
    browser.post(address(paper), answers)

    response = browser.post(address(paper), answers, follow=True)

    assert "You have decided on this already." in text_of(response.content.decode())
    assert paper.decisions.count() == 1
    assert paper.findings.count() == 2


def test_claim_that_ended_is_begun_again_and_nothing_is_lost(
    paper, browser, reviewer, clock
):
    answers = opened(browser, paper) | CHANGES
    pause(browser, clock)

    response = browser.post(address(paper), answers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Your half hour was over. Nobody took it" in text_of(page)
    assert not paper.decisions.exists()
    kept = answers_in(page, FORM)
    assert kept["plan-text"] == ["Page 2 is cut off."]

    browser.post(address(paper), kept | {"act": "request_changes"})
    assert stored(paper).status == Status.CHANGES_REQUESTED


def test_stolen_claim_keeps_what_was_typed_and_says_who_has_it(
    paper, browser, reviewer, second, clock
):
    answers = opened(browser, paper) | CHANGES
    clock.shift(5 * MINUTE)
    claims.take_over(
        "certification", paper.pk, by=second, of=reviewer.pk, reason="Urgent."
    )

    response = browser.post(address(paper), answers)
    page = response.content.decode()

    assert response.status_code == 409
    assert "Second reviewer has taken it over at 09:05." in text_of(page)
    assert "This form decides nothing any more." in text_of(page)
    assert answers_in(page, FORM)["plan-text"] == ["Page 2 is cut off."]
    assert not Decision.objects.exists()


def test_decided_meanwhile_is_told_with_who_and_what(
    paper, browser, reviewer, second, clock
):
    answers = accepting(browser, paper)
    pause(browser, clock)
    decide(paper, second, Act.REQUEST_CHANGES, BAD)

    response = browser.post(address(paper), answers)
    words = text_of(response.content.decode())

    assert response.status_code == 409
    assert "Changes requested by Second reviewer, 23 November 2026, 09:31" in words
    assert "This form decides nothing any more." in words
    assert "Nobody took it" not in words
    assert claims.alive("certification", paper.pk) is None
    assert stored(paper).status == Status.CHANGES_REQUESTED


def test_decided_and_handed_in_again_meanwhile_is_not_claimed_anew(
    paper, browser, second, owner, clock
):
    answers = opened(browser, paper) | CHANGES
    pause(browser, clock)
    decide(paper, second, Act.REQUEST_CHANGES, BAD)
    EvidenceFactory(certification=paper, slot="plan", round=2, sha256="m" * 64)
    certifications.submit(paper, by=owner)

    response = browser.post(address(paper), answers)
    page = response.content.decode()

    assert response.status_code == 409
    words = text_of(page)
    assert "Handed in again by Ana Duarte" in words
    assert "Nobody took it" not in words
    assert answers_in(page, FORM)["plan-text"] == ["Page 2 is cut off."]
    assert claims.alive("certification", paper.pk) is None


def test_evidence_replaced_during_the_review_is_looked_at_again(
    paper, browser, second, owner, reviewer, clock
):
    answers = accepting(browser, paper)
    claims.take_over(
        "certification", paper.pk, by=second, of=reviewer.pk, reason="Urgent."
    )
    decide(paper, second, Act.REQUEST_CHANGES, BAD)
    EvidenceFactory(
        certification=paper, slot="plan", round=2, name="mended.pdf", sha256="m" * 64
    )
    certifications.submit(paper, by=owner)
    claims.take("certification", paper.pk, by=reviewer)

    response = browser.post(address(paper), answers)
    page = response.content.decode()

    assert response.status_code == 409
    words = text_of(page)
    assert "Handed in again by Ana Duarte" in words
    assert "New file: mended.pdf" in words
    assert stored(paper).status == Status.SUBMITTED
    browser.post(address(paper), answers_in(page, FORM) | {"act": "accept"})
    assert stored(paper).status == Status.ACCEPTED


def test_form_that_does_not_say_what_it_showed_does_nothing(paper, browser):
    answers = accepting(browser, paper) | {"seen": "forged"}

    response = browser.post(address(paper), answers)

    assert response.status_code == 409
    assert "did not say what it showed" in text_of(response.content.decode())
    assert not Decision.objects.exists()


def test_screen_tells_the_second_reviewer_nothing_of_the_first(
    twice, browser, second, sign_in_as
):
    decide(
        twice, second, register_note="The clerk confirmed it.", register_seen_on=TODAY
    )
    kept = ("Second reviewer", "The clerk confirmed it.", "Decided so far", "Round 1:")

    for path in ("/cms/queue/", address(twice)):
        words = text_of(browser.get(path).content.decode())
        assert "Premises licence" in words
        assert not [each for each in kept if each in words], path
    browser.post(address(twice), accepting(browser, twice))
    words = text_of(browser.get(address(twice)).content.decode())
    assert all(each in words for each in kept)


def test_preview_shows_what_the_public_would_read(paper, browser, reviewer):
    path = f"{address(paper)}preview/"
    words = text_of(browser.get(path).content.decode())
    for each in (
        "Premises licence Valid",
        "The premises were inspected.",
        "Document seen.",
        "Nothing about the ink.",
    ):
        assert each in words, each

    decide(paper, reviewer)
    public = f'href="/v/{stored(paper).shown_code}/"'
    page = browser.get(path).content.decode()
    assert "The public reads nothing of it." in page  # its clinic is not listed yet
    assert public not in page
    Clinic.objects.filter(pk=paper.clinic_id).update(status=ClinicStatus.LISTED)
    assert public in browser.get(path).content.decode()


def test_preview_of_what_was_refused_is_empty(paper, browser, reviewer):
    decide(paper, reviewer, Act.REJECT, [])

    page = browser.get(f"{address(paper)}preview/").content.decode()
    assert "The public reads nothing of it." in page


def test_paper_of_the_own_clinic_is_not_there(paper, browser, reviewer):
    MembershipFactory(clinic=paper.clinic, user=reviewer)

    for path in (address(paper), f"{address(paper)}preview/"):
        assert browser.get(path).status_code == 404
        assert (
            browser.get(address(CertificationFactory())).status_code == 404
        )  # a draft


def test_reviewer_is_told_what_can_be_said_of_a_file_before_reading_it(paper, browser):
    EvidenceFactory(certification__clinic__name="North Street", sha256="z" * 64)
    file = EvidenceFactory(
        certification=paper,
        slot="plan",
        sha256="z" * 64,
        reads_poorly=True,
        latest_day=TODAY - datetime.timedelta(days=30),
        pages=25,
    )

    page = browser.get(address(paper))

    told = text_of(page.content.decode())
    assert "The same file was handed in by North Street." in told
    assert "It may be unreadable" in told
    assert "Expired? The latest date in its text is" in told
    assert "The first 20 pages are shown." in told
    assert f"/evidence/{file.key}/20/" in page.content.decode()
    assert f"/evidence/{file.key}/21/" not in page.content.decode()


def test_screen_costs_the_same_however_many_files_there_are(paper, browser):
    opened(browser, paper)

    def cost():
        browser.get(address(paper))
        with CaptureQueriesContext(connection) as captured:
            browser.get(address(paper))
        return len(captured)

    at_two = cost()
    for number in range(3):
        EvidenceFactory(certification=paper, slot="plan", sha256=f"{number}" * 64)

    assert (at_two, cost()) == (24, 24)
