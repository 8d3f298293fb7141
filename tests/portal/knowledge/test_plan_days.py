"""What a step is on a day: four different things, and three more."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge import plan_days
from portal.knowledge.plan_days import Held, Outcome, Standing, standing
from portal.knowledge.plan_steps import STEPS, Frequency

NOTHING, AHEAD, DUE, DONE, SKIPPED, SLIP, MISSED = Standing
DAYS = st.integers(0, 60)
OUTCOMES = st.sampled_from(list(Outcome))


def step(first, last, frequency=Frequency.ALWAYS):
    return SimpleNamespace(first_day=first, last_day=last, frequency=frequency)


def line(a_step, days, held, told=()):
    told = dict(told)
    return [standing(a_step, day=day, held=held, told=told) for day in days]


def test_what_recurs_is_missed_due_ahead_and_then_over():
    said = {1: Outcome.DONE, 2: Outcome.SKIPPED, 3: Outcome.SLIP}

    assert line(step(0, 6), range(8), Held(today=5), said) == [
        MISSED,
        DONE,
        SKIPPED,
        SLIP,
        MISSED,
        DUE,
        AHEAD,
        NOTHING,
    ]


@pytest.mark.parametrize(
    ("today", "told", "days_0_to_4"),
    [
        (0, {}, [NOTHING, AHEAD, NOTHING, NOTHING, NOTHING]),
        (1, {}, [NOTHING, DUE, NOTHING, NOTHING, NOTHING]),
        (2, {}, [NOTHING, NOTHING, DUE, NOTHING, NOTHING]),
        (3, {}, [NOTHING, NOTHING, NOTHING, DUE, NOTHING]),
        (4, {}, [NOTHING, NOTHING, NOTHING, MISSED, NOTHING]),
        (4, {2: Outcome.DONE}, [NOTHING, NOTHING, DONE, NOTHING, NOTHING]),
        (2, {1: Outcome.SKIPPED}, [NOTHING, SKIPPED, NOTHING, NOTHING, NOTHING]),
    ],
)
def test_what_is_done_once_waits_for_its_last_day(today, told, days_0_to_4):
    once = step(1, 3, Frequency.ONCE)

    assert line(once, range(5), Held(today=today), told) == days_0_to_4


def test_what_is_optional_is_never_due():
    assert set(line(step(0, 6, Frequency.OPTIONAL), range(8), Held(today=3))) == {
        NOTHING
    }


def test_nothing_is_missed_before_the_plan_came_or_after_another_session():
    held = Held(today=9, since=2, until=4)

    assert line(step(0, 6), range(7), held) == [
        NOTHING,
        NOTHING,
        MISSED,
        MISSED,
        MISSED,
        NOTHING,
        NOTHING,
    ]
    once = step(0, 6, Frequency.ONCE)
    assert line(once, range(7), held)[4] == MISSED


@given(
    st.sampled_from(list(STEPS.values())),
    DAYS,
    st.builds(Held, today=DAYS, since=DAYS, until=st.none() | DAYS),
    st.dictionaries(DAYS, OUTCOMES, max_size=4),
)
def test_what_was_said_stands_and_only_what_is_due_can_be_missed(
    a_step, day, held, told
):
    found = standing(a_step, day=day, held=held, told=told)

    if day in told:
        assert found == told[day]
    elif found != NOTHING:
        assert a_step.first_day <= day <= a_step.last_day
        assert day in held
        assert a_step.frequency != Frequency.OPTIONAL
        assert found == (
            DUE if day == held.today else MISSED if day < held.today else AHEAD
        )


@given(
    st.sampled_from([s for s in STEPS.values() if s.frequency == Frequency.ONCE]),
    st.builds(Held, today=DAYS),
)
def test_what_is_done_once_asks_on_exactly_one_day(a_step, held):
    asks = [
        day
        for day in range(400)
        if standing(a_step, day=day, held=held, told={}) != NOTHING
    ]

    assert len(asks) == 1


@given(st.sampled_from(list(STEPS.values())), DAYS, st.builds(Held, today=DAYS))
def test_a_day_later_nothing_that_was_missed_comes_back(a_step, day, held):
    tomorrow = replace(held, today=held.today + 1)
    if standing(a_step, day=day, held=held, told={}) == MISSED:
        assert standing(a_step, day=day, held=tomorrow, told={}) == MISSED


@given(
    st.sampled_from(list(STEPS.values())),
    DAYS,
    st.builds(Held, today=DAYS),
    st.dictionaries(DAYS, OUTCOMES, max_size=2),
)
def test_what_is_due_or_missed_can_be_told_and_nothing_ahead(a_step, day, held, told):
    found = standing(a_step, day=day, held=held, told=told)
    can = plan_days.can_be_told(a_step, day=day, held=held, told=told)

    if found in (DUE, MISSED, DONE, SKIPPED, SLIP):
        assert can
    if found == AHEAD:
        assert not can


@pytest.mark.parametrize(
    ("frequency", "day", "told", "can"),
    [
        (Frequency.ONCE, 1, {}, True),  # a form of yesterday, sent after midnight
        (Frequency.ONCE, 1, {2: Outcome.DONE}, False),
        (Frequency.ALWAYS, 1, {2: Outcome.DONE}, True),
        (Frequency.ALWAYS, 4, {}, False),
        (Frequency.ALWAYS, 0, {}, False),
        (Frequency.OPTIONAL, 2, {}, False),
    ],
)
def test_what_can_be_told_on_the_third_day(frequency, day, told, can):
    a_step = step(1, 3, frequency)

    assert plan_days.can_be_told(a_step, day=day, held=Held(today=3), told=told) is (
        can
    )


def due(day):
    held = Held(today=day)
    return [
        each
        for each in STEPS.values()
        if standing(each, day=day, held=held, told={}) == DUE
    ]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (0, ["read-plan", "record-ink", "photo-baseline", "no-touch", "keep-dry"]),
        (3, ["check-day3", "keep-dry", "no-products", "no-touch", "clean-hands"]),
        (4, ["rinse-water", "moisturise", "no-shave", "cool-shower", "no-touch"]),
        (12, ["clean-hands", "moisturise", "no-sun", "no-swim", "cool-shower"]),
    ],
)
def test_what_changes_comes_first(day, first):
    found = plan_days.in_order(due(day), day=day)

    assert [each.slug for each in found][: plan_days.FIRST] == first
    assert {each.slug for each in found} == {each.slug for each in due(day)}


def test_what_begins_and_ends_on_a_day():
    steps = STEPS.values()

    assert {each.slug for each in plan_days.beginning(steps, day=4)} == {
        "rinse-water",
        "moisturise",
        "cool-shower",
        "light-activity",
    }
    assert {each.slug for each in plan_days.ending(steps, day=3)} == {
        "keep-dry",
        "no-products",
    }
    assert {each.slug for each in plan_days.allowed(steps, day=6)} == {
        "light-activity",
        "foil-shaver",
    }
    assert plan_days.allowed(steps, day=20) == []
