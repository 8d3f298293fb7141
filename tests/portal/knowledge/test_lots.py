"""Lot numbers: what is one and what is not."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from portal.knowledge import lots

BARE = st.text(st.sampled_from("abcdefgxyz0123456789"), min_size=2, max_size=20)
BETWEEN = st.sampled_from(["", " ", "-", ".", "/", " - ", "_", "\u00a0", "\u2011"])


def normal_or_none(raw):
    try:
        return lots.normal(raw)
    except lots.UnreadableLot:
        return None


@pytest.mark.parametrize(
    "printed",
    [
        *("12024090", "lot 12024090", "LOT#12024090", "1202-4090", "Lot: 1202 4090"),
        *("LOT12024090", "Lot No. 12024090", "Batch 12024090", "Charge-12024090"),
        "\uff11\uff12\uff10\uff12\uff14\uff10\uff19\uff10",
    ],
)
def test_one_lot_however_it_is_written(printed):
    assert lots.normal(printed) == "12024090"


@pytest.mark.parametrize(
    ("one", "other"),
    [("A120", "120"), ("12O4", "1204"), ("B12", "C12"), ("120", "0120")],
)
def test_what_differs_in_a_letter_or_a_digit_stays_apart(one, other):
    assert lots.normal(one) != lots.normal(other)


@pytest.mark.parametrize("raw", ["", " ", "-", "lot", "LOT #", "none", "n/a", "9" * 41])
def test_what_names_no_lot_is_refused(raw):
    with pytest.raises(lots.UnreadableLot):
        lots.normal(raw)


TEXT = st.text(max_size=20)
WITH_A_DIGIT = st.tuples(TEXT, st.sampled_from("0123456789"), TEXT).map("".join)


@given(WITH_A_DIGIT)
@example("lot lot 5")
@example("l-ot12")
@example("İ1")
def test_the_normal_form_is_never_empty_and_stays_as_it_is(raw):
    found = normal_or_none(raw)
    assume(found is not None)

    assert found
    assert lots.normal(found) == found


@given(BARE, st.lists(BETWEEN, min_size=20, max_size=20), st.booleans())
def test_case_gaps_and_signs_do_not_count(bare, gaps, upper):
    plain = normal_or_none(bare)
    assume(plain == bare)  # "lot12" is led by the word
    spread = bare[0] + "".join(f"{a}{b}" for a, b in zip(gaps, bare[1:], strict=False))

    assume(not spread.startswith(("lot", "batch", "charge", "lote", "partida")))
    assert lots.normal(spread.upper() if upper else spread) == bare


@given(BARE, BARE)
def test_two_lots_are_one_only_when_their_letters_and_digits_are(one, other):
    first, second = normal_or_none(one), normal_or_none(other)
    assume(first == one and second == other)

    assert (first == second) is (one == other)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("LOT 1202-4090", "1202-4090"),
        ("Lot No. AB-7", "AB-7"),
        ("LOT#12024090", "12024090"),
        ("TS-7741", "TS-7741"),
        ("Lotus 7", "Lotus 7"),
    ],
)
def test_the_word_before_a_number_is_not_shown_twice(printed, shown):
    assert lots.without_word(printed) == shown
