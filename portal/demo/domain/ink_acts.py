"""What clinics of the demo world did with their inks, and what was found in them."""

import datetime
from collections.abc import Iterator
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5

from clinics.domain import bottles, inks, lab_reports, labels
from clinics.enums import LabAct, LabelAnswer, LabReason
from clinics.lab_tables import reading, tables
from clinics.models import Bottle, Clinic, LabReport
from portal.demo import files
from portal.demo.domain.cast import REVIEWER, Act, person


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Every act with inks, those of one bottle in the order of its life."""
    told = files.read("inks", today=today)
    for entry in told["clinics"]:
        slug, by = entry["clinic"], entry["by"]
        for row in entry["bottles"]:
            yield from _keeping(slug, by, row)
        for row in entry.get("reports", ()):
            yield from _reporting(slug, by, row, told["metals"])


def key(ref: str) -> UUID:
    """The number that a bottle or report of the file goes by."""
    return uuid5(NAMESPACE_URL, f"demo:{ref}")


def _bottle(ref: str) -> Bottle:
    return Bottle.objects.get(key=key(ref))


def _keeping(slug: str, by: str, row: dict) -> Iterator[Act]:
    yield row["received"], partial(_receive, slug, by, row)
    if "opened" in row:
        yield row["opened"], partial(_open, by, row)
    if "emptied" in row:
        yield row["emptied"], partial(_empty, by, row)
    if "quarantined" in row:
        yield row["quarantined"]["day"], partial(_set_aside, by, row)


def _receive(slug: str, by: str, row: dict) -> None:
    user = person(by)
    batch = inks.batch(
        maker=row["maker"],
        name=row["name"],
        shade=row.get("shade", ""),
        lot=row["lot"],
        intended_use="Mixture for use in tattoos or permanent make-up",
        expires_on=row.get("expires"),
        by=user,
    )
    clinic = Clinic.objects.get(slug=slug)
    made = bottles.receive(
        clinic, batch, key=key(row["ref"]), on=row["received"], by=user
    )
    if answers := row.get("label"):
        told = {duty: LabelAnswer(answer) for duty, answer in answers.items()}
        labels.write_down(made, by=user, answers=told)


def _open(by: str, row: dict) -> None:
    bottle = _bottle(row["ref"])
    days = {"on": row["opened"], "discard_on": row["discard"]}
    bottles.open_one(bottle, by=person(by), **days)


def _empty(by: str, row: dict) -> None:
    bottles.empty(_bottle(row["ref"]), by=person(by))


def _set_aside(by: str, row: dict) -> None:
    reason = row["quarantined"]["reason"]
    bottles.quarantine(_bottle(row["ref"]), by=person(by), reason=reason)


def _reporting(slug: str, by: str, row: dict, metals: str) -> Iterator[Act]:
    yield row["issued"], partial(_begin, slug, by, row, metals)
    if "submitted" in row:
        yield row["submitted"], partial(_submit, by, row)
    if "decided" in row:
        yield row["decided"]["day"], partial(_decide, row)


def _begin(slug: str, by: str, row: dict, metals: str) -> None:
    user = person(by)
    begun = lab_reports.begin(
        Clinic.objects.get(slug=slug),
        _bottle(row["batch_of"]).batch,
        key=key(row["ref"]),
        by=user,
        laboratory=row["laboratory"],
        accreditation=row.get("accreditation", ""),
        number=row["number"],
        issued_on=row["issued"],
    )
    text = row["table"].replace("{metals}\n", metals)
    lab_reports.fill(begun, tables.table(reading.text(text)), by=user)


def _submit(by: str, row: dict) -> None:
    lab_reports.submit(LabReport.objects.get(key=key(row["ref"])), by=person(by))


def _decide(row: dict) -> None:
    report, told = LabReport.objects.get(key=key(row["ref"])), row["decided"]
    reviewer = person(REVIEWER)
    if told["act"] == LabAct.ACCEPT:
        lab_reports.accept(report, by=reviewer)
        return
    refuse = {
        LabAct.REJECT: lab_reports.reject,
        LabAct.REQUEST_CHANGES: lab_reports.request_changes,
    }[LabAct(told["act"])]
    refuse(report, by=reviewer, reason=LabReason(told["reason"]), text=told["text"])
