import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge import course, datafile
from portal.knowledge.datafile import DataError
from portal.knowledge.symptoms import CATALOGUE

DAYS = st.integers(min_value=0, max_value=4000)


@pytest.mark.parametrize(
    ("symptom", "highest"),
    [
        ("redness_extent", [2, 2, 1, 0, 0, 0]),
        ("heat", [2, 1, 0, 0, 0, 0]),
        ("swelling", [2, 2, 1, 0, 0, 0]),
        ("pain_nrs", [6, 4, 2, 1, 0, 0]),
        ("itch_nrs", [4, 5, 6, 5, 3, 1]),
        ("scabs", [2, 2, 3, 2, 1, 0]),
        ("fluid", [2, 1, 0, 0, 0, 0]),
        ("bumps", [0, 0, 0, 0, 0, 0]),
        ("tightness", [3, 3, 3, 2, 1, 1]),
    ],
)
def test_bands_of_the_course(symptom, highest):
    bands = course.bands(symptom)

    assert [band.first_day for band in bands] == [0, 2, 4, 8, 15, 29]
    assert [band.last_day for band in bands] == [1, 3, 7, 14, 28, None]
    assert [band.highest_expected for band in bands] == highest


@given(st.sampled_from(course.CHARTED), DAYS, st.integers(min_value=0, max_value=10))
def test_a_grade_is_expected_up_to_the_highest(symptom, day, grade):
    expected = course.is_expected(symptom, grade=grade, day=day)

    assert expected is (grade <= course.highest_expected(symptom, day=day))


@pytest.mark.parametrize(
    ("colour", "last_expected_day"),
    [("too_dark", 14), ("blue", 14), ("patchy", 28), ("blurred", -1)],
)
def test_colours_are_expected_for_a_while(colour, last_expected_day):
    expected = [
        day for day in range(60) if course.is_expected("colour", grade=colour, day=day)
    ]

    assert expected == list(range(last_expected_day + 1))


@given(DAYS)
def test_dots_as_expected_are_always_expected(day):
    assert course.is_expected("colour", grade="as_expected", day=day)


@pytest.mark.parametrize(
    ("ticks", "last_expected_day"),
    [(set(), 60), ({"tired"}, 28), ({"tired", "mild_headache"}, 3), ({"vomiting"}, -1)],
)
def test_ticks_are_expected_while_all_of_them_are(ticks, last_expected_day):
    told = frozenset(ticks)
    expected = [
        day for day in range(61) if course.is_expected("unwell", grade=told, day=day)
    ]

    assert expected == list(range(last_expected_day + 1))


@given(DAYS)
def test_each_day_has_its_phase(day):
    assert day in course.phase_on(day)


def test_nobody_has_signed_the_bands_yet():
    assert not course.SIGN_OFF.given
    assert "No clinician has signed" in course.SIGN_OFF.statement.to("en")


def test_charted_symptoms_are_questions():
    assert set(course.CHARTED) <= set(CATALOGUE.items)


@pytest.mark.parametrize(
    "ask", [course.bands, lambda s: course.expected_values(s, day=1)]
)
def test_a_symptom_without_bands_is_named(ask):
    with pytest.raises(course.NoBand, match="'worry'"):
        ask("worry")


def test_a_day_before_the_session_is_refused():
    with pytest.raises(ValueError, match="before the session"):
        course.phase_on(-1)


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ("bands: [{symptom: note, highest: {0+: 1}}]", "'note' is not a question"),
        ("bands: [{symptom: nose, highest: {0+: 1}}]", "'nose' is not a question"),
        (
            "bands: [{symptom: heat, highest: {0+: 9}, mark: D, sources: [D]}]",
            "'heat' must be a whole number from 0 to 4, not 9",
        ),
        (
            "bands: []\nexpected: [{symptom: colour, values: {0+: [red]}, mark: D,"
            " sources: [D]}]",
            "'red' is no answer to 'colour'",
        ),
    ],
)
def test_load_refuses(part, complaint):
    rest = "" if "expected" in part else "\nexpected: []"
    file = datafile.parse(f"{part}{rest}", file="c.yaml")

    with pytest.raises(DataError, match=complaint):
        course.load(file)


@pytest.mark.parametrize(
    ("celsius", "ordinary"),
    [(35.4, False), (35.5, True), (37.4, True), (37.5, False)],
)
def test_a_temperature_is_ordinary_inside_its_range(celsius, ordinary):
    assert course.is_expected("temp", grade=celsius, day=3) is ordinary
