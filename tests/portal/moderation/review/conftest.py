"""A clinic, its papers and their reviewers."""

import pytest

from tests.factories.accounts import UserFactory
from tests.portal.moderation.review.deciding import handed_in


@pytest.fixture
def owner():
    return UserFactory(display_name="Ana Duarte")


@pytest.fixture
def reviewer(person):
    return person("reviewer")


@pytest.fixture
def second(person):
    return person("second_reviewer")


@pytest.fixture
def paper(owner):
    return handed_in(owner)


@pytest.fixture
def twice(owner):
    """A paper on which two decide."""
    return handed_in(owner, approvals_needed=2)
