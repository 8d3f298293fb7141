"""The steps of the healing plan: what the file says, and what it may not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge import datafile, plan_steps
from portal.knowledge.datafile import DataError
from portal.knowledge.plan_steps import STEPS, BeforeItBegins, Kind, Side, moved

# First day, last day, the day that moves, and between which days: reference, 1.4.
DAYS = {
    "read-plan": (0, 0, "end", 0, 0),
    "record-ink": (0, 0, "end", 0, 0),
    "photo-baseline": (0, 0, "end", 0, 1),
    "clean-hands": (0, 14, "end", 7, 28),
    "no-touch": (0, 10, "end", 7, 14),
    "keep-dry": (0, 3, "end", 2, 5),
    "no-products": (0, 3, "end", 2, 5),
    "clean-pillow": (0, 7, "end", 3, 14),
    "loose-hat": (0, 14, "end", 3, 28),
    "no-heavy-sweat": (0, 10, "end", 5, 30),
    "light-activity": (4, 10, "start", 2, 10),
    "rinse-water": (4, 6, "start", 2, 6),
    "cool-shower": (4, 28, "end", 7, 28),
    "moisturise": (4, 28, "start", 4, 6),
    "no-shave": (0, 4, "end", 3, 9),
    "foil-shaver": (5, 13, "start", 4, 10),
    "no-razor": (0, 13, "end", 9, 28),
    "gentle-cleanser": (7, 9, "start", 2, 10),
    "normal-shampoo": (10, 28, "start", 7, 14),
    "no-sun": (0, 28, "end", 14, 30),
    "no-swim": (0, 28, "end", 7, 30),
    "no-acids": (0, 28, "end", 14, 60),
    "spf": (29, 3650, "start", 14, 42),
    "check-day1": (1, 1, "start", 1, 2),
    "check-day3": (3, 3, "start", 2, 4),
    "check-day7": (7, 7, "start", 5, 8),
    "check-day14": (14, 14, "start", 12, 16),
    "check-day28": (28, 28, "start", 21, 35),
    "session-gate": (7, 30, "start", 7, 30),
    "touchup": (28, 42, "start", 28, 60),
    "late-check": (90, 90, "start", 60, 120),
    "yearly": (365, 365, "start", 300, 400),
}
GOOD = """
slug: a
type: do
days: 0-3
moves: {end: 2-5}
frequency: always
basis: own
mark: D
title: {en: x, es: y}
why: {en: x, es: y}
sources: [D]
"""


def file_of(*steps: str) -> datafile.Entry:
    frequencies = ", ".join(f"{each}: *t" for each in plan_steps.Frequency)
    bases = ", ".join(f"{each}: *t" for each in plan_steps.Basis)
    rows = "".join("\n- " + step.strip().replace("\n", "\n  ") for step in steps)
    head = "version: 2026-11-27.1\n"
    words = frequencies.replace("*t", "&t {en: x, es: y}", 1)
    text = f"{head}frequencies: {{{words}}}\nbases: {{{bases}}}\nsteps:{rows}\n"
    return datafile.parse(text, file="p.yaml")


def test_the_days_and_bounds_of_every_step():
    assert {
        slug: (
            step.first_day,
            step.last_day,
            step.move.side,
            step.move.earliest,
            step.move.latest,
        )
        for slug, step in STEPS.items()
    } == DAYS


def test_what_keeps_a_person_safe_is_marked():
    assert {slug for slug, step in STEPS.items() if step.is_safety} == {
        "read-plan",
        "record-ink",
        "clean-hands",
        "no-touch",
        "no-sun",
        "no-swim",
        "check-day1",
        "check-day3",
        "check-day7",
        "check-day14",
        "check-day28",
        "session-gate",
        "late-check",
        "yearly",
    }


def test_each_thing_to_avoid_says_what_to_do_after_a_slip_and_does_not_scold():
    for step in STEPS.values():
        assert (step.kind == Kind.AVOID) <= (step.if_slipped is not None), step.slug
        for said in (step.if_slipped.en, step.if_slipped.es) if step.if_slipped else ():
            assert "should have" not in said
            assert "deberías haber" not in said


def test_titles_are_words_and_reasons_are_sentences():
    for step in STEPS.values():
        for title in (step.title.en, step.title.es):
            assert not title.endswith(".")
            assert len(title) <= 80, step.slug
        for said in (step.why.en, step.why.es):
            assert said.endswith(".")


def test_the_course_ends_on_day_28():
    assert plan_steps.LAST_DAY == 28


@given(st.sampled_from(list(STEPS.values())), st.integers(0, 4000))
def test_a_moved_step_holds_its_new_day_and_ends_after_it_begins(step, to):
    if step.move.side == Side.END and to < step.first_day:
        with pytest.raises(BeforeItBegins):
            moved(step, to=to)
        return
    first, last = moved(step, to=to)

    assert first <= last
    assert (first if step.move.side == Side.START else last) == to
    if step.move.side == Side.END:
        assert first == step.first_day


@pytest.mark.parametrize(
    ("slug", "to", "days"),
    [
        ("keep-dry", 5, (0, 5)),
        ("check-day3", 2, (2, 2)),  # a single day moves whole
        ("moisturise", 6, (6, 28)),
        ("gentle-cleanser", 10, (10, 10)),  # a late start takes the end along
        ("touchup", 60, (60, 60)),
    ],
)
def test_moved(slug, to, days):
    assert moved(STEPS[slug], to=to) == days


@pytest.mark.parametrize(("slug", "to"), [("moisturise", -1), ("cool-shower", 3)])
def test_nothing_begins_before_the_session_or_ends_before_it_begins(slug, to):
    with pytest.raises(BeforeItBegins):
        moved(STEPS[slug], to=to)


def test_a_move_knows_its_bounds():
    move = STEPS["keep-dry"].move

    assert [day for day in range(8) if day in move] == [2, 3, 4, 5]
    assert STEPS["keep-dry"].moving_day == 3
    assert STEPS["moisturise"].moving_day == 4


def test_load_reads_a_file():
    plan = plan_steps.load(file_of(GOOD, GOOD.replace("slug: a", "slug: b")))

    assert list(plan.steps) == ["a", "b"]
    assert not plan.steps["a"].is_safety
    assert plan.bases["law"].es == "y"


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("moves: {end: 2-5}", "moves: {}", "must name one day"),
        ("moves: {end: 2-5}", "moves: {end: 2-5, start: 0-1}", "must name one day"),
        ("moves: {end: 2-5}", "moves: {middle: 2-5}", "unknown key 'middle'"),
        ("moves: {end: 2-5}", "moves: {end: 2+}", "from one day to a later one"),
        ("moves: {end: 2-5}", "moves: {end: 5-2}", "from one day to a later one"),
        ("moves: {end: 2-5}", "moves: {end: 4-5}", "outside its own bounds"),
        ("days: 0-3", "days: 0+", "must end on a day"),
        ("days: 0-3", "days: 4-3", "not before it begins"),
        ("days: 0-3", "days: 3-3", "could be moved to end before it begins"),
        ("type: do", "type: dance", "allowed: do, avoid"),
        ("sources: [D]", "sources: [Z9]", "source 'Z9'"),
        ("why: {en: x, es: y}", "why: {en: x}", "'es' is missing"),
        ("mark: D", "mark: D\nsafty: true", "unknown key 'safty'"),
    ],
)
def test_load_refuses(was, becomes, complaint):
    assert was in GOOD
    with pytest.raises(DataError, match=complaint):
        plan_steps.load(file_of(GOOD.replace(was, becomes)))


def test_load_refuses_a_slug_written_twice():
    with pytest.raises(DataError, match="slug 'a' is written twice"):
        plan_steps.load(file_of(GOOD, GOOD))
