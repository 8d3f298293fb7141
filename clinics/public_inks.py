"""What the public reads of inks: batches, what was found in them, who uses them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from clinics import lab_verdicts
from clinics.enums import ClinicStatus
from clinics.lab_verdicts import Shown
from clinics.models import Bottle, Clinic, Ink, InkBatch, LabReport, LabResult


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report on a batch, and what it shows in each place whose rules we know."""

    report: LabReport
    places: list[Shown]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A batch with its reports, and the listed clinics that have it in use today."""

    batch: InkBatch
    reports: list[Told]
    clinics: list[Clinic] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Page:
    """An ink as its page shows it; `true_until` is when another answer is due."""

    ink: Ink
    batches: list[Batch]
    true_until: datetime.datetime | None


def on_show() -> QuerySet[Ink]:
    """The inks that have a page: a report was decided, or a listed clinic uses one."""
    reports = LabReport.objects.in_public().filter(batch__ink=OuterRef("pk"))
    in_use = _in_use_now().filter(batch__ink=OuterRef("pk"))
    shown = Ink.objects.filter(Exists(reports) | Exists(in_use))
    return shown.select_related("maker")


def in_use_at(clinic: Clinic) -> list[Batch]:
    """The batches that a clinic has in use today, one after the other by name.

    One query without any, three with some, however many they are.
    """
    bottles = Bottle.objects.in_use(on=clinic.today).filter(clinic=clinic)
    batches = {each.batch_id: each.batch for each in bottles.for_reading()}
    reports = _reports_on(batches, on=clinic.today) if batches else {}
    return [
        Batch(batch=batch, reports=reports.get(key, []))
        for key, batch in batches.items()
    ]


def page(ink: Ink) -> Page:
    """All batches of an ink that were tested or are in use. At most three queries."""
    today = timezone.localdate()
    bottles = _in_use_now().filter(batch__ink=ink).select_related("clinic")
    clinics: dict[int, dict[int, Clinic]] = {}
    for bottle in bottles.order_by("clinic__name", "pk"):
        clinics.setdefault(bottle.batch_id, {})[bottle.clinic_id] = bottle.clinic
    tested = LabReport.objects.in_public().filter(batch__ink=ink).values("batch")
    batches = ink.batches.filter(pk__in=clinics) | ink.batches.filter(pk__in=tested)
    known = {each.pk: each for each in batches.order_by("-expires_on", "-pk")}
    reports = _reports_on(known, on=today)
    ends = [each.day_ends_at for found in clinics.values() for each in found.values()]
    return Page(
        ink=ink,
        batches=[
            Batch(
                batch=batch,
                reports=reports.get(key, []),
                clinics=list(clinics.get(key, {}).values()),
            )
            for key, batch in known.items()
        ],
        true_until=min(ends, default=None),
    )


def hold_until() -> datetime.datetime | None:
    """The first midnight at a clinic that has a bottle in use; None without one."""
    zones = _in_use_now().values_list("clinic__time_zone", flat=True).distinct()
    ends = [Clinic(time_zone=zone).day_ends_at for zone in zones.order_by()]
    return min(ends, default=None)


def _in_use_now() -> QuerySet[Bottle]:
    now = Bottle.objects.in_use_at(timezone.now())
    return now.filter(clinic__status=ClinicStatus.LISTED)


def reports_on(batches: Iterable[int]) -> dict[int, list[LabReport]]:
    """The reports that the public may read, by batch, the latest first.

    Each knows what was read last (`read_last`). Two queries.
    """
    of_round = LabResult.objects.filter(round=F("report__round"))
    reports = LabReport.objects.in_public().filter(batch__in=list(batches))
    found: dict[int, list[LabReport]] = {}
    for report in reports.prefetch_related(
        Prefetch("results", of_round, to_attr="read_last")
    ):
        found.setdefault(report.batch_id, []).append(report)
    return found


def _reports_on(batches: Iterable[int], *, on: datetime.date) -> dict[int, list[Told]]:
    """Each of them with what it shows in every place whose rules we know."""
    return {
        batch: [
            Told(report=report, places=lab_verdicts.everywhere(report.read_last, on=on))
            for report in reports
        ]
        for batch, reports in reports_on(batches).items()
    }
