"""Words for emergency signs: found as whole words, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge import datafile, note_words
from portal.knowledge.datafile import DataError
from portal.knowledge.note_words import SIGNS, WORDS, mentioned, plain

PHRASES = [(sign, words) for sign, found in WORDS.items() for words in found]
phrases = st.sampled_from(PHRASES)
# Signs that stand beside words; a combining accent would belong to the letter before.
around = st.sampled_from(["", " ", ". ", "\n", "!", "¡", "(", "… ", "-", "_", "\t"])
ACCENTS = str.maketrans({"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ü", "n": "ñ"})
WRITTEN = [str.upper, str.title, lambda words: words.translate(ACCENTS), str.swapcase]


@pytest.mark.parametrize(
    ("note", "signs"),
    [
        ("I can't breathe", {"breathing"}),
        ("i CANT breathe!!", {"breathing"}),
        ("I can’t breathe", {"breathing"}),
        ("My tongue is swollen and I want to die.", {"mouth_swelling", "suicidal"}),
        ("Me cuesta respirar", {"breathing"}),
        ("no quiero vivir", {"suicidal"}),
        ("ME DESMAYE ayer", {"fainted"}),
        ("All is fine, thank you.", set()),
        ("", set()),
        # Said every day, of other things.
        ("I can't see any change, and no veo mejoría", set()),
        ("Me muero de picor, y hay piel muerta", set()),
        ("I am confused about the plan", set()),
        # Words are found, not what they mean.
        ("No chest pain at all", {"chest_pain"}),
    ],
)
def test_what_people_write(note, signs):
    assert set(mentioned(note)) == signs


def test_what_was_ticked_is_no_news():
    note = "I can't breathe, and my lips are blue"

    assert mentioned(note) == ("breathing", "blue_or_grey")
    assert mentioned(note, ticked=["breathing"]) == ("blue_or_grey",)


def test_each_sign_of_the_form_has_its_words_once():
    assert list(WORDS) == list(SIGNS.values)
    assert len({words for _sign, words in PHRASES}) == len(PHRASES)


@given(phrases, st.sampled_from(WRITTEN), around, around)
def test_case_accents_and_signs_beside_a_word_do_not_matter(phrase, write, left, right):
    sign, words = phrase

    assert sign in mentioned(
        f"Today{left or ' '}{write(words.strip())}{right or ' '}so"
    )


@given(phrases, st.sampled_from("abcxyz0"))
def test_a_part_of_a_longer_word_is_not_found(phrase, letter):
    _sign, words = phrase
    within = f"{letter}{words.strip()}{letter}"

    assert words not in plain(within)


@given(st.text(max_size=200))
def test_any_text_is_read_the_same_twice_and_more_words_hide_nothing(note):
    assert mentioned(note) == mentioned(note)
    assert set(mentioned(note)) <= set(mentioned(f"{note} . well"))
    assert plain(plain(note)) == plain(note)


def file(*signs: str):
    return datafile.parse(
        f"version: v\nsigns: [{', '.join(signs)}]", file="note_words.yaml"
    )


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        (["{sign: breathing, en: [a], es: [b]}"] * 2, "this sign is written twice"),
        (["{sign: breathing, en: [a, '!'], es: [b]}"], "a phrase is empty"),
        (["{sign: hiccups, en: [a], es: [b]}"], "'sign' is 'hiccups'"),
        (["{sign: breathing, en: [a], es: [b]}"], "no words for mouth_swelling, blue"),
    ],
)
def test_a_slip_in_the_file_is_said(signs, said):
    with pytest.raises(DataError, match=said):
        note_words.load(file(*signs))
