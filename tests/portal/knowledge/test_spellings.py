import pytest

from portal.knowledge import spellings
from portal.knowledge.symptoms import CATALOGUE, AnswerError


@pytest.mark.parametrize(
    ("key", "told", "meant"),
    [
        ("temp", "38.5", 38.5),
        ("temp", "38,5 °C", 38.5),
        ("temp", " 101.3F ", 101.3),
        ("temp", "38 f", 38.0),
        ("temp", 38, 38),
        ("pain_nrs", "6/10", 6),
        ("pain_nrs", "6", 6),
        ("pain_nrs", 6.0, 6),
        ("heat", 2.0, 2),
        ("heat", "2", 2),
        ("heat", "severe, stops what you normally do", 3),
        ("heat", "Intenso, te impide hacer tu vida normal", 3),
        ("bumps", False, 0),
        ("redness_extent", "no", 0),
        ("blisters_sores", "Yes", True),
        ("blisters_sores", 1, True),
        ("blisters_sores", "sí", True),
        ("blisters_sores", "no", False),
        ("blisters_sores", 0, False),
        ("blisters_sores", False, False),
        ("trend", " Worse ", "worse"),
        ("eye_face", "swelling only", "swelling_only"),
        ("eye_face", False, "no"),
        ("rash_elsewhere", "none", "no"),
        ("red_flags", "breathing", ["breathing"]),
        ("red_flags", "breathing, Fainted", ["breathing", "fainted"]),
        ("red_flags", ["chest-pain", "chest_pain"], ["chest_pain"]),
        ("red_flags", {"breathing": "yes", "fainted": 0}, ["breathing"]),
        ("red_flags", ["none"], []),
        ("red_flags", ["none", "breathing"], ["breathing"]),
        ("red_flags", False, []),
        ("care_received", "none", ["none"]),
        ("care_received", ["none", "gp"], ["none", "gp"]),
        ("note", "38,5", "38,5"),
        ("heat", " ", None),
        ("heat", None, None),
    ],
)  # fmt: skip
def test_what_can_mean_one_thing_only_is_read_as_that(key, told, meant):
    found = spellings.answer(CATALOGUE.item(key), told)

    assert (found, type(found)) == (meant, type(meant))
    if meant is not None:
        CATALOGUE.item(key).check(found)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("temp", "high"),
        ("temp", "38.5 K"),
        ("temp", {"value": 38.5}),
        ("pain_nrs", "6.5"),
        ("pain_nrs", "6/20"),
        ("pain_nrs", True),
        ("heat", "severe"),
        ("heat", True),
        ("blisters_sores", "maybe"),
        ("blisters_sores", 2),
        ("blisters_sores", 0.0),
        ("trend", "worsening"),
        ("trend", False),
        ("eye_face", True),
        ("eye_face", "yes"),
        ("red_flags", True),
        ("red_flags", ["dyspnoea"]),
        ("red_flags", [["breathing"]]),
        ("red_flags", [None]),
        ("red_flags", {"breathing": "a bit"}),
        ("red_flags", {"dyspnoea": True}),
        ("red_flags", 1),
        ("note", 5),
    ],
)
def test_what_could_mean_something_else_is_refused(key, told):
    item = CATALOGUE.item(key)

    with pytest.raises(AnswerError, match=f"'{key}' must be"):
        item.check(spellings.answer(item, told))


def test_a_day_is_whole_however_it_is_written():
    read = [spellings.whole(told) for told in (5, 5.0, "5", " 5.0 ", "5/10", 5.5, True)]

    assert read == [5, 5, 5, 5, "5/10", 5.5, True]
    assert read[-1] is True


def test_a_report_names_the_question_that_nobody_asks():
    with pytest.raises(AnswerError, match=r"'vomiting'\. It is an answer to 'unwell'"):
        spellings.answers({"heat": "2", "vomiting": True})
