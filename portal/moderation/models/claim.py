"""Who has an item of the queue in hand."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LASTS = datetime.timedelta(minutes=30)


class ClaimQuerySet(models.QuerySet):
    def alive(self, *, at):
        """Those that have not ended by themselves."""
        return self.filter(until__gt=at)


class Claim(models.Model):
    """The last claim on an item. It ends by itself, once `until` is past.

    There is one row per item, which whoever comes next takes over: two claims on one
    item cannot be stored, and nothing has to clear up after those that ended.
    """

    kind = models.SlugField(_("kind of item"), max_length=30)
    item = models.PositiveBigIntegerField(_("number of the item"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("claimed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    personal_fields = frozenset()
    public_fields = frozenset({"kind"})

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["kind", "item"]
        indexes = [models.Index(fields=["by", "until"], name="claim_of_somebody")]
        constraints = [
            models.UniqueConstraint(
                name="one_claim_per_item",
                fields=["kind", "item"],
                violation_error_message=_("Somebody has claimed it."),
            ),
            models.CheckConstraint(
                name="claim_ends_after_it_starts",
                condition=Q(until__gt=F("since")),
                violation_error_message=_("A claim ends after it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.item}: {self.by}"
