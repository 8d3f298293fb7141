import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge import datafile, spans
from portal.knowledge.datafile import DataError
from portal.knowledge.spans import Span

ENTRY = datafile.parse("symptom: heat", file="c.yaml")


def span(first, last):
    return Span(first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("written", "days"),
    [("0-1", (0, 1)), ("29+", (29, None)), ("4-4", (4, 4))],
)
def test_read_a_run_of_days(written, days):
    found = spans.read(ENTRY, written)

    assert (found["first_day"], found["last_day"]) == days


@pytest.mark.parametrize("written", ["", "4", "a-b", "4-", "+", "1-2+"])
def test_read_refuses(written):
    with pytest.raises(DataError, match=r"c\.yaml, line 1 \(heat\): days"):
        spans.read(ENTRY, written)


@pytest.mark.parametrize(
    ("runs", "complaint"),
    [
        ([span(1, None)], "go on at 0, not at 1"),
        ([span(0, 2), span(2, None)], "go on at 3, not at 2"),
        ([span(0, 2), span(4, None)], "go on at 3, not at 4"),
        ([span(0, None), span(1, 2)], "go on at None, not at 1"),
        ([span(0, 3)], "must be open"),
        ([span(0, -2)], "day -2 comes before 0"),
        ([], "must be open"),
    ],
)
def test_contiguous_refuses(runs, complaint):
    with pytest.raises(DataError, match=complaint):
        spans.contiguous(ENTRY, runs)


@given(st.integers(min_value=0, max_value=10_000))
def test_at_finds_the_one_span_of_each_day(day):
    runs = (span(0, 3), span(4, 28), span(29, None))

    assert day in spans.at(runs, day)
    assert sum(day in run for run in runs) == 1


def test_at_refuses_a_day_before_the_session():
    with pytest.raises(ValueError, match="Day -1 is before the session"):
        spans.at((span(0, None),), -1)
