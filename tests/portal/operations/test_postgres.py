"""A database that holds the line and says nothing."""

import time

import psycopg
import pytest
from django.db import connection

from portal.operations.postgres import ImpatientConnection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.real_clock,
]


class Impatient(ImpatientConnection):
    patience = 0.3


@pytest.fixture
def line():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    parameters = connection.get_connection_params()
    known = {key: parameters[key] for key in ("user", "host", "port")}
    password = parameters.get("password")  # another database: the query lives on
    with Impatient.connect(dbname="postgres", password=password, **known) as opened:
        yield opened


def test_a_query_without_an_answer_is_given_up_and_the_line_cut(line):
    started = time.monotonic()

    with pytest.raises(psycopg.OperationalError):
        line.execute("SELECT pg_sleep(4)")

    assert time.monotonic() - started < 3
    assert line.closed


def test_an_error_that_comes_in_time_leaves_the_line_open(line):
    with pytest.raises(psycopg.errors.UndefinedTable):
        line.execute("SELECT * FROM nothing_of_that_name")

    assert not line.closed
    line.rollback()
    assert line.execute("SELECT 1").fetchone() == (1,)
