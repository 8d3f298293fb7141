"""The address at which a calendar of the person's own reads the plan."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CalendarLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


class CalendarLink(models.Model):
    """One subscription of a person to their own plan, until they withdraw it.

    The address holds the key with our signature: a leaked table leads nowhere.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="calendar_links",
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"))
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription to a plan")
        verbose_name_plural = _("subscriptions to plans")
        ordering = ["user", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="calendar_link_is_withdrawn_after_it_is_made",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("made_at")),
                violation_error_message=_("It cannot be withdrawn before it is made."),
            ),
            models.UniqueConstraint(
                name="one_open_calendar_link_per_person",
                fields=["user"],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("There is an address already."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.made_at:%Y-%m-%d}"
