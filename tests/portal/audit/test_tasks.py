"""The chain is proved every day, and its end leaves the database."""

import logging

import pytest
from django.db import connection

from portal.audit.domain import audit
from portal.audit.tasks import ChainBroken, verify_audit

pytestmark = pytest.mark.django_db


def test_whole_chain_leaves_its_end_in_the_log(caplog):
    caplog.set_level(logging.INFO)
    last = audit.note("started")

    verify_audit.call()

    [record] = caplog.records
    assert record.getMessage() == "The audit chain is whole."
    assert (record.events, record.head) == (1, last.hash)


def test_broken_chain_is_critical_and_fails_the_task(caplog):
    audit.note("started")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'other'")

    with pytest.raises(ChainBroken, match="Event 1"):
        verify_audit.call()

    [record] = caplog.records
    assert (record.levelname, record.broken_at) == ("CRITICAL", 1)
