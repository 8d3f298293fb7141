"""A share of approvals comes back, blind."""

import pytest
from django.core.exceptions import ValidationError

from clinics.domain import certifications, draws, second_looks
from clinics.enums import Act, Reason, Verification
from clinics.models import SecondLook, Submission
from tests.clinics.test_certifications import PAPER
from tests.factories.clinics import (
    CertificationTypeFactory,
    ClinicFactory,
    DecisionFactory,
    MembershipFactory,
    SecondLookFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(person):
    """Drawn from what the reviewer approved."""
    return SecondLookFactory(decision__by=person("reviewer"))


def test_the_draw_is_the_same_each_time_and_takes_its_share():
    some = [f"CODE{number:08}" for number in range(5000)]
    drawn = [code for code in some if draws.is_drawn(code, 1, share=0.1, seed="a")]

    assert 420 < len(drawn) < 580
    assert drawn == [c for c in some if draws.is_drawn(c, 1, share=0.1, seed="a")]
    assert drawn != [c for c in some if draws.is_drawn(c, 1, share=0.1, seed="b")]
    assert drawn != [c for c in some if draws.is_drawn(c, 2, share=0.1, seed="a")]


@pytest.mark.parametrize(("share", "expected"), [(0, 0), (1, 1)])
def test_an_acceptance_is_drawn_by_the_share(share, expected, settings, person):
    settings.SECOND_LOOK_SHARE = share
    owner, reviewer = person("owner"), person("reviewer")
    drafted = certifications.draft(
        CertificationTypeFactory(), ClinicFactory(), by=owner, **PAPER
    )
    certifications.submit(drafted, by=owner)
    certifications.accept(drafted, by=reviewer, verification=Verification.REGISTER)

    assert SecondLook.objects.count() == expected
    assert Submission.objects.get().submitted_by == owner
    if expected:
        drawn = SecondLook.objects.waiting().get()
        assert (drawn.decision.act, drawn.first_by) == (Act.ACCEPT, reviewer)


def test_another_reviewer_says_whether_they_would_accept(second, person):
    second_looks.look(
        second,
        by=person("second_reviewer"),
        would_accept=False,
        reason=Reason.WRONG_NAME,
        text="Another address.",
    )
    second.refresh_from_db()
    assert (second.would_accept, second.reason) == (False, Reason.WRONG_NAME)
    with pytest.raises(second_looks.AlreadyLooked):
        second_looks.look(
            second, by=person("second_reviewer"), would_accept=True, text="Fine."
        )


def test_nobody_looks_again_at_what_they_approved(second, person):
    paper = second.decision.certification
    DecisionFactory(certification=paper, act=Act.APPROVE, by=person("second_reviewer"))
    for role in ("reviewer", "second_reviewer", "moderator", "owner"):
        with pytest.raises(second_looks.NotYours):
            second_looks.look(second, by=person(role), would_accept=True, text="Fine.")


def test_who_is_close_to_the_clinic_does_not_look(second, person):
    clinic = second.decision.certification.clinic
    MembershipFactory(clinic=clinic, user=person("second_reviewer"))
    with pytest.raises(second_looks.NotYours):
        second_looks.look(
            second, by=person("second_reviewer"), would_accept=True, text="Fine."
        )


@pytest.mark.parametrize(
    "answer",
    [
        {"would_accept": False, "text": "No."},
        {"would_accept": True, "text": ""},
        {"would_accept": True, "text": "Yes.", "reason": Reason.OTHER},
    ],
)
def test_an_answer_has_its_reason(second, person, answer):
    with pytest.raises(ValidationError):
        second_looks.look(second, by=person("second_reviewer"), **answer)
