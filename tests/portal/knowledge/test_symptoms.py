import pytest

from portal.knowledge import datafile, symptoms
from portal.knowledge.datafile import DataError
from portal.knowledge.symptoms import CATALOGUE, AnswerError, Kind


def test_every_question_speaks_both_languages():
    for item in CATALOGUE.items.values():
        for text in (item.name, item.question, *(o.label for o in item.options)):
            assert text.en
            assert text.es


def test_option_is_found_by_value():
    assert CATALOGUE.item("heat").option(2).label.en == "Moderate, hard to ignore"
    with pytest.raises(KeyError):
        CATALOGUE.item("heat").option(9)


def test_a_sparse_report_is_valid():
    CATALOGUE.validate({})
    CATALOGUE.validate({"heat": None, "redness_extent": 2, "risk": ["diabetes"]})
    CATALOGUE.validate({"temp": 38.2, "other": False, "note": "x", "colour": "blue"})


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"heet": 1}, "There is no question 'heet'. Did you mean 'heat'"),
        ({"zzzzzz": 1}, "There is no question 'zzzzzz'. Known are: red_flags,"),
        ({"heat": 5}, "'heat' must be a whole number from 0 to 4, not 5."),
        ({"heat": -1}, "not -1"),
        ({"heat": True}, "not true"),
        ({"pain_nrs": 2.5}, "'pain_nrs' must be a whole number from 0 to 10, not 2.5."),
        ({"temp": 200}, "'temp' must be a number from 30 to 45 or from 86 to 113"),
        ({"temp": 60.5}, "not 60.5"),
        ({"trend": "bad"}, "'trend' must be one of 'better', 'same', 'worse'"),
        ({"trend": 1}, "not 1"),
        ({"other": "yes"}, "'other' must be true or false, not 'yes'."),
        ({"slips": "swam"}, "'slips' must be a list out of 'scratched'"),
        ({"slips": ["ran"]}, r"not \['ran'\]"),
        ({"note": "x" * 4001}, "'note' must be a text of at most 4000 characters"),
        ({"note": 3}, "not 3"),
    ],
)
def test_validate_refuses_with_a_sentence(answers, sentence):
    with pytest.raises(AnswerError, match=sentence) as caught:
        CATALOGUE.validate(answers)
    assert caught.value.key == next(iter(answers))


def test_the_kinds_of_the_grades_and_numbers():
    assert CATALOGUE.item("bumps").kind is Kind.SCALE
    assert (CATALOGUE.item("bumps").lowest, CATALOGUE.item("bumps").highest) == (0, 4)
    assert CATALOGUE.item("itch_nrs").kind is Kind.NUMBER


HEAD = "version: 2026-01-01.1\nsections: [{key: s, title: {en: a, es: b}}]\nitems:\n"
ITEM = (
    "- {key: k, section: s, role: sign, core: true, name: {en: a, es: b},"
    " question: {en: a, es: b}, help: null, sources: [D], "
)
OPTION = "{value: 0, label: {en: a, es: b}}"
WORD = "{value: w, label: {en: a, es: b}}"


@pytest.mark.parametrize(
    ("items", "complaint"),
    [
        (
            ITEM + "kind: yes_no}\n" + ITEM + "kind: yes_no}",
            "this key is written twice",
        ),
        (ITEM + "kind: guess}", "'kind' is 'guess'"),
        (
            ITEM + "kind: number, lowest: 0, highest: 9, whole: true, gap: [1]}",
            "'gap' must be two numbers",
        ),
        (ITEM + "kind: yes_no, options: []}", "unknown key 'options'"),
        (ITEM + f"kind: ticks, options: [{WORD}, {WORD}]}}", "an option is written"),
        (
            ITEM + "kind: scale, options: [{value: 1, label: {en: a, es: b}}]}",
            "0, 1, 2",
        ),
    ],
)
def test_load_refuses(items, complaint):
    with pytest.raises(DataError, match=complaint):
        symptoms.load(datafile.parse(HEAD + items, file="q.yaml"))
