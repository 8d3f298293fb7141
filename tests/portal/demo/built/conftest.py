"""The demo world, for tests that need all there is."""

import pytest
import time_machine
from django.db import transaction
from django.test import TestCase, override_settings

from portal.demo.domain import world
from tests.conftest import NOW, TODAY


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, built once for all tests in this folder. They only read it."""
    outside = override_settings(
        DEMO_ALLOWED=True,
        EMAIL_BACKEND="portal.operations.mail.FolderBackend",
        EMAIL_FILE_PATH=tmp_path_factory.mktemp("mail"),
    )
    frozen = time_machine.travel(NOW, tick=False)
    with outside, frozen, django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            world.build(today=TODAY, tell=lambda words: None)
        yield
        transaction.set_rollback(True)
