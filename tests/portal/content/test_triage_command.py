"""`manage.py triage`: a report in, an assessment out, and a sentence for the rest."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from portal.knowledge import schema


@pytest.fixture
def triage(monkeypatch):
    """`triage(b"…", "--schema")`: what the command writes, and with which code."""

    def run(told: bytes = b"", *arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told)))
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("triage", *arguments, stdout=out, stderr=err)
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
        return 0, out.getvalue(), err.getvalue()

    return run


def test_a_fever_on_day_5_is_urgent_and_says_why(triage):
    code, out, err = triage(b'{"day": 5, "answers": {"temp": 38.5}}')

    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["level"] == "urgent"
    fired = {each["id"]: each for each in answer["fired"]}
    assert fired["U4"]["because"] == {"temp": 38.5}
    assert "Fever or shivering" in fired["U4"]["text"]
    assert {source["publisher"] for source in fired["U4"]["sources"]} >= {"NHS"}


def test_the_answer_comes_in_spanish(triage):
    _, out, _ = triage(b'{"day": 1, "answers": {}}', "--language", "es")

    assert json.loads(out)["name"] == "Contacta con tu clínica"


def test_the_schema_is_the_schema_of_the_questions(triage):
    assert json.loads(triage(b"", "--schema")[1]) == schema.schema()
    spanish = json.loads(triage(b"", "--schema", "--language", "es")[1])
    assert spanish == schema.schema(language="es")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_what_terminals_do_to_text_does_no_harm(triage, encoding):
    told = '{"day": 5, "answers": {"temp": "38,5 °C"}}'

    code, out, _ = triage(told.encode(encoding))

    assert (code, json.loads(out)["level"]) == (0, "urgent")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (b" ", "There is no report"),
        (b'{"day": 5, "answers": {"note": "' + b"x" * 5_000_000, "too long"),
        (b'{"day": 5, "answers": {"' + b"x" * 500 + b'": 1}}', "no question 'xxx"),
        (b"fever", "not JSON"),
        (b"\xff\xff", "UTF-8"),
        (b"[" * 200_000, "too many brackets"),
        (b'{"day": ' + b"9" * 5000 + b', "answers": {}}', "number is too long"),
        (b"[]", "'report'"),
        (b'{"day": 5}', "'answers' is missing"),
        (b'{"answers": {}}', "'day' is missing"),
        (b'{"day": 5, "day": 9, "answers": {}}', "'day' stands twice"),
        (b'{"day": "five", "answers": {}}', "'day'"),
        (b'{"day": true, "answers": {}}', "'day'"),
        (b'{"day": 40000, "answers": {}}', "'day' must be at most 36500"),
        (b'{"day": 5, "answers": []}', "'answers'"),
        (b'{"day": 5, "temp": 38}', "'temp'"),
        (b'{"day": 5, "answers": {"tmp": 38}}', "Did you mean 'temp'"),
        (b'{"day": 5, "answers": {"temp": NaN}}', "'temp'"),
        (b'{"day": 5, "answers": {"temp": 60}}', "'temp'"),
        (b'{"day": 5, "answers": {"red_flags": "out of breath"}}', "'red_flags'"),
        (b'{"day": 5, "answers": {"red_flags": [["breathing"]]}}', "'red_flags'"),
        (b'{"day": 5, "answers": {"other": 7}}', "'other'"),
        (b'{"day": 5, "answers": {}, "profile": []}', "'profile'"),
        (b'{"day": 5, "answers": {}, "profile": {"age": -1}}', "'age'"),
        (b'{"day": 5, "answers": {}, "profile": {"risk": true}}', "'risk'"),
        (b'{"day": 5, "answers": {}, "history": {}}', "'history'"),
        (
            b'{"day": 5, "answers": {}, "history": [{"day": 9, "answers": {}}]}',
            "'history' cannot be read. A report of day 9",
        ),
    ],
)
def test_what_cannot_be_read_gives_one_sentence_and_code_2(triage, told, words):
    code, out, err = triage(told)

    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
