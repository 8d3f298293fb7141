"""What is asked about a laboratory report, and its table of results."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import LabAct, LabReason
from clinics.forms.bottle import day
from clinics.forms.fields import OneLine, Paragraphs, SubmitKey
from clinics.lab_tables import reading, tables
from clinics.lab_tables.cells import COLUMNS, LABELS
from clinics.lab_tables.reading import Unreadable
from clinics.lab_tables.tables import Table
from clinics.models import InkBatch
from portal.files import names
from portal.files.policies import Policy
from portal.knowledge import ink_limits

MOST_MENDED = 60  # rows a page can take back; the rest waits for its turn
MORE_ROWS = 5
TABLES = Policy(kinds=frozenset(), most_bytes=reading.MOST_BYTES)


class TableFields(forms.Form):
    """A table, pasted or as a file; both empty where it is to be typed in."""

    pasted = Paragraphs(
        label=gettext_lazy("Paste the table"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Columns: substance, value, unit, detection limit. Between them a tab, a "
            "semicolon or a comma."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV or XLSX, 1 MB at most. Formulas are not worked out."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean(self):
        told = super().clean()
        self.table: Table | None = None
        self.original: tuple[str, str, bytes] | None = None
        if file := told.get("file"):
            self._read("file", lambda: self._from_file(file))
        elif told.get("pasted", "").strip():
            self._read("pasted", lambda: reading.text(told["pasted"]))
        return told

    def _read(self, name: str, rows) -> None:
        try:
            self.table = tables.table(rows())
        except Unreadable as refusal:
            self.add_error(name, str(refusal))

    def _from_file(self, file) -> reading.Rows:
        content = file.read(reading.MOST_BYTES + 1)
        rows, kind = reading.file(content)
        self.original = (names.cleaned(file.name or ""), kind, content)
        return rows


class BeginForm(TableFields):
    """A new report: of which batch, by which laboratory, with which results."""

    key = SubmitKey()
    batch = forms.ChoiceField(label=gettext_lazy("Batch"))
    laboratory = OneLine(label=gettext_lazy("Laboratory"), max_length=120)
    accreditation = OneLine(
        label=gettext_lazy("Accreditation of the laboratory"),
        max_length=60,
        required=False,
    )
    number = OneLine(label=gettext_lazy("Number of the report"), max_length=60)
    issued_on = day(gettext_lazy("Date of the report"))

    field_order = [
        *("key", "batch", "laboratory", "accreditation", "number", "issued_on"),
        *("pasted", "file"),
    ]

    def __init__(self, data=None, files=None, *, had: list[InkBatch], today):
        super().__init__(data, files, initial={"key": uuid4()})
        self.today = today
        self.batches = {str(batch.pk): batch for batch in had}
        choices = [(key, str(batch)) for key, batch in self.batches.items()]
        self.fields["batch"].choices = choices
        self.fields["pasted"].help_text = _(
            "Columns: substance, value, unit, detection limit. Between them a tab, a "
            "semicolon or a comma. Leave it empty to type the results in, one by one."
        )

    def clean_issued_on(self):
        if self.cleaned_data["issued_on"] > self.today:
            raise forms.ValidationError(_("Give the day on which it was issued."))
        return self.cleaned_data["issued_on"]

    @property
    def chosen(self) -> InkBatch:
        return self.batches[self.cleaned_data["batch"]]

    @property
    def paper(self) -> dict:
        """The fields of the report by name."""
        names = ("laboratory", "accreditation", "number", "issued_on")
        return {name: self.cleaned_data[name] for name in names}


class ReplaceForm(TableFields):
    """Another table in place of the one that is there."""

    def clean(self):
        told = super().clean()
        if self.table is None and not self.errors:
            self.add_error("pasted", _("Paste the table, or choose a file."))
        return told


class Grid:
    """Rows of a table as fields: those that are wrong, or an empty table to fill."""

    def __init__(self, stored: str, data=None):
        self.is_typing = not stored
        if self.is_typing:
            required = [
                limit.substance
                for limit in ink_limits.TABLE.limits
                if limit.group in ink_limits.REQUIRED_GROUPS
            ]
            self.table = tables.blank(required, more=MORE_ROWS)
        else:
            self.table = tables.table(reading.text(stored))
        if data is not None:
            self.table = self._mended(data)

    @property
    def shown(self) -> list[dict]:
        """The rows that a page asks for, each with its cells and their errors."""
        lines = self.table.lines if self.is_typing else self.table.wrong
        return [
            {"number": line.number, "cells": _cells(line), "faults": line.faults}
            for line in lines[:MOST_MENDED]
        ]

    def _mended(self, data) -> Table:
        told = {}
        for line in self.table.lines:
            names = {name: f"row-{line.number}-{name}" for name in COLUMNS}
            if any(key in data for key in names.values()):
                told[line.number] = {
                    name: " ".join(data.get(key, "").split())[: reading.LONGEST_CELL]
                    for name, key in names.items()
                }
        if self.is_typing:  # a row that was left as it stood says nothing
            for cells in told.values():
                if not any(cells[name] for name in ("value", "detection_limit")):
                    cells.update(dict.fromkeys(COLUMNS, ""))
        return self.table.mended(told)


class DecideForm(forms.Form):
    """What a reviewer decides about a report, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (LabAct.ACCEPT, gettext_lazy("Accept: it speaks for its batch")),
            (
                LabAct.REQUEST_CHANGES,
                gettext_lazy("Ask for changes: the clinic mends it"),
            ),
            (LabAct.REJECT, gettext_lazy("Refuse it for good")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", "–"), *LabReason.choices],
        required=False,
    )
    text = Paragraphs(
        label=gettext_lazy("Reason in words, for the clinic"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        told = super().clean()
        if told.get("act") and told["act"] != LabAct.ACCEPT:
            if not told.get("reason"):
                self.add_error("reason", _("Choose a reason."))
            if not told.get("text"):
                self.add_error("text", _("Say in words what the clinic should know."))
        return told


def _cells(line) -> list[dict]:
    return [
        {
            "name": f"row-{line.number}-{name}",
            "label": LABELS[name],
            "value": line.cells[name],
            "errors": [fault.text for fault in line.faults if fault.column == name],
        }
        for name in COLUMNS
    ]
