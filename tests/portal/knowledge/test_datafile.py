from datetime import date

import pytest

from portal.knowledge import datafile
from portal.knowledge.datafile import DataError
from portal.knowledge.text import Text


def parse(text):
    return datafile.parse(text, file="demo.yaml")


def test_entry_remembers_its_line_and_name():
    (_, second) = parse("rows:\n- key: a\n- key: b\n").entries("rows")

    assert str(second.fail("is odd")) == "demo.yaml, line 3 (b): is odd"


def test_entry_without_a_name_gives_file_and_line():
    assert str(parse("a: 1").fail("is odd")) == "demo.yaml, line 1: is odd"


def test_words_of_yaml_1_1_stay_words():
    file = parse("a: no\nb: yes\non: off\nc: true\nd: false")

    assert file == {"a": "no", "b": "yes", "on": "off", "c": True, "d": False}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\na: 2", "demo.yaml, line 1: 'a' is written twice"),
        ("- a", "demo.yaml: must hold one mapping"),
        ("a: [", "demo.yaml: not valid YAML"),
    ],
)
def test_parse_refuses(text, complaint):
    with pytest.raises(DataError, match=complaint):
        parse(text)


@pytest.mark.parametrize(
    ("text", "read", "complaint"),
    [
        ("b: 1", lambda e: e.only("a"), "unknown key 'b'; known: a"),
        ("b: 1", lambda e: e.take("a", int), "'a' is missing"),
        ("a: x", lambda e: e.take("a", int), "'a' must be int, not 'x'"),
        ("a: true", lambda e: e.take("a", int), "'a' must be int, not True"),
        ("a: [1]", lambda e: e.strings("a"), "'a' must be str, not 1"),
        ("a: [1]", lambda e: e.entries("a"), "'a' must be Entry, not 1"),
        ("a: z", lambda e: e.one_of("a", ["x"]), "'a' is 'z'; allowed: x"),
        ("a: {en: x}", lambda e: e.text("a"), "'es' is missing"),
        ("a: {en: x, fr: y}", lambda e: e.text("a"), "unknown key 'fr'"),
        ("a: {en: x, es: ' '}", lambda e: e.text("a"), "'a' says nothing in 'es'"),
        ("version: 1.2", datafile.version, "'version' must be str, not 1.2"),
        ("version: 'x.1'", datafile.version, "version 'x.1' is not like"),
        ("version: '2026-13-01.1'", datafile.version, "is not like"),
        ("version: '2026-01-01'", datafile.version, "is not like '2026-11-23.1'"),
    ],
)
def test_entry_refuses(text, read, complaint):
    with pytest.raises(DataError, match=complaint):
        read(parse(text))


def test_entry_reads_what_may_be_absent():
    file = parse("a: null\nb: {en: x, es: y}\nc: 3")

    assert file.maybe("a", int) is None
    assert file.maybe("c", int) == 3
    assert file.maybe_text("a") is None
    assert file.maybe_text("b") == Text("x", "y")


def test_rows_know_their_line():
    (row,) = datafile.rows("a,b\n1,2\n", file="demo.csv")

    assert row == {"a": "1", "b": "2"}
    assert row.line == 2


@pytest.mark.parametrize("line", ["1", "1,2,3"])
def test_rows_refuse_a_line_of_another_length(line):
    with pytest.raises(DataError, match=r"demo\.csv, line 2: this line has not"):
        datafile.rows(f"a,b\n{line}\n", file="demo.csv")


def test_version_is_a_day_and_a_count():
    assert datafile.version(parse("version: 2026-01-31.2")) == "2026-01-31.2"


def test_shipped_rows_are_read_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(datafile, "FOLDER", tmp_path)
    (tmp_path / "demo.csv").write_text("a\n1\n", encoding="utf-8")

    assert datafile.read_rows("demo.csv") == ({"a": "1"},)


def test_plain_yaml_is_read_as_it_is():
    assert datafile.plain("days: [2026-11-23]\nopen: yes") == {
        "days": [date(2026, 11, 23)],
        "open": True,
    }
