"""A paper on the wall lapses by itself: no worker, no publication, no click."""

import datetime
import re
import zoneinfo

import pytest
from django.test import Client

from clinics.domain import certifications
from clinics.enums import ClinicStatus, Reason, Verification
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.clinics import CertificationTypeFactory, ClinicFactory

pytestmark = pytest.mark.django_db

AUCKLAND = zoneinfo.ZoneInfo("Pacific/Auckland")
LAST_DAY = datetime.date(2026, 11, 26)
MIDNIGHT = datetime.datetime(2026, 11, 27, tzinfo=AUCKLAND)  # 26 November in UTC


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    """Acts as people do: what waits for the end of the transaction happens."""

    def act(function, *args, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **words)

    return act


@pytest.fixture
def poster(tell, person):
    """A licence of a clinic in Auckland that ends on the 26th, on its wall."""
    clinic = ClinicFactory(status=ClinicStatus.LISTED, time_zone="Pacific/Auckland")
    owner = UserFactory()
    paper = tell(
        certifications.draft,
        CertificationTypeFactory(),
        clinic,
        by=owner,
        issuer="Auckland Council",
        valid_from=NOW.date() - datetime.timedelta(days=300),
        valid_until=LAST_DAY,
    )
    tell(certifications.submit, paper, by=owner)
    return tell(
        certifications.accept,
        paper,
        by=person("reviewer"),
        verification=Verification.ISSUER,
    )


def when_asked(paper) -> tuple[str, str, str]:
    """What page, badge and statement say, each asked twice: the second may be kept."""
    client = Client()
    path = f"/v/{paper.shown_code}"
    for _ in range(2):
        page = client.get(f"{path}/").content.decode()
        badge = client.get(f"{path}/badge.svg").content.decode()
        statement = client.get(f"{path}.json").json()["statement"]
    heading = re.search(r"<h1>(.*?)</h1>", page)
    word = re.search(r"<text[^>]*>(.*?)</text>", badge)
    return heading[1], word[1], statement["standing"]


def test_paper_lapses_at_the_midnight_of_the_clinic_by_itself(
    poster, clock, django_assert_num_queries
):
    clock.move_to(MIDNIGHT - datetime.timedelta(minutes=3))
    assert when_asked(poster) == ("Valid, ends soon", "Ends soon", "expiring")
    with django_assert_num_queries(0):  # kept: the next answer could be this one
        Client().get(f"/v/{poster.shown_code}/")

    clock.move_to(MIDNIGHT - datetime.timedelta(seconds=1))
    assert when_asked(poster) == ("Valid, ends soon", "Ends soon", "expiring")

    clock.move_to(MIDNIGHT)
    assert when_asked(poster) == ("Expired", "Expired", "expired")


def test_decision_is_told_to_the_next_who_asks(poster, tell, person):
    assert when_asked(poster)[0] == "Valid, ends soon"

    tell(
        certifications.suspend,
        poster,
        by=person("reviewer"),
        proposed_by=person("second_reviewer"),
        reason=Reason.COMPLAINT,
        text="A client was hurt.",
        public_sentence="A complaint is being looked into.",
    )
    assert when_asked(poster) == ("Suspended", "Suspended", "suspended")

    both = {"by": person("reviewer"), "proposed_by": person("second_reviewer")}
    tell(certifications.lift, poster, **both)
    assert when_asked(poster) == ("Valid, ends soon", "Ends soon", "expiring")


def test_renewal_that_is_handed_in_is_told_to_the_next_who_asks(poster, tell, clock):
    clock.move_to(MIDNIGHT)
    assert when_asked(poster)[0] == "Expired"

    renewal = tell(
        certifications.draft,
        poster.type,
        poster.clinic,
        by=poster.submitted_by,
        renews=poster,
        issuer="Auckland Council",
        valid_from=MIDNIGHT.date(),
        valid_until=MIDNIGHT.date() + datetime.timedelta(days=700),
    )
    tell(certifications.submit, renewal, by=poster.submitted_by)

    page, badge, standing = when_asked(poster)
    assert page == "Expired, renewal under review"
    assert (badge, standing) == ("Expired", "renewal_under_review")
