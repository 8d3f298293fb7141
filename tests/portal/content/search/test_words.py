"""Words are compared without accents, endings and slips of the finger."""

import pytest

from portal.content.search import red_flags, vocabulary
from portal.content.search.nearness import Lexicon, distance, nearest, neighbours
from portal.content.search.words import forms, stem, stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich", ["zurich"]),
        ("ZURICH", ["zurich"]),
        ("I can’t / can't", ["i", "cant", "cant"]),
        ("Ingrown_hair-spots", ["ingrown", "hair", "spots"]),
        ("\uff33\uff23\uff21\uff22", ["scab"]),
        ("Straße ñandú", ["strasse", "nandu"]),
        ("قشرة", ["قشرة"]),
        ("% _ ' \" \\ --", []),
        ("a" * 90, ["a" * 40]),
    ],
)
def test_forms_are_folded(text, expected):
    assert forms(text) == expected


def test_a_combining_accent_is_the_same_letter():
    assert forms("Zu\u0308rich") == forms("Z\u00fcrich") == ["zurich"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "scab", "scabs"),
        ("en", "itching", "itches"),
        ("en", "swollen", "swollen"),
        ("es", "costras", "costra"),
        ("es", "inflamación", "INFLAMACION"),
        ("es", "infección", "infecciones"),
    ],
)
def test_endings_and_accents_do_not_matter(language, one, other):
    assert stems(one, language) == stems(other, language)


def test_a_language_without_a_stemmer_keeps_its_forms():
    assert stem("haare", "xx") == "haare"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("scab", "scab", 0),
        ("scab", "scabs", 1),
        ("scab", "sacb", 1),
        ("scab", "slab", 1),
        ("folliculitis", "foliculitus", 2),
        ("", "abc", 3),
    ],
)
def test_distance_counts_slips(one, other, expected):
    assert distance(one, other) == distance(other, one) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("crsut", "crust"),
        ("crut", "crust"),
        ("crustt", "crust"),
        ("crzust", "crust"),
        ("foliculitus", "folliculitis"),
        ("granulmoa", "granuloma"),
    ],
)
def test_near_words_share_a_neighbour_and_are_the_nearest(typed, meant):
    lexicon = Lexicon(["crust", "crest", "trust", "folliculitis", "granuloma"])

    assert neighbours(typed) & neighbours(meant)
    assert nearest(typed, lexicon.near(typed))[0] == meant


@pytest.mark.parametrize("typed", ["scb", "2026", "قشرة", "keloids"])
def test_short_words_numbers_other_scripts_and_far_words_are_not_corrected(typed):
    lexicon = Lexicon(["scab", "2025", "قشرت", "granuloma"])

    assert nearest(typed, lexicon.near(typed)) == []


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "crusts", "scab"),
        ("en", "lumps", "granuloma"),
        ("en", "pimple", "folliculitis"),
        ("en", "ingrown hairs", "folliculitis"),
        ("es", "postillas", "costra"),
        ("es", "comezon", "picor"),
        ("es", "bulto", "granuloma"),
    ],
)
def test_everyday_words_have_the_meaning_of_ours(language, said, meant):
    found = vocabulary.of(language).meanings(stems(said, language))

    assert all(stems(meant, language)[0] in each for each in found)


def test_a_language_without_a_file_has_no_synonyms():
    assert vocabulary.of("xx").meanings(["scab"]) == [set()]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_synonym_is_a_word_without_meaning(language):
    known = vocabulary.of(language)

    silent = {p for p in known.synonyms if set(p) <= known.stop_words}
    assert silent == set()


@pytest.mark.parametrize(
    "query",
    [
        "can't breathe",
        "I can’t breathe!",
        "trouble BREATHING",
        "anaphylaxis",
        "anaphylaxsis",
        "swollen tongue",
        "my tongue is swelling",
        "throat closing up",
        "no puedo respirar",
        "lengua hinchada",
        "anafilaxia",
        "he fainted",
        "sepsis",
    ],
)
def test_a_danger_to_the_body_raises_its_flag(query):
    (flag,) = red_flags.raised_by(query)

    assert flag.card["heading"] == "Call 999, 112 or 911 now if"
    assert "It is hard to breathe or to swallow" in flag.card["items"]


@pytest.mark.parametrize(
    "query",
    [
        "suicide",
        "suicde",
        "I want to kill myself",
        "want to die",
        "self-harm",
        "quiero morir",
        "suicidio",
        "hacerme daño",
        "i cant go on like this",
    ],
)
def test_a_danger_to_life_raises_its_flag(query):
    (flag,) = red_flags.raised_by(query)

    assert (
        "You think about ending your life, or about hurting yourself"
        in (flag.card["items"])
    )


@pytest.mark.parametrize(
    "query",
    [
        "crusts",
        "swelling of the forehead",
        "red scalp",
        "how long do scabs last",
        "",
        "blue dots",
        "sore throat lozenges",
        "costras",
        "hinchazón",
        "dead skin",
    ],
)
def test_ordinary_searches_raise_no_flag(query):
    assert red_flags.raised_by(query) == []
