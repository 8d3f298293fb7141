import pytest

from portal.knowledge import datafile, triage_rules
from portal.knowledge.datafile import DataError
from portal.knowledge.sources import SOURCES
from portal.knowledge.triage_rules import RULES, Level

WORDS = "{en: a, es: b}"
HEAD = (
    f"version: 2026-01-01.1\nstatement: {WORDS}\nlevels:\n"
    + "".join(
        f"- {{level: {level}, name: {WORDS}, advice: {WORDS}}}\n"
        for level in triage_rules.LEVELS
    )
    + "define: {}\n"
)
REST = f"level: clinic, text: {WORDS}, mark: D, sources: [D]"
FALLBACKS = "fallbacks:\n" + "".join(
    f"- {{id: {name}, for: {name}, {REST}}}\n" for name in triage_rules.FALLBACKS
)


def rule(when, level="clinic", more=""):
    return (
        f"- {{id: R, level: {level}, when: {when}, text: {WORDS}, mark: D,"
        f" sources: [D]{more}}}\n"
    )


def load(rules, fallbacks=FALLBACKS, head=HEAD):
    text = f"{head}rules:\n{rules}{fallbacks}"
    return triage_rules.load(datafile.parse(text, file="t.yaml"))


def test_a_rule_file_is_read():
    rules = load(rule("{heat: 2+}", more=", actions: [flag_batch]"))

    assert [(r.id, r.level, r.actions) for r in rules.rules] == [
        ("R", Level.CLINIC, ("flag_batch",))
    ]
    assert rules.by_key == {"heat": (0,)}


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        (rule("{heat: 2+}") * 2, r"\(R\): this id is written twice"),
        (rule("{day: 40+}"), "would fire on an empty report"),
        (rule("{risk: [diabetes]}"), "would fire on an empty report"),
        (rule("{heat: 2+}", more=", actions: [panic]"), "unknown action 'panic'"),
        (rule("{heat: 2+}", level="soon"), "'level' is 'soon'"),
    ],
)
def test_load_refuses_a_rule(rules, complaint):
    with pytest.raises(DataError, match=complaint):
        load(rules)


def test_load_wants_every_fallback_and_level():
    with pytest.raises(DataError, match="'fallbacks' must hold nothing_to_judge,"):
        load(rule("{heat: 2+}"), fallbacks="fallbacks: []")
    with pytest.raises(DataError, match="'levels' must hold every level"):
        load(rule("{heat: 2+}"), head=HEAD.replace("emergency", "urgent"))


def test_every_rule_speaks_both_languages_and_names_its_sources():
    for each in (*RULES.rules, *RULES.fallbacks.values()):
        assert each.text.en
        assert each.text.es
        assert set(each.sources) <= set(SOURCES)
        assert each.sources


@pytest.mark.parametrize(
    "id_",
    [
        *(f"E{n}" for n in range(1, 9)),
        *(f"U{n}" for n in range(1, 11)),
        *(f"C{n}" for n in range(1, 14)),
    ],
)
def test_the_published_rules_are_there(id_):
    level = {"E": Level.EMERGENCY, "U": Level.URGENT, "C": Level.CLINIC}[id_[0]]

    assert [r.level for r in RULES.rules if r.id == id_] == [level]


def test_levels_are_in_order():
    assert list(RULES.levels) == sorted(Level)
    assert Level.EXPECTED < Level.CLINIC < Level.URGENT < Level.EMERGENCY
