import pytest

from portal.ui import charts
from portal.ui.charts import Step, band_chart

SCALE = ("None", "Mild", "Moderate")


def chart(steps, **changes):
    options = {"title": "T", "description": "D", "scale": SCALE, "steps": steps}
    return band_chart(**options | changes)


def steps(*rows):
    return [
        Step(first_day=first, last_day=last, grade=grade, label=SCALE[grade])
        for first, last, grade in rows
    ]


def test_chart_edge_runs_along_each_step_to_the_end_of_its_last_day():
    drawn = chart(steps((0, 1, 2), (2, None, 0)))

    assert drawn.last_day == 4
    left, right, top, bottom = charts.LEFT, charts.RIGHT, charts.TOP, charts.BOTTOM
    middle = (left + right) / 2
    assert drawn.edge == (
        f"M{float(left)} {float(top)}L{middle} {float(top)}"
        f"L{middle} {float(bottom)}L{float(right)} {float(bottom)}"
    )


def test_chart_ticks_stand_where_a_step_begins():
    drawn = chart(steps((0, 3, 2), (4, 7, 1)))

    assert [tick.label for tick in drawn.days] == ["0", "4"]
    assert [tick.label for tick in drawn.grades] == list(SCALE)
    assert drawn.days[0].at == charts.LEFT


def test_chart_marker_of_a_late_day_stays_inside_the_drawing():
    drawn = chart(steps((0, 7, 2), (8, None, 0)), marker=(400, 1))

    x, y = drawn.marker
    assert x == charts.RIGHT
    assert y == drawn.y(1)


def test_chart_without_a_marker_has_none():
    assert chart(steps((0, 7, 1))).marker is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(0, 3, 2), (5, 7, 1)], "Day 5 does not follow 0–3."),
        ([(0, None, 2), (5, 7, 1)], "Day 5 does not follow 0+."),
        ([(0, 3, 3)], "Grade 3 is not on the scale."),
    ],
)
def test_chart_refuses_steps_that_do_not_fit(rows, sentence):
    made = [Step(first_day=a, last_day=b, grade=g, label="") for a, b, g in rows]

    with pytest.raises(ValueError, match=sentence.replace("+", r"\+")):
        chart(made)


def test_earlier_points_lie_where_they_were_told():
    course = steps((0, 3, 2), (4, 7, 1))
    drawn = chart(course, earlier=[(0, 1), (1, 0)], marker=(2, 1))

    assert [y for _x, y in drawn.earlier] == [drawn.y(1), drawn.y(0)]
    assert drawn.earlier[0][1] == drawn.marker[1]
    assert drawn.earlier[0][0] < drawn.earlier[1][0] < drawn.marker[0]
