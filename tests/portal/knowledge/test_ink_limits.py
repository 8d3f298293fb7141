from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.knowledge.ink_limits import (
    Outcome,
    Result,
    UnknownUnit,
    UnreadableResult,
    check,
    in_force,
    untested,
)
from portal.knowledge.ink_table import TABLE, Basis

TODAY = date(2026, 11, 23)
TOTALS = [limit for limit in TABLE.limits if limit.basis is Basis.TOTAL]

amounts = st.decimals(min_value=Decimal("0.0001"), max_value=200_000, places=4)


def verdict(substance, value, unit="mg/kg", place="ES", on=TODAY, **more):
    result = Result(substance=substance, value=value, unit=unit, **more)
    (found,) = check([result], jurisdiction=place, on=on)
    return found


@given(st.sampled_from(TOTALS), amounts)
def test_a_result_at_or_above_the_limit_fails(limit, value):
    found = verdict(limit.substance, value)

    assert found.outcome is (Outcome.FAIL if value >= limit.ppm else Outcome.PASS)


@given(st.sampled_from(TOTALS))
def test_the_limit_itself_fails_in_every_unit(limit):
    for unit, value in (
        ("ppm", limit.ppm),
        ("ppb", limit.ppm * 1000),
        ("%", limit.ppm / 10_000),
        ("µg/g", limit.ppm),
    ):
        assert verdict(limit.substance, value, unit).outcome is Outcome.FAIL


@given(st.sampled_from(TABLE.limits), amounts)
def test_a_detection_limit_at_or_above_the_limit_proves_nothing(limit, above):
    lowest = limit.ppm + above

    for found in (
        verdict(limit.substance, None, qualifier="n.d.", detection_limit=lowest),
        verdict(limit.substance, lowest, qualifier="<"),
        verdict(limit.substance, limit.ppm, qualifier="<"),
    ):
        assert found.outcome is Outcome.PROVES_NOTHING


@given(st.sampled_from(TOTALS), st.sampled_from(["mg/l", "µg/ml", "x", ""]))
def test_an_unknown_unit_is_refused(limit, unit):
    with pytest.raises(UnknownUnit):
        verdict(limit.substance, 1, unit)


@pytest.mark.parametrize(
    ("substance", "value", "more", "outcome"),
    [
        # not detected
        ("Lead", None, {"qualifier": "n.d.", "detection_limit": "0.1"}, "pass"),
        ("Lead", None, {"qualifier": "n.d."}, "proves nothing"),
        ("Lead", 0, {}, "proves nothing"),
        ("Lead", "0.1", {"qualifier": "<"}, "pass"),
        ("BaP", None, {"qualifier": "nd", "detection_limit": "0.01"}, "proves nothing"),
        ("Lead", "0.2", {"detection_limit": "1"}, "proves nothing"),
        ("Lead", "0.2", {"detection_limit": "0.3"}, "pass"),
        ("Lead", "0.4", {"detection_limit": "0.3"}, "pass"),
        # open upwards
        ("Lead", "0.7", {"qualifier": ">"}, "fail"),
        ("Lead", "0.5", {"qualifier": ">"}, "proves nothing"),
        # only the soluble part counts
        ("Barium (soluble)", 500, {}, "fail"),
        ("Barium", 500, {"fraction": "soluble"}, "fail"),
        ("Barium (soluble)", "499.9", {}, "pass"),
        ("Barium", 499, {}, "pass"),
        ("Barium", 500, {}, "proves nothing"),
        ("Total copper", 300, {}, "proves nothing"),
        ("Zinc", 2000, {"fraction": "total"}, "proves nothing"),
        # hexavalent chromium
        ("Chromium", "0.4", {}, "pass"),
        ("Chromium", "0.5", {}, "proves nothing"),
        ("Cr(VI)", "0.5", {}, "fail"),
        ("Chromium (VI)", "0.49", {}, "pass"),
        ("Chromium", "0.6", {"fraction": "hexavalent"}, "fail"),
        ("Chromium", "0.1", {"fraction": "soluble"}, "proves nothing"),
        # organic tin
        ("Tin", "0.4", {}, "pass"),
        ("Tin", "0.6", {}, "proves nothing"),
        ("Organotin", "0.6", {}, "fail"),
        # the wrong fraction
        ("Nickel (soluble)", 4, {}, "proves nothing"),
        ("Nickel (soluble)", 6, {}, "fail"),
        # the doubtful mark: only the safe readings count
        ("o-Anisidine", 5, {}, "fail"),
        ("o-Anisidine", 4, {}, "pass"),
        ("o-Anisidine", 4, {"fraction": "soluble"}, "proves nothing"),
        # each PAH on its own, and what has no limit
        ("Naphthalene", "0.5", {}, "fail"),
        ("Chrysene", "0.1", {}, "pass"),
        ("Unobtainium", 1, {}, "proves nothing"),
    ],
)
def test_a_result_shows(substance, value, more, outcome):
    assert verdict(substance, value, **more).outcome == outcome


def test_a_verdict_gives_its_reason_in_both_languages():
    found = verdict("Nickel", "110")

    assert found.reason.en == "110 mg/kg is at or above the limit of 5 mg/kg."
    assert found.reason.es == "110 mg/kg alcanza o supera el límite de 5 mg/kg."
    assert found.limit.sources == ("R1", "R2")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("GB", "Great Britain decided on 30 December 2025"),
        ("uk", "Great Britain decided on 30 December 2025"),
        ("US", "The United States have approved no pigment"),
        ("BR", "We hold no limits for this place."),
    ],
)
def test_without_limits_in_force_nothing_is_proved(place, reason):
    found = verdict("Nickel", 500, place=place)

    assert found.outcome is Outcome.PROVES_NOTHING
    assert found.reason.en.startswith(reason)
    assert in_force(jurisdiction=place, on=TODAY) == ()


@pytest.mark.parametrize(
    ("substance", "on", "outcome"),
    [
        ("Nickel", date(2022, 1, 3), "proves nothing"),
        ("Nickel", date(2022, 1, 4), "fail"),
        ("Pigment Blue 15:3", date(2023, 1, 3), "proves nothing"),
        ("Pigment Blue 15:3", date(2023, 1, 4), "fail"),
        ("Pigment Green 7", date(2023, 1, 3), "proves nothing"),
        ("Pigment Green 7", date(2023, 1, 4), "fail"),
    ],
)
def test_a_limit_binds_from_its_day_on(substance, on, outcome):
    assert verdict(substance, 900, on=on).outcome == outcome


def test_limits_bind_in_the_eea_and_northern_ireland():
    for place in ("EU", "EEA", "NI", "NO", "IS", "es"):
        assert len(in_force(jurisdiction=place, on=TODAY)) == 93


@pytest.mark.parametrize(
    ("results", "outcomes"),
    [
        ([("Barium", 600), ("Barium (soluble)", 20)], {"Barium": "pass"}),
        ([("Barium (soluble)", 20), ("Barium", 600)], {"Barium": "pass"}),
        ([("Nickel", 4), ("Ni", 6)], {"Nickel": "fail"}),
        ([("Nickel", 4), ("Lead", 1)], {"Nickel": "pass", "Lead": "fail"}),
        (
            [("Chrysene", 1), ("Naphthalene", "0.1")],
            {"Chrysene": "fail"} | {"Naphthalene": "pass"},
        ),
    ],
)
def test_there_is_one_verdict_per_substance(results, outcomes):
    lines = [Result(substance=s, value=v, unit="ppm") for s, v in results]

    found = check(lines, jurisdiction="DE", on=TODAY)

    assert {each.substance: each.outcome for each in found} == outcomes
    assert [each.substance for each in found] == list(outcomes)


def test_what_a_report_leaves_out_is_named():
    lines = [
        Result(substance=name, value=1, unit="ppm")
        for name in ("Hg", "Ni", "Tin", "Sb", "As", "Ba", "Cd", "Cr", "Co", "Cu", "Xy")
    ]

    left_out = untested(lines, jurisdiction="FR", on=TODAY)

    assert [limit.substance for limit in left_out][:4] == [
        "Zinc", "Lead", "Selenium", "Benzo[a]pyrene",
    ]  # fmt: skip
    assert len(left_out) == 5
    assert untested(lines, jurisdiction="GB", on=TODAY) == ()


def test_a_fraction_that_nobody_measures_is_refused():
    with pytest.raises(UnreadableResult, match="'half' is not one of total, soluble"):
        verdict("Lead", 1, fraction="half")
