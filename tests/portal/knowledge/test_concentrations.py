from decimal import Decimal

import pytest

from portal.knowledge import concentrations
from portal.knowledge.concentrations import Sign, UnknownUnit, UnreadableResult


@pytest.mark.parametrize(
    ("unit", "ppm"),
    [
        ("mg/kg", "1"),
        (" MG / KG ", "1"),
        ("ppm", "1"),
        ("µg/g", "1"),
        ("\u03bcg/g", "1"),
        ("ug/g", "1"),
        ("ppb", "0.001"),
        ("µg/kg", "0.001"),
        ("ug/kg", "0.001"),
        ("ng/g", "0.001"),
        ("g/kg", "1000"),
        ("%", "10000"),
        ("% w/w", "10000"),
        ("wt %", "10000"),
    ],
)
def test_units_become_ppm(unit, ppm):
    assert concentrations.factor(unit) == Decimal(ppm)


@pytest.mark.parametrize("unit", ["mg/l", "mg", "", "mol/kg", "mg/m2"])
def test_an_unknown_unit_is_refused(unit):
    with pytest.raises(UnknownUnit, match=r"is not known\. Known units: mg/kg"):
        concentrations.factor(unit)


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("", Sign.EXACT),
        ("=", Sign.EXACT),
        ("<", Sign.BELOW),
        ("≤", Sign.AT_MOST),
        (">", Sign.ABOVE),
        ("≥", Sign.AT_LEAST),
        ("n.d.", Sign.NOT_DETECTED),
        ("ND", Sign.NOT_DETECTED),
        ("not detected", Sign.NOT_DETECTED),
        ("< LOQ", Sign.NOT_DETECTED),
    ],
)
def test_signs_are_read(written, sign):
    assert concentrations.sign(written) is sign


def test_a_reading_is_exact():
    found = concentrations.reading("0,00007", "%", detection_limit="0.00001")

    assert found.ppm == Decimal("0.7")
    assert found.detection_limit == Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "qualifier", "limit", "expected"),
    [
        (None, "n.d.", "0.1", (Sign.NOT_DETECTED, None, "0.1")),
        (None, "<", "0.1", (Sign.NOT_DETECTED, None, "0.1")),
        (None, "n.d.", None, (Sign.NOT_DETECTED, None, None)),
        (0, "", "0.1", (Sign.NOT_DETECTED, None, "0.1")),
        (0, "n.d.", None, (Sign.NOT_DETECTED, None, None)),
        ("0.2", "n.d.", None, (Sign.NOT_DETECTED, None, "0.2")),
        ("0.2", "n.d.", "0.1", (Sign.NOT_DETECTED, None, "0.1")),
        ("0.2", "<", None, (Sign.BELOW, "0.2", None)),
    ],
)
def test_what_was_not_found(value, qualifier, limit, expected):
    found = concentrations.reading(
        value, "ppm", qualifier=qualifier, detection_limit=limit
    )

    sign, ppm, lowest = expected
    assert found.sign is sign
    assert found.ppm == (ppm and Decimal(ppm))
    assert found.detection_limit == (lowest and Decimal(lowest))


@pytest.mark.parametrize(
    ("value", "qualifier", "complaint"),
    [
        ("x", "", "'x' is not a number"),
        ("-1", "", "'-1' cannot be a concentration"),
        ("NaN", "", "cannot be a concentration"),
        ("1", "~", "The sign '~' is not known"),
        (None, "", "The result has no value"),
        (None, ">", "The result has no value"),
    ],
)
def test_an_unreadable_result_is_refused(value, qualifier, complaint):
    with pytest.raises(UnreadableResult, match=complaint):
        concentrations.reading(value, "ppm", qualifier=qualifier)
