"""Tables of results, as people type, paste and upload them."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from clinics.lab_tables import reading, tables
from clinics.lab_tables.reading import Unreadable
from portal.knowledge.concentrations import PPM_PER_UNIT

NUMBERS = st.decimals(0, 90, places=6, allow_nan=False, allow_infinity=False)
SIGNS = st.sampled_from(["", "<", "<=", ">", ">="])
NAMES = st.sampled_from(
    ["Lead", "Nickel", "7439-92-1", "Chromium (VI)", "Benzo[a]pyrene"]
)


def read(text):
    return tables.table(reading.text(text))


def faults(text):
    """Row, column and sentence of everything that is to be mended."""
    return [
        (line.number, fault.column, fault.text)
        for line in read(text).wrong
        for fault in line.faults
    ]


def workbook(rows) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Substance\tValue\tUnit\tLOD\nLead\t0,07\tmg/kg\t0,01",
        "Substance;Value;Unit;LOD\nLead;0,07;mg/kg;0,01",
        "Substance,Value,Unit,LOD\nLead,0.07,mg/kg,0.01",
        'Substance,Value,Unit,LOD\nLead,"0,07",mg/kg,"0,01"',
        "Lead;0.07;mg/kg;0.01",
        "Prüfbericht 12\n\nParameter;Limit;LOQ;Resultado (mg/kg)\nLead;0,7;0,01;0,07",
        "Sustancia;Valor;Unidad;LD\nLead; 0.07 mg/kg;;0.01",
        "Analyte;Sign;Result;Unit;LOD\nLead;=;7e-2;mg/kg;0.01",
    ],
)
def test_one_result_however_it_is_written(text):
    (found,) = read(text).readings

    assert found.substance == "Lead"
    assert (found.qualifier, found.value, found.unit) == ("", Decimal("0.07"), "mg/kg")
    assert found.detection_limit == Decimal("0.01")


@pytest.mark.parametrize(
    "told", ["n.d.", "ND", "not detected", "< LOD", "<LOQ", "n. d."]
)
def test_nothing_found_is_no_value(told):
    (found,) = read(f"Lead;{told};mg/kg;0.1").readings

    assert (found.qualifier, found.value) == ("n.d.", None)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (";0.1;mg/kg", "substance", "Name the substance, or give its CAS number."),
        ("Lead;;mg/kg", "value", "Give the value. If nothing was found, write n.d."),
        ("Lead;below;mg/kg", "value", "Write a number, with < before it if need be,"),
        ("Lead;1 200;mg/kg", "value", "without signs or gaps between the thousands"),
        ("Lead;1.200,5;mg/kg", "value", "without signs or gaps between the thousands"),
        ("Lead;0.1-0.2;mg/kg", "value", "Give one number, not a range."),
        ("Lead;-1;mg/kg", "value", "A value is zero or more."),
        ("Lead;=1+1;mg/kg", "value", "This is a formula. Write what it comes to."),
        ("Lead;0.1234567890123456;mg/kg", "value", "Write a number"),
        ("Lead;123456789.1234567;mg/kg", "value", "Round it"),
        ("Lead;200;%", "value", "That is more than the whole ink. Look at the unit."),
        ("Lead;NaN;mg/kg", "value", "Write a number"),
        ("Lead;1_0;mg/kg", "value", "Write a number"),
        ("Lead;0.1;", "unit", "Give the unit, for example mg/kg."),
        ("Lead;0.1;mg/l", "unit", "Use one of these units: mg/kg, ppm,"),
        ("Lead;0.1;mg/kg;low", "detection_limit", "Write a number in the unit"),
        ("Lead;0.1;mg/kg;;most", "fraction", "Write total, soluble, hexavalent or"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(row, column, sentence):
    found = faults(f"Substance;Value;Unit;LOD;Fraction\nNickel;1;ppm\n{row}")

    assert [(number, name) for number, name, _text in found] == [(3, column)]
    assert sentence in found[0][2]


def test_a_row_cut_at_its_decimal_comma_is_never_guessed():
    found = faults("substance,value,unit\nLead,0,7,mg/kg\nNickel,0.7,mg/kg")

    assert {(number, column) for number, column, _ in found} == {
        (2, "value"),
        (2, "unit"),
    }
    assert "cut at a decimal comma" in found[0][2]


def test_nothing_counts_while_one_row_is_wrong():
    table = read("Lead;0.1;mg/kg\nNickel;x;mg/kg")

    assert table.readings == []
    mended = table.mended({2: {"value": "0,2"}})
    assert [each.value for each in mended.readings] == [Decimal("0.1"), Decimal("0.2")]


@given(NAMES, SIGNS, NUMBERS, st.sampled_from(sorted(PPM_PER_UNIT)), st.booleans())
def test_what_was_written_is_what_is_read_and_read_again(
    name, sign, number, unit, comma
):
    written = f"{number:f}".replace(".", "," if comma else ".")
    table = read(f"Substance;Value;Unit\n{name};{sign} {written};{unit}")

    (found,) = table.readings
    assert (found.substance, found.qualifier, found.value, found.unit) == (
        name,
        sign,
        number,
        unit,
    )
    assert read(table.as_text).lines == table.lines


@given(st.text(max_size=300))
@example('"""Lead";1;ppm\nNickel;2;ppm')
def test_whatever_is_pasted_is_read_or_refused_with_a_sentence(text):
    refusal, table = "", None
    try:
        table = read(text)
    except Unreadable as error:
        refusal = str(error)

    if table is None:
        assert refusal.endswith(".")
    else:
        assert table.readings or all(line.faults for line in table.wrong)
        assert read(table.as_text).lines == table.lines


@given(st.binary(max_size=300))
def test_whatever_is_uploaded_is_read_or_refused_with_a_sentence(content):
    refusal = "Read."
    try:
        tables.table(reading.file(content)[0])
    except Unreadable as error:
        refusal = str(error)

    assert refusal.endswith(".")


def test_a_workbook_is_read_as_its_cells_stand():
    content = workbook(
        [
            ["Report 7"],
            ["Substance", "Result", "Unit", "LOD"],
            ["Lead", 0.07, "mg/kg", 5e-05],
            ["Nickel", "=B3*2", "mg/kg", None],
            ["Zinc", 12, "mg/kg", None],
        ]
    )

    rows, kind = reading.file(content)
    table = tables.table(rows)
    assert kind == reading.XLSX
    assert [line.number for line in table.lines] == [3, 4, 5]
    assert table.lines[0].reading.value == Decimal("0.07")
    assert table.lines[0].reading.detection_limit == Decimal("0.00005")
    assert [fault.text for fault in table.lines[1].faults] == [
        "This is a formula. Write what it comes to."
    ]
    assert table.lines[2].cells["value"] == "12"


def archive(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"a" * 1_000_001, "larger than 1 MB"),
        (archive(bomb=b"0" * 9_000_000), "far too much"),
        (archive(**{f"p{number}": b"" for number in range(201)}), "far too much"),
        (archive(nothing=b"here"), "cannot be opened"),
        (b"PK\x03\x04broken", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0old", "old Excel file"),
        (b"%PDF-1.7\n\x00\x01\x02", "This is no table."),
        (b"Lead;1;ppm\n" * 501, "more than 500 rows"),
        (b";" * 31 + b"x", "more than 30 columns"),
        (b"Lead;" + b"1" * 201, "more than 200 characters"),
        (b"Substance;Value\n", "There is no result in it."),
        (workbook([["Lead", 1, "ppm"]] * 501), "more than 500 rows"),
    ],
)
def test_what_is_too_much_or_no_table_is_refused(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        tables.table(reading.file(content)[0])


def test_an_entity_bomb_inside_a_workbook_is_refused():
    entities = '<!ENTITY a "' + "a" * 1000 + '">'
    for name, before in zip("bcdef", "abcde", strict=True):
        entities += f'<!ENTITY {name} "{f"&{before};" * 20}">'
    bomb = f"<!DOCTYPE x [{entities}]><x>&f;</x>"
    good = zipfile.ZipFile(io.BytesIO(workbook([["Lead", 1, "ppm"]])))
    parts = {name: good.read(name) for name in good.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb

    with pytest.raises(Unreadable):
        tables.table(reading.file(archive(**parts))[0])
