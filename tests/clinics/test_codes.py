"""Public codes: read as people type them, refused when a letter is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics import codes

CODE = "7K3F9QXM2A"  # ten characters, to which the check digits are added


@pytest.fixture
def code(monkeypatch):
    letters = iter(CODE)
    monkeypatch.setattr(codes.secrets, "choice", lambda _: next(letters))
    return codes.new()


def test_code_is_twelve_characters_in_groups_of_four(code):
    assert code.startswith(CODE)
    assert len(code) == 12
    assert codes.shown(code) == f"7K3F-9QXM-2A{code[10:]}"


def test_no_two_codes_are_alike():
    assert len({codes.new() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed", ["{shown}", " {lower} ", "{code}", "{spaced}", "{dotted}"]
)
def test_code_is_read_however_it_is_written(code, typed):
    shown = codes.shown(code)
    written = typed.format(
        code=code,
        shown=shown,
        lower=shown.lower(),
        spaced=" ".join(code),
        dotted=shown.replace("-", "·"),
    )
    assert codes.read(written) == code


BODIES = st.text(codes.LETTERS, min_size=10, max_size=10)


@given(BODIES)
def test_letters_that_look_like_digits_are_those_digits(body):
    code = codes.with_checks(body)

    assert codes.read(code.replace("0", "o").replace("1", "L")) == code
    assert codes.read(code.replace("1", "i")) == code


@given(BODIES, st.integers(0, 10), st.sampled_from(codes.LETTERS))
def test_one_wrong_or_two_swapped_characters_are_noticed(body, place, wrong):
    code = codes.with_checks(body)
    slip = code[:place] + wrong + code[place + 1 :]
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert codes.read(slip) == (code if slip == code else None)
    assert codes.read(swapped) == (code if swapped == code else None)


@pytest.mark.parametrize(
    "typed", ["", "7K3F", "U" * 12, "7K3F-9QXM-2A00-1", "000000000001", "é" * 12]
)
def test_what_is_no_code_reads_as_none(typed):
    assert codes.read(typed) is None


@pytest.mark.parametrize(
    ("typed", "length", "strange", "alike"),
    [
        ("7K3F-9QXM", 8, (), (("7", "1"), ("3", "8"), ("M", "N"))),
        (
            "7K3F-9QXM-2AUU",
            12,
            ("U",),
            (("7", "1"), ("3", "8"), ("M", "N"), ("2", "Z")),
        ),
        ("ÑÑ", 2, ("Ñ",), ()),
        ("", 0, (), ()),
    ],
)
def test_doubt_says_where_to_look_again(typed, length, strange, alike):
    assert codes.read(typed) is None
    assert codes.doubt(typed) == codes.Doubt(
        length=length, strange=strange, alike=alike
    )
