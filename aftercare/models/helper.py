"""Somebody who helps a person through the days after a session."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.naming import shown_name


class HelperQuerySet(models.QuerySet):
    def open(self):
        """Those whom neither side has ended."""
        return self.filter(ended_at=None)

    def for_reading(self):
        return self.select_related("person", "helper")


class Helper(models.Model):
    """A person with an account of their own who sees the plan of another.

    The number stands in the addresses under /helping/. What a helper sees and may do
    is in `access` and `domain.helping`; consents, sharing and data are never theirs.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helpers"
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helps"
    )
    may_tick = models.BooleanField(_("may tick in their name"), default=False)
    since = models.DateTimeField(_("helps since"))
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = HelperQuerySet.as_manager()

    class Meta:
        verbose_name = _("helper")
        verbose_name_plural = _("helpers")
        ordering = ["person", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_their_own_helper",
                condition=~Q(person=F("helper")),
                violation_error_message=_("Nobody needs an invitation to themselves."),
            ),
            models.CheckConstraint(
                name="helper_ended_at_and_by_go_together",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message=_("Say who ended it, and when."),
            ),
            models.UniqueConstraint(
                name="one_open_helper_per_pair",
                fields=["person", "helper"],
                condition=Q(ended_at=None),
                violation_error_message=_("This person helps already."),
            ),
        ]

    def __str__(self):
        return f"{self.helper_id} for {self.person_id}"

    @property
    def person_name(self) -> str:
        return shown_name(self.person)

    @property
    def helper_name(self) -> str:
        return shown_name(self.helper)
