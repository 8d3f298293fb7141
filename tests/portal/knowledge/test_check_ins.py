"""When a person is asked how it is."""

import itertools

from portal.knowledge import check_ins, plan_steps


def test_check_ins_of_the_plan_and_the_three_after_it():
    assert [asked.day for asked in check_ins.ALL] == [1, 3, 7, 14, 28, 90, 180, 365]
    assert [asked.months for asked in check_ins.LATE] == [3, 6, 12]


def test_a_report_counts_on_the_days_to_which_a_clinic_may_move_the_check_in():
    for asked in check_ins.ALL:
        if asked.slug:
            move = plan_steps.STEPS[asked.slug].move
            assert (asked.first, asked.last) == (move.earliest, move.latest)
        assert asked.first <= asked.day <= asked.last


def test_days_of_the_late_ones_do_not_overlap():
    late = (check_ins.LAST_OF_HEALING, *check_ins.LATE)

    assert all(one.last < other.first for one, other in itertools.pairwise(late))
