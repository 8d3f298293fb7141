"""Whoever stands in front of a poster is told what holds, at one look."""

import datetime
import zoneinfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from clinics import codes
from clinics.enums import (
    Act,
    CertificationStatus,
    Claim,
    ClinicStatus,
    Reason,
    Subject,
    Verification,
)
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    DecisionFactory,
    PlacementFactory,
    PractitionerFactory,
    StatusChangeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOBODYS = codes.with_checks("8K2M4T7QWX")


def days(number):
    return TODAY + datetime.timedelta(days=number)


def paper(**fields):
    fields.setdefault("clinic", None)
    if fields["clinic"] is None and "practitioner" not in fields:
        fields["clinic"] = ClinicFactory(
            status=ClinicStatus.LISTED, name="Crown Studio"
        )
    begins = {"valid_from": days(-300), "valid_until": days(700)}
    ends = {"counts_until": fields.get("valid_until", days(700))}
    return CertificationFactory(in_force=True, **begins | ends | fields)


def address(certification):
    return f"/v/{codes.shown(certification.code)}/"


def page(certification) -> str:
    cache.clear()
    return Client().get(address(certification)).content.decode()


def heading(html) -> str:
    return html.partition("<h1>")[2].partition("</h1>")[0]


def decide(certification, act, sentence):
    DecisionFactory(
        certification=certification,
        act=act,
        at=NOW - datetime.timedelta(days=5),
        reason=Reason.COMPLAINT,
        text="For the team only.",
        public_sentence=sentence,
    )


def suspended():
    made = paper(status=CertificationStatus.SUSPENDED)
    decide(made, Act.SUSPEND, "The council is looking into a complaint.")
    return made


def revoked():
    made = paper(status=CertificationStatus.REVOKED)
    decide(made, Act.REVOKE, "The council has withdrawn it.")
    return made


def superseded():
    made = paper(status=CertificationStatus.SUPERSEDED)
    paper(clinic=made.clinic, renews=made)
    return made


def under_review(status=CertificationStatus.SUBMITTED):
    made = paper(valid_until=days(-1))
    CertificationFactory(
        clinic=made.clinic,
        renews=made,
        status=status,
        submitted_at=NOW,
        submitted_by=made.submitted_by,
    )
    return made


def without_end(**fields):
    kind = CertificationTypeFactory(
        claim=Claim.REGISTERED, longest_validity_months=None
    )
    return paper(type=kind, valid_until=None, **fields)


STATES = {
    "valid": (paper, "good", "Valid", "Licensed until 23 October 2028."),
    "expiring": (
        lambda: paper(valid_until=days(20)),
        "warn",
        "Valid, ends soon",
        "Licensed until 13 December 2026.",
    ),
    "not yet valid": (
        lambda: paper(valid_from=days(2)),
        "info",
        "Not yet valid",
        "It begins on 25 November 2026.",
    ),
    "expired": (
        lambda: paper(valid_until=days(-1)),
        "bad",
        "Expired",
        "It ended on 22 November 2026.",
    ),
    "renewal under review": (
        under_review,
        "bad",
        "Expired, renewal under review",
        "Until they decide, this does not hold.",
    ),
    "renewal sent back": (
        lambda: under_review(CertificationStatus.CHANGES_REQUESTED),
        "bad",
        "Expired",
        "It ended on 22 November 2026.",
    ),
    "suspended": (
        suspended,
        "bad",
        "Suspended",
        "Suspended since 18 November 2026.",
    ),
    "revoked": (revoked, "bad", "Revoked", "Revoked on 18 November 2026."),
    "superseded": (
        superseded,
        "neutral",
        "Replaced by a newer one",
        "This one does not count any more.",
    ),
    "without an end": (
        lambda: without_end(counts_until=days(200)),
        "good",
        "Valid",
        "Registered, without an end.",
    ),
    "re-check due": (
        lambda: without_end(counts_until=days(20)),
        "warn",
        "Valid, re-check due",
        "We look again by 13 December 2026.",
    ),
    "re-check overdue": (
        lambda: without_end(counts_until=days(-1)),
        "bad",
        "Re-check overdue",
        "We vouched for it until 22 November 2026",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_page_says_in_one_look_what_holds(state):
    make, kind, word, sentence = STATES[state]

    html = page(make())

    assert heading(html) == word
    assert f'class="verdict verdict--{kind}"' in html
    assert sentence in html
    assert "As of 23 November 2026, 09:00" in html
    assert "Crown Studio" in html
    assert "Rua do Carmo 12" in html


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (suspended, "The council is looking into a complaint."),
        (revoked, "The council has withdrawn it."),
    ],
)
def test_what_was_taken_away_says_so_with_the_public_sentence(make, sentence):
    html = page(make())

    assert sentence in html
    assert "For the team only." not in html


def test_lifted_suspension_is_history():
    made = suspended()
    made.status = CertificationStatus.ACCEPTED
    made.save()

    html = page(made)

    assert heading(html) == "Valid"
    assert "looking into a complaint" not in html


def test_replaced_paper_leads_to_the_one_that_replaced_it():
    old = superseded()
    newer = old.renewals.get()

    assert f'href="{address(newer)}"' in page(old)
    assert heading(page(newer)) == "Valid"


@pytest.mark.parametrize("verification", Verification)
def test_page_says_how_it_was_checked_in_the_four_words(verification):
    html = page(paper(verification=verification))

    said = {
        word
        for word in Verification
        if f"<strong>{word.label}." in html.replace("&#x27;", "'")
    }
    assert said == {verification}
    assert "A certification reviewer who has no tie" in html


def test_page_names_both_reviewers_by_their_role_alone():
    made = paper(type=CertificationTypeFactory(approvals_needed=2))
    made.accepted_by.display_name = "Rosa Reviewer"
    made.accepted_by.save()

    html = page(made)

    assert "2 certification reviewers, each on their own" in html
    assert "Rosa" not in html


def test_paper_that_outlasts_our_last_look_says_when_we_look_again():
    html = page(paper(counts_until=days(100)))

    assert "Licensed until 23 October 2028." in html
    assert "We look again by 3 March 2027." in html


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (ClinicStatus.SUSPENDED, "Clinic suspended"),
        (ClinicStatus.CLOSED, "Clinic closed"),
    ],
)
def test_paper_of_a_clinic_off_the_list_does_not_glow(status, word):
    made = paper(counts_until=days(100))
    made.clinic.status = status
    made.clinic.save()
    StatusChangeFactory(
        clinic=made.clinic,
        was=ClinicStatus.LISTED,
        to=status,
        at=NOW - datetime.timedelta(days=3),
        reason="For the team only.",
        public_sentence="It did not answer urgent reports.",
    )

    html = page(made)

    assert heading(html) == word
    assert "verdict--bad" in html
    assert "since 20 November 2026." in html
    assert "It did not answer urgent reports." in html
    assert "For the team only." not in html
    assert "It does not count while the clinic is off the list." in html
    assert "Licensed until" not in html
    assert "We look again" not in html


def test_unlisted_clinic_is_answered_for_and_a_draft_is_not():
    unlisted = paper(clinic=ClinicFactory(status=ClinicStatus.UNLISTED, name="Quiet"))
    draft = paper(clinic=ClinicFactory(status=ClinicStatus.DRAFT, name="Secret"))

    assert "Quiet" in page(unlisted)
    answer = Client().get(address(draft))
    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()


def closed_as_a_draft(**fields):
    clinic = ClinicFactory(status=ClinicStatus.CLOSED, **fields)
    StatusChangeFactory(clinic=clinic, was=ClinicStatus.DRAFT, to=ClinicStatus.CLOSED)
    return clinic


@pytest.mark.parametrize("ending", ["/", "/badge.svg", ".json"])
def test_draft_that_was_closed_is_answered_for_nowhere(ending):
    made = paper(clinic=closed_as_a_draft(name="Secret"))

    answer = Client().get(address(made).rstrip("/") + ending)

    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()


def of_practitioner():
    kind = CertificationTypeFactory(subject=Subject.PRACTITIONER, claim=Claim.TRAINED)
    return paper(type=kind, practitioner=PractitionerFactory(public_name="María Sol"))


def test_paper_of_a_practitioner_says_where_the_person_works_today():
    made = of_practitioner()

    def place(name, status=ClinicStatus.LISTED, **dates):
        clinic = ClinicFactory(name=name, status=status)
        PlacementFactory(practitioner=made.practitioner, clinic=clinic, **dates)

    closed = closed_as_a_draft(name="Given up", street="Secret Street 1")
    PlacementFactory(practitioner=made.practitioner, clinic=closed)
    place("Here today")
    place("Struck off", ClinicStatus.SUSPENDED)
    place("Left behind", until=TODAY)
    place("Not before tomorrow", since=days(1))
    place("Never listed", ClinicStatus.DRAFT)

    html = page(made)

    assert "María Sol" in html
    assert "Here today" in html
    assert "Clinic suspended" in html[html.index("Struck off") :]
    for name in ("Left behind", "Not before tomorrow", "Never listed", "Given up"):
        assert name not in html
    assert "Secret Street 1" not in html


def test_moment_of_asking_says_by_which_clock(clock):
    clock.move_to(datetime.datetime(2026, 11, 28, 2, 13, tzinfo=datetime.UTC))
    clinic = ClinicFactory(status=ClinicStatus.LISTED, time_zone="America/Chicago")
    theirs = of_practitioner()
    PlacementFactory(practitioner=theirs.practitioner, clinic=clinic)

    there = "As of 27 November 2026, 20:13, by the clock of the place."
    assert there in page(paper(clinic=clinic))
    assert "As of 28 November 2026, 02:13 (UTC)." in page(theirs)
    assert "by the clock of the place" not in page(theirs)


def test_practitioner_without_a_place_is_said_to_have_none():
    assert "Works at no clinic of this register today." in page(of_practitioner())


def test_address_is_read_forgivingly_and_led_to_its_one_form():
    made = paper()
    typed = codes.shown(made.code).lower().replace("-", " ").replace("0", "o")

    answer = Client().get(f"/v/{typed}/")

    assert answer.status_code == 301
    assert answer.url == address(made)
    assert Client().get(f"/es/v/{typed}/").url == f"/es{address(made)}"


def test_unknown_code_is_told_from_a_mistyped_one():
    shown = codes.shown(NOBODYS)

    unknown = Client().get(f"/v/{shown}/")
    mistyped = Client().get(f"/v/{shown[:-1]}5/")

    assert (unknown.status_code, mistyped.status_code) == (404, 404)
    assert heading(unknown.content.decode()) == "Unknown code"
    assert "we never issued it" in unknown.content.decode()
    assert reverse("verification:report", args=[shown]) in unknown.content.decode()
    assert heading(mistyped.content.decode()) == "Mistyped"
    assert f'value="{shown[:-1]}5"' in mistyped.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("8K2M-4T7Q-WX29", "Look again at 8 (or is it B?), 2 (or is it Z?)"),
        ("8K2M-4T7Q-WX29", "One or more letters are not as on the poster."),
        ("8K2M-4T7Q", "A code has 12 letters and digits; these are 8."),
        ("8", "A code has 12 letters and digits; this has 1."),
        ("8K2M-4T7Q-WXU9", "No code holds: U."),
        ("<b>x</b>", "A code has 12 letters"),
        ("x" * 300, "at most 80 characters"),
        ("", "Fill this in."),
    ],
)
def test_form_says_where_to_look_again_and_keeps_what_was_typed(typed, words):
    html = Client().get("/v/", {"code": typed}).content.decode()

    assert words in html
    assert "<b>x" not in html
    if typed.isalnum():
        assert f'value="{typed}"' in html


def test_form_leads_on_to_the_page():
    made = paper()

    answer = Client().get("/v/", {"code": made.code.lower()})

    assert (answer.status_code, answer.url) == (302, address(made))


def test_page_is_found_by_no_search_engine_and_kept_by_no_browser():
    answer = Client().get(address(paper()))

    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}


@pytest.mark.parametrize("status", [ClinicStatus.LISTED, ClinicStatus.UNLISTED])
def test_profile_is_one_step_away_where_there_is_one(status):
    made = paper(clinic=ClinicFactory(status=status, slug="crown"))

    assert ('href="/clinics/crown/"' in page(made)) is (status == ClinicStatus.LISTED)


@pytest.mark.parametrize(
    ("make", "queries"),
    [
        (paper, 1),
        (suspended, 2),
        (superseded, 2),
        (under_review, 2),
        (of_practitioner, 2),
    ],
)
@pytest.mark.usefixtures("migrated")
def test_page_costs_few_queries_and_none_when_kept(
    make, queries, django_assert_num_queries
):
    made = make()
    Client().get(address(made))  # what is read once per process is read now

    with django_assert_num_queries(queries):
        Client().get(address(made) + "?anew")
    with django_assert_num_queries(0):
        Client().get(address(made))


def test_page_turns_at_the_midnight_of_the_clinic_also_when_it_was_just_kept(clock):
    clinic = ClinicFactory(status=ClinicStatus.LISTED, time_zone="America/New_York")
    made = paper(clinic=clinic, valid_until=TODAY)
    midnight = datetime.datetime(
        2026, 11, 24, tzinfo=zoneinfo.ZoneInfo("America/New_York")
    )
    client = Client()

    clock.move_to(midnight - datetime.timedelta(seconds=1))
    assert heading(client.get(address(made)).content.decode()) == "Valid, ends soon"
    clock.move_to(midnight)
    assert heading(client.get(address(made)).content.decode()) == "Expired"


@pytest.mark.parametrize("claim", list(Claim))
@pytest.mark.parametrize("longest", [None, 36])
def test_every_public_word_has_its_sentence(claim, longest):
    own_word = claim == Claim.DECLARED
    best = Verification.SELF_DECLARED if own_word else Verification.ISSUER
    kind = CertificationTypeFactory(
        claim=claim, best_verification=best, longest_validity_months=longest
    )
    ends = {} if longest else {"valid_until": None, "counts_until": days(200)}

    html = page(paper(type=kind, **ends))

    assert str(claim.label) in html
    assert ("without an end." in html) is (longest is None)
