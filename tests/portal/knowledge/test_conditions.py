import pytest

from portal.knowledge import conditions, datafile, reports
from portal.knowledge.datafile import DataError
from portal.knowledge.reports import Earlier, Profile


def condition(text, named=None):
    return conditions.parse(datafile.parse(text, file="t.yaml"), named or {})


def case(answers, day=5, risks=(), history=()):
    return reports.read(
        answers, day=day, profile=Profile(frozenset(risks)), history=history
    )


@pytest.mark.parametrize(
    ("text", "answers", "because"),
    [
        ("heat: 2+", {"heat": 2}, ("heat",)),
        ("heat: 2+", {"heat": 1}, None),
        ("heat: 2+", {}, None),
        ("temp: 38+", {"temp": 100.4}, ("temp",)),
        ("temp: below 36", {"temp": 35.9}, ("temp",)),
        ("temp: below 36", {"temp": 36}, None),
        ("temp: below 36", {}, None),
        ("blisters_sores: yes", {"blisters_sores": True}, ("blisters_sores",)),
        ("blisters_sores: yes", {"blisters_sores": False}, None),
        ("eye_face: swelling_only+", {"eye_face": "heat_or_pain"}, ("eye_face",)),
        ("eye_face: heat_or_pain", {"eye_face": "swelling_only"}, None),
        ("colour: [blue, patchy]", {"colour": "patchy"}, ("colour",)),
        ("colour: [blue]", {"colour": "patchy"}, None),
        ("unwell: [headache, vomiting]", {"unwell": ["vomiting"]}, ("unwell",)),
        ("unwell: [headache]", {"unwell": []}, None),
        ("{heat: 1+, fluid: 1+}", {"heat": 1, "fluid": 2}, ("heat", "fluid")),
        ("{heat: 1+, fluid: 1+}", {"heat": 1}, None),
        ("any: [heat: 1+, fluid: 1+]", {"heat": 1, "fluid": 0}, ("heat",)),
        ("any: [heat: 1+, fluid: 1+]", {"heat": 1, "fluid": 1}, ("heat", "fluid")),
        ("any: [heat: 1+, fluid: 1+]", {"heat": 0}, None),
        ("{day: 0-5, heat: 1+}", {"heat": 1}, ("heat",)),
        ("{day: 6+, heat: 1+}", {"heat": 1}, None),
        (
            "{risk: [keloid], heat: 1+}",
            {"heat": 1, "risk": ["keloid"]},
            ("risk", "heat"),
        ),
        ("{risk: [keloid], heat: 1+}", {"heat": 1}, None),
        ("beyond_course: {of: [heat], at_least: 1}", {"heat": 1}, ("heat",)),
        ("beyond_course: {of: [heat, fluid], at_least: 2}", {"heat": 1}, None),
    ],
)
def test_condition_holds_because_of_answers(text, answers, because):
    assert condition(text).test(case(answers)) == because


@pytest.mark.parametrize(
    ("past", "because"),
    [
        ([1, 2], ("pain_nrs", "history")),
        ([5, 1, 2], ("pain_nrs", "history")),
        ([2, 3], None),
        ([2], None),
        ([], None),
    ],
)
def test_rising_compares_with_the_last_reports(past, because):
    rising = condition("rising: {of: [pain_nrs], by: 1, reports: 2}")
    history = [Earlier(day, {"pain_nrs": grade}) for day, grade in enumerate(past)]

    assert rising.test(case({"pain_nrs": 3}, history=history)) == because
    assert rising.test(case({}, history=history)) is None


@pytest.mark.parametrize(
    ("old", "because"),
    [
        (Earlier(3, {"heat": 2}), ("history",)),
        (Earlier(3, {"heat": 1}), None),
        (Earlier(2, {"heat": 2}), None),
    ],
)
def test_earlier_reads_the_reports_of_the_past_days(old, because):
    earlier = condition("earlier: {when: {heat: 2+}, days_ago: 0-2}")

    assert earlier.test(case({}, history=[old])) == because


def test_a_named_condition_is_used_by_its_name():
    named = {"hot": condition("heat: 3+")}

    assert condition("is: hot", named).test(case({"heat": 3})) == ("heat",)


def test_a_condition_knows_what_it_reads():
    found = condition(
        "{any: [heat: 1+, is: old], risk: [keloid], day: 1+}",
        {"old": condition("earlier: {when: {fluid: 1+}, days_ago: 1+}")},
    )

    assert found.keys == {"heat", "history", "risk"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{}", "must ask for something"),
        ("nose: 1+", "cannot ask for 'nose'"),
        ("note: x", "cannot ask for 'note'"),
        ("heat: 0+", "'heat' must be like '3\\+' and inside its scale, not 0\\+"),
        ("heat: 5+", "inside its scale"),
        ("heat: low", "inside its scale"),
        ("heat: 3", "'heat' must be str, not 3"),
        ("heat: below 2", "'heat' may not be asked for low values"),
        ("blisters_sores: no", "may only be asked for 'yes'"),
        ("trend: better+", "'trend' may not be asked for 'better'"),
        ("trend: worse+", "'trend' must be like 'same\\+', not 'worse\\+'"),
        ("trend: same", "must be like"),
        ("trend: awful+", "must be like"),
        ("colour: [as_expected]", "'colour' may not be asked for 'as_expected'"),
        ("colour: [red]", "'colour' has not all of"),
        ("unwell: [sad]", "'unwell' has not all of"),
        ("risk: [luck]", "'risk' has not all of"),
        ("is: nothing", "no condition is named 'nothing'"),
        ("rising: {of: [nose], by: 1, reports: 1}", "there is no question 'nose'"),
        ("day: soon", "days 'soon' are not like"),
    ],
)
def test_parse_refuses(text, complaint):
    with pytest.raises(DataError, match=complaint):
        condition(text)
