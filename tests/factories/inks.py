"""Inks, bottles and what laboratories found in them. All makers are invented."""

import datetime
from decimal import Decimal
from uuid import uuid4

import factory
from django.utils import timezone

from clinics.domain.inks import plain
from clinics.enums import BottleAct, LabAct, LabelAnswer, LabReportStatus
from clinics.models import (
    Bottle,
    BottleEvent,
    Ink,
    InkBatch,
    InkMaker,
    LabDecision,
    LabelLine,
    LabelPhoto,
    LabOriginal,
    LabReport,
    LabResult,
)
from portal.knowledge import lots
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory


class InkMakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InkMaker

    slug = factory.Sequence(lambda n: f"maker-{n}")
    name = factory.Sequence(lambda n: f"Maker {n}")
    plain_name = factory.LazyAttribute(lambda made: plain(made.name))


class InkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ink

    maker = factory.SubFactory(InkMakerFactory)
    slug = factory.Sequence(lambda n: f"grey-{n}")
    name = factory.Sequence(lambda n: f"Grey {n}")
    shade = "medium"
    intended_use = "Mixture for use in tattoos or permanent make-up"
    plain_name = factory.LazyAttribute(lambda made: plain(made.name, made.shade))


class InkBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InkBatch

    ink = factory.SubFactory(InkFactory)
    lot_printed = factory.Sequence(lambda n: f"LOT 12-{n:04}")
    lot = factory.LazyAttribute(lambda made: lots.normal(made.lot_printed))
    expires_on = datetime.date(2028, 6, 30)


class BottleFactory(factory.django.DjangoModelFactory):
    """Not opened yet; `in_use=True` is open, `aside=True` in quarantine."""

    class Meta:
        model = Bottle

    class Params:
        in_use = factory.Trait(
            opened_on=datetime.date(2026, 10, 1), discard_on=datetime.date(2027, 9, 30)
        )
        aside = factory.Trait(
            quarantined_at=factory.LazyFunction(timezone.now),
            quarantined_by=factory.SubFactory(UserFactory),
            quarantine_reason="It smells.",
        )

    key = factory.LazyFunction(uuid4)
    clinic = factory.SubFactory(ClinicFactory)
    batch = factory.SubFactory(InkBatchFactory)
    received_on = datetime.date(2026, 9, 1)


class BottleEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BottleEvent

    bottle = factory.SubFactory(BottleFactory)
    act = BottleAct.RECEIVED
    on = datetime.date(2026, 9, 1)
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)


class LabelLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabelLine

    bottle = factory.SubFactory(BottleFactory)
    duty = "batch"
    answer = LabelAnswer.YES


class LabelPhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabelPhoto

    bottle = factory.SubFactory(BottleFactory)
    file = "labels/3f1c.jpg"
    name = "label.jpg"
    size = 48_213
    sha256 = "c" * 64
    taken_at = factory.LazyFunction(timezone.now)
    taken_by = factory.SubFactory(UserFactory)


class LabReportFactory(factory.django.DjangoModelFactory):
    """A draft; `submitted=True` is with the reviewers, `accepted=True` decided."""

    class Meta:
        model = LabReport

    class Params:
        submitted = factory.Trait(
            status=LabReportStatus.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory(UserFactory),
        )
        accepted = factory.Trait(
            status=LabReportStatus.ACCEPTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory(UserFactory),
        )

    key = factory.LazyFunction(uuid4)
    clinic = factory.SubFactory(ClinicFactory)
    batch = factory.SubFactory(InkBatchFactory)
    laboratory = "Labor Hollund"
    number = factory.Sequence(lambda n: f"LH-{n:04}")
    issued_on = datetime.date(2026, 10, 5)


class LabOriginalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabOriginal

    report = factory.SubFactory(LabReportFactory)
    round = 1
    name = "report.csv"
    media_type = "text/csv"
    size = 24
    sha256 = "b" * 64
    content = b"substance;value;unit\nNi;1"


class LabResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabResult

    report = factory.SubFactory(LabReportFactory)
    round = 1
    position = factory.Sequence(lambda n: n + 1)
    substance = "Nickel"
    value = Decimal("0.4")
    unit = "mg/kg"


class LabDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabDecision

    report = factory.SubFactory(LabReportFactory)
    act = LabAct.ACCEPT
    round = 1
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)
    submitted_by = factory.SubFactory(UserFactory)


def passing(report, **found) -> None:
    """Results that keep every limit of the EU; `found` gives other values by name."""
    from portal.knowledge import ink_limits

    on = datetime.date(2026, 11, 23)
    required = ink_limits.untested([], jurisdiction="EU", on=on)
    for position, limit in enumerate(required, start=1):
        LabResultFactory(
            report=report,
            position=position,
            substance=limit.substance,
            value=found.get(limit.substance, limit.ppm / 10),
        )
