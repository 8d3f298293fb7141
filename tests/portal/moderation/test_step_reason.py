"""A changed healing plan, as our people read it."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.domain import clinic_plans
from aftercare.models import StepReason
from portal.knowledge.plan_steps import STEPS
from portal.ui.texts import Texts
from tests.answers import text_of
from tests.factories.clinics import MembershipFactory
from tests.factories.plans import StepReasonFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,
]


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("moderator")


@pytest.fixture
def reason():
    owner = MembershipFactory(clinic__name="Crown Clinic")
    return StepReasonFactory(clinic=owner.clinic)


def address(reason) -> str:
    return f"/cms/queue/step-reason/{reason.pk}/"


def read(response) -> str:
    assert response.status_code == 200
    return text_of(response.content.decode())


def test_moderator_finds_it_in_the_queue_and_reads_all_of_it(browser, reason):
    line = read(browser.get("/cms/queue/"))
    assert "Crown Clinic: Keep your scalp dry" in line
    assert "Day 9 instead of day 3. Clients get it." in line

    browser.get(address(reason))
    with CaptureQueriesContext(connection) as queries:
        page = read(browser.get(address(reason)))
    assert len(queries) == 14
    for words in ("Keep your scalp dry", "We use a film dressing.", "bounds: day 2 to"):
        assert words in page


def test_moderator_reads_the_words_of_the_clinic_beside_ours(browser, person):
    owner = MembershipFactory(clinic__name="Crown Clinic").user
    clinic = owner.memberships.get().clinic
    clinic_plans.adopt(clinic, by=owner)
    words = {
        "title": Texts(en="Sun is fine", es="El sol va bien"),
        "why": Texts(en="Sunbeds help.", es="El bronceado ayuda."),
    }
    told = {"day": 20, "reason": "Nobody burned."} | words
    clinic_plans.change(clinic, "no-sun", based_on=1, by=owner, **told)

    line = read(browser.get("/cms/queue/"))
    assert "Other words for a step that keeps people safe. Clients get it." in line
    page = read(browser.get(address(StepReason.objects.get())))
    ours = STEPS["no-sun"]
    for sentence in ("Sun is fine Sunbeds help.", "Nobody burned.", ours.title.en):
        assert sentence in page
    assert "(Spanish) El sol va bien El bronceado ayuda." in page
    assert "put a step that keeps people safe into words of its own" in page


def test_seen_sends_nothing_and_counts_once(browser, reason):
    told = {"act": "seen", "letter": "Left in the field."}
    page = read(browser.post(address(reason), told, follow=True))
    assert "It counts as seen." in page
    assert StepReason.objects.get().letter == ""
    assert "Somebody has seen this already." in read(
        browser.post(address(reason), told, follow=True)
    )
    assert "Somebody has seen this already." in read(
        browser.get(address(reason), follow=True)
    )
    assert mail.outbox == []


def test_a_letter_needs_words(browser, reason, django_capture_on_commit_callbacks):
    page = read(browser.post(address(reason), {"act": "write", "letter": " "}))
    assert "Write what they are to read." in page
    assert StepReason.objects.waiting().exists()

    with django_capture_on_commit_callbacks(execute=True):
        page = read(
            browser.post(
                address(reason), {"act": "write", "letter": "Why?"}, follow=True
            )
        )
    assert "The letter is on its way." in page
    assert StepReason.objects.get().letter == "Why?"
    assert len(mail.outbox) == 1


def test_a_step_that_is_gone_is_still_told_by_its_name(browser):
    reason = StepReasonFactory(slug="no-such-step")
    assert "no-such-step" in read(browser.get(address(reason)))
    assert "no-such-step" in read(browser.get("/cms/queue/"))
