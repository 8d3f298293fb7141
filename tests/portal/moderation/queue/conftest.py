"""Reviewers, and a paper that waits for them."""

import pytest

from tests.factories.clinics import (
    CertificationFactory,
)
from tests.portal.moderation.queue.waiting import a_reviewer


@pytest.fixture
def reviewer(db):
    return a_reviewer(email="reviewer@example.com", display_name="Rhea Review")


@pytest.fixture
def colleague(db):
    return a_reviewer(email="colleague@example.com", display_name="Carl Colleague")


@pytest.fixture
def paper(db):
    return CertificationFactory(waiting=True)
