from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from portal.knowledge import datafile, ink_table
from portal.knowledge.datafile import DataError
from portal.knowledge.ink_table import TABLE, plain

HEADER = (
    "substance,group,ec,cas,limit_pct_w_w,limit_ppm,unit,basis,applies_from,"
    "verification,sources,note\n"
)
ROW = "Lead,metal,231,7439-92-1,0.00007,0.7,u,total,2022-01-04,two_sources,R1,"


def row(text):
    (entry,) = datafile.rows(HEADER + text, file="l.csv")
    return entry


def test_the_table_holds_the_appendix_and_the_two_later_colorants():
    groups = Counter(limit.group for limit in TABLE.limits)

    assert groups == {
        "metal": 13,
        "pah": 2,
        "solvent": 1,
        "primary_aromatic_amine": 31,
        "colorant": 46,
    }


@pytest.mark.parametrize(
    ("name", "substance", "ppm"),
    [
        ("Pb", "Lead", "0.7"),
        ("7439-92-1", "Lead", "0.7"),
        ("nickel", "Nickel", "5"),
        ("benzo(a)pyrene", "Benzo[a]pyrene", "0.005"),
        ("CI 11741", "Pigment Yellow 74 (CI 11741)", "1000"),
        ("Pigment Yellow 74", "Pigment Yellow 74 (CI 11741)", "1000"),
        ("Pigment Blue 15:3", "Pigment Blue 15:3 (CI 74160)", "0.5"),
        ("Cr(VI)", "Chromium (VI)", "0.5"),
    ],
)
def test_names_in_reports_lead_to_a_limit(name, substance, ppm):
    limit = TABLE.names[plain(name)].limit

    assert limit.substance == substance
    assert limit.ppm == Decimal(ppm)


def test_no_two_rows_share_a_name():
    spellings = [
        plain(spelling)
        for limit in TABLE.limits
        for spelling in set(ink_table._spellings(limit))
    ]

    assert [name for name, n in Counter(spellings).items() if n > 1] == []


def test_blue_and_green_apply_a_year_later():
    late = {x.cas for x in TABLE.limits if x.applies_from == date(2023, 1, 4)}

    assert late == {"147-14-8", "1328-53-6"}


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (ROW.replace("0.7,u", "0.8,u"), "0.00007 % are not 0.8 ppm"),
        (ROW.replace("0.7,u", "x,u"), "this line cannot be read"),
        (ROW.replace("total", "part"), "this line cannot be read"),
        (ROW.replace("2022-01-04", "soon"), "this line cannot be read"),
    ],
)
def test_a_wrong_row_is_refused(wrong, complaint):
    with pytest.raises(DataError, match=rf"l\.csv, line 2: {complaint}"):
        ink_table._row(row(wrong))


def test_an_alias_of_nothing_is_refused():
    file = datafile.parse(
        "pah_each: {row: Lead, mark: U, sources: [R1], substances: []}\n"
        "aliases: [{name: Xx, substance: Unobtainium}]",
        file="l.yaml",
    )

    with pytest.raises(DataError, match="no limit is named 'Unobtainium'"):
        ink_table._names(file, (ink_table._row(row(ROW)),))
