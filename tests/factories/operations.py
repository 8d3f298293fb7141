"""Mail on its way, workers and the runs of jobs."""

import datetime

import factory
from django.utils import timezone

from portal.operations.models import OutgoingMail, ScheduledRun, Worker


class OutgoingMailFactory(factory.django.DjangoModelFactory):
    """A message that waits for its first attempt."""

    class Meta:
        model = OutgoingMail

    sender = "Scalpwise <no-reply@example.com>"
    recipients = factory.List(["ana@example.com"])
    message = b"Subject: Your code\n\n1234"


class WorkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Worker

    id = factory.Sequence(lambda n: f"machine-{n}")
    seen_at = factory.LazyFunction(timezone.now)


class ScheduledRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScheduledRun

    job = "publish"
    due = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
