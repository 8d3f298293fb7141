"""A race that breaks down says why."""

import pytest


def test_a_program_that_fails_is_told_with_its_reason(race):
    with pytest.raises(AssertionError, match=r"No module named tests\.nowhere"):
        race("tests.nowhere")


def test_the_next_one_runs_all_the_same(race):
    assert race("tests.portal.audit.race")["broken_at"] is None
