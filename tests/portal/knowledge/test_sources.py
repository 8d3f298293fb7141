import pytest

from portal.knowledge import datafile, sources
from portal.knowledge.datafile import DataError

LINE = "{key: K1, title: T, publisher: P, reference: R, kind: law, read_on: 2026-01-02}"


def test_get_returns_the_source():
    source = sources.get("N1")

    assert source.publisher == "NHS"
    assert source.kind is sources.Kind.OFFICIAL
    assert source.url == "https://www.nhs.uk/conditions/anaphylaxis/"


def test_a_citation_has_no_url():
    assert sources.get("M2").url is None


def test_get_names_the_unknown_key():
    with pytest.raises(sources.UnknownSource, match=r"no source 'Z9' in sources\.yaml"):
        sources.get("Z9")


def test_resolve_keeps_the_order():
    assert [source.key for source in sources.resolve(["S1", "A1"])] == ["S1", "A1"]


def test_load_refuses_a_key_written_twice():
    file = datafile.parse(f"version: v\nsources: [{LINE}, {LINE}]", file="s.yaml")

    with pytest.raises(DataError, match=r"s\.yaml, line 2 \(K1\): this key is written"):
        sources.load(file)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{sources: []}", "'sources' is empty"),
        ("{sources: [Z9]}", r"source 'Z9' is not in sources\.yaml"),
    ],
)
def test_cited_refuses(line, complaint):
    with pytest.raises(DataError, match=complaint):
        sources.cited(datafile.parse(line, file="s.yaml"))


def test_mark_is_read_from_the_line():
    line = datafile.parse("mark: V2", file="s.yaml")

    assert sources.mark(line) is sources.Mark.TWO_SOURCES
