"""What an approval writes on the version it approved."""

import pytest

from portal.content.domain import reviews
from tests.factories.accounts import UserFactory
from tests.factories.content import HomePageFactory, SideEffectPageFactory

pytestmark = pytest.mark.django_db


def test_record_leaves_a_version_without_a_reviewer_as_it_is():
    version = HomePageFactory().save_revision()
    version.refresh_from_db()
    before = dict(version.content)

    reviews.record(version, by=UserFactory())

    version.refresh_from_db()
    assert version.content == before


def test_record_writes_the_reviewer_and_the_day(today):
    version = SideEffectPageFactory().save_revision()
    reviewer = UserFactory()

    reviews.record(version, by=reviewer)

    version.refresh_from_db()
    assert version.content["clinical_reviewer"] == reviewer.pk
    assert version.content["last_reviewed_on"] == today.isoformat()
