"""What a page says of papers and of the hygiene level, and when neither counts."""

import datetime

import pytest

from clinics.enums import (
    Act,
    CertificationStatus,
    Claim,
    ClinicStatus,
    Reason,
    Verification,
)
from tests.clinics.public_profile.reading import (
    LD,
    SECRET,
    against,
    declared,
    hygienic,
    kind,
    paper,
    parts,
    read,
    words,
)
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    DecisionFactory,
    FindingFactory,
    HoursFactory,
    PlacementFactory,
    StatusChangeFactory,
)
from tests.factories.content import GuidePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus


# Papers


def test_paper_says_what_how_by_whom_since_until_and_today(clinic):
    paper(clinic, code="7F3KQ2M9ABCD", verification=Verification.REGISTER)
    section = words(parts(read(clinic))["verified"])

    for said in (
        "Premises licence",
        "Valid",
        "Licensed until 14 January 2029. We look again by 1 November 2027.",
        "The premises were inspected.",
        "Found in the issuer's register. "
        "Checked by a certification reviewer on 23 November 2026.",
        "Cardiff Council",
        "APC-2026-0041",
        "15 January 2026 to 14 January 2029",
        "Nothing about the ink.",
        "7F3K-Q2M9-ABCD",
    ):
        assert said in section.replace("&#x27;", "'")


def test_two_reviewers_are_two_and_none_has_a_name(clinic):
    certification = paper(clinic, kind(approvals_needed=2))
    html = read(clinic)

    assert "Checked by 2 certification reviewers, the last on 23 November" in html
    assert certification.accepted_by.display_name not in html
    assert certification.accepted_by.email not in html


def test_register_without_an_end_never_reads_like_a_licence(clinic):
    type_ = kind("Registration", claim=Claim.REGISTERED, longest_validity_months=None)
    paper(clinic, type_, valid_until=None)
    section = words(parts(read(clinic))["verified"])

    assert "Registered, without an end. We look again by 1 November 2027." in section
    assert "icensed" not in section


def test_self_declared_stands_apart_and_is_never_green(clinic):
    paper(clinic)
    own = {"verification": Verification.SELF_DECLARED, "valid_until": None}
    paper(clinic, declared(longest_validity_months=None), **own)
    found = parts(read(clinic))

    assert "Own declaration" not in found["verified"]
    assert "Premises licence" in found["verified"]
    section = found["self-declared"]
    assert "Own declaration" in section
    assert "status--good" not in section
    assert "status--neutral" in section
    assert "Self-declared, without an end." in section
    assert "Nobody has checked what it says." in words(section)
    assert "Valid" not in section
    assert "Only the clinic" in found["today-heading"]


def test_a_kind_that_could_be_checked_but_was_not_is_self_declared_too(clinic):
    paper(clinic, verification=Verification.SELF_DECLARED)
    found = parts(read(clinic))

    assert "Premises licence" in found["self-declared"]
    assert "status--good" not in found["self-declared"]
    assert "None holds today." in found["verified"]


def test_what_does_not_hold_says_since_when_and_why(clinic):
    yesterday = TODAY - datetime.timedelta(days=1)
    paper(clinic, kind("Lapsed"), counts_until=yesterday, valid_until=yesterday)
    paper(clinic, kind("Not looked at"), counts_until=yesterday)
    old = paper(clinic, kind("Renewed"), counts_until=yesterday, valid_until=yesterday)
    CertificationFactory(
        clinic=clinic,
        type=old.type,
        renews=old,
        status=S.SUBMITTED,
        submitted_at=NOW,
        submitted_by=old.submitted_by,
    )
    against(paper(clinic, kind("Suspended one"), status=S.SUSPENDED), Act.SUSPEND)
    against(
        paper(clinic, kind("Revoked one"), status=S.REVOKED),
        Act.REVOKE,
        public_sentence="No such policy.",
    )
    html = read(clinic)
    section = words(parts(html)["gone"])

    for said in (
        "Lapsed Expired It ended on 22 November 2026.",
        "Not looked at Re-check overdue We vouched for it until 22 November 2026",
        "Renewed Expired, renewal under review It ended on 22 November 2026. "
        "A renewal is with our reviewers.",
        "Suspended one Suspended Suspended since 23 November 2026. It does not hold "
        "meanwhile. The log has gaps.",
        "Revoked one Revoked Revoked on 23 November 2026. It does not hold any more. "
        "No such policy.",
    ):
        assert said in section
    assert "status--good" not in html
    assert "None holds today." in parts(html)["verified"]
    assert SECRET not in html


def test_lifted_suspension_is_history_only(clinic):
    certification = paper(clinic)
    against(certification, Act.SUSPEND)
    DecisionFactory(certification=certification, act=Act.LIFT)
    found = parts(read(clinic))

    assert "gone" not in found
    assert "The log has gaps." not in found["verified"]
    assert "The log has gaps." in found["history"]


def test_replaced_paper_is_history_only(clinic):
    old = paper(clinic, issuer="Old Mutual", status=S.SUPERSEDED)
    paper(clinic, old.type, issuer="New Mutual", renews=old)
    DecisionFactory(certification=old, act=Act.SUPERSEDE)
    found = parts(read(clinic))

    assert "New Mutual" in found["verified"]
    assert "Old Mutual" not in found["verified"]
    assert "gone" not in found
    assert "Replaced by a newer one: Premises licence, Old Mutual" in found["history"]


def test_old_paper_gives_way_on_the_day_a_renewal_begins(clinic, clock):
    last = TODAY + datetime.timedelta(days=3)
    begins = last + datetime.timedelta(days=1)
    old = paper(clinic, issuer="Old Mutual", counts_until=last, valid_until=last)
    paper(clinic, old.type, issuer="New Mutual", renews=old, valid_from=begins)

    section = words(parts(read(clinic))["verified"])
    assert "Not yet valid It begins on 27 November 2026." in section
    assert "Old Mutual" in section

    clock.move_to(NOW + datetime.timedelta(days=4))
    found = parts(read(clinic))
    assert "gone" not in found
    assert "Old Mutual" not in found["verified"]
    assert "New Mutual" in found["verified"]


def test_what_nobody_decided_is_nobodys_business(clinic):
    CertificationFactory(clinic=clinic, type=kind(SECRET))
    CertificationFactory(
        clinic=clinic,
        type=kind(f"{SECRET} refused"),
        status=S.REJECTED,
        submitted_at=NOW,
        submitted_by=paper(clinic).submitted_by,
    )
    paper(ClinicFactory(), kind(f"{SECRET} of another clinic"))

    assert SECRET not in read(clinic)


def test_without_papers_the_page_says_what_that_means(clinic, checklist):
    section = parts(read(clinic))["verified"]

    assert "No paper has been shown to us" in section
    assert "That does not mean that there is none." in section
    assert "Ask to see the registration or licence" in section
    assert 'href="/guides/choosing-a-clinic/"' in section


def test_guide_that_is_not_live_is_not_linked(clinic, migrated):
    GuidePageFactory(slug="choosing-a-clinic", published=False)

    assert "choosing-a-clinic" not in read(clinic)


# Hygiene level


def test_level_and_the_step_that_is_missing(clinic):
    person = PlacementFactory(clinic=clinic).practitioner
    hygienic(clinic, person=person)
    found = parts(read(clinic))

    assert "Hygiene level 2 of 4" in words(found["today-heading"])
    section = words(found["hygiene"])
    step = (
        "3. Trained people and traceable ink This step is missing. What has not been "
        "shown for it: Sessions written down here with the bottles used"
    )
    assert section.count("This step is missing.") == 1
    assert step in section
    assert "Shown: Each practitioner at work was trained" in section
    assert "Not shown: The batch number of the ink is recorded" in section
    assert "sessions of three clients at least" in section


def test_level_falls_with_the_paper(clinic, clock):
    hygienic(clinic)
    clinic.certifications.filter(type__code="WASTE").update(counts_until=TODAY)
    assert "Hygiene level 2 of 4" in read(clinic)

    clock.move_to(NOW + datetime.timedelta(days=1))
    assert "Hygiene level 1 of 4" in read(clinic)


@pytest.mark.parametrize(
    ("slot", "accepted", "round_", "level"),
    [
        (None, True, 1, 1),
        ("declaration", True, 1, 1),
        ("invoice", False, 1, 1),
        ("invoice", True, 2, 1),
        ("invoice", True, 1, 2),
    ],
)
def test_own_word_counts_only_with_evidence_that_was_seen(
    clinic, slot, accepted, round_, level
):
    hygienic(clinic)
    clinic.certifications.filter(type__code="STER-VAL").delete()
    single_use = paper(
        clinic, declared(code="SINGLE-USE"), verification=Verification.SELF_DECLARED
    )
    if slot:
        wrong = {} if accepted else {"reason": Reason.UNREADABLE, "text": "Cut off."}
        FindingFactory(
            certification=single_use,
            slot=slot,
            is_accepted=accepted,
            round=round_,
            **wrong,
        )

    html = read(clinic)
    assert f"Hygiene level {level} of 4" in html
    assert "status--good" not in parts(html)["self-declared"]


# Clinics off the list


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_clinic_off_the_list_says_so_and_none_of_its_papers_counts(clinic, status):
    placement = PlacementFactory(clinic=clinic)
    hygienic(clinic, person=placement.practitioner)
    HoursFactory(clinic=clinic)
    clinic.status = status
    clinic.save()
    StatusChangeFactory(
        clinic=clinic,
        was=ClinicStatus.LISTED,
        to=status,
        reason=SECRET,
        public_sentence="Nobody was found at the address.",
    )
    html = read(clinic)
    found = parts(html)

    assert f"This clinic is {status} since 23 November 2026" in found["top"]
    assert "Nobody was found at the address." in found["top"]
    assert "No paper counts while the clinic is off the list." in found["today-heading"]
    assert f"Clinic {status}" in found["gone"]
    assert "verified" not in found
    assert "status--good" not in html
    assert "Hygiene level" not in html
    assert placement.practitioner.public_name not in html
    assert "Open now" not in html
    assert not LD.search(html)
    assert SECRET not in html
