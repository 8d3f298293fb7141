"""A page that lacks one thing, and whoever is needed to publish it."""

import pytest

from tests.factories.content import SideEffectPageFactory, reviewer


@pytest.fixture
def clara(db):
    """Somebody who may sign pages."""
    return reviewer()


@pytest.fixture
def reviewed(clara, today):
    """A draft that may be published as it is."""
    return SideEffectPageFactory(clinical_reviewer=clara, last_reviewed_on=today)
