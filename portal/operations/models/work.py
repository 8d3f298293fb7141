"""What worker processes on any number of machines agree on through the database."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkerQuerySet(models.QuerySet):
    def alive(self, *, since):
        """Workers that gave a sign of life at that time or later."""
        return self.filter(seen_at__gte=since)


class Worker(models.Model):
    """One run of a worker process, and when it last gave a sign of life."""

    id = models.CharField(primary_key=True, max_length=64)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    personal_fields = frozenset()
    public_fields = frozenset({"id"})

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self):
        return self.id


class ScheduledRun(models.Model):
    """One due time of one job. The row is the claim: who adds it starts the job."""

    job = models.CharField(_("job"), max_length=64)
    due = models.DateTimeField(_("due"))

    personal_fields = frozenset()
    public_fields = frozenset({"job"})

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        constraints = [
            models.UniqueConstraint(
                name="job_runs_once_when_due",
                fields=["job", "due"],
                violation_error_message=_("This run has been started already."),
            ),
        ]

    def __str__(self):
        return f"{self.job} {self.due:%Y-%m-%d %H:%M}"
