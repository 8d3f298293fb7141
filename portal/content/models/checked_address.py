"""What the link check found out about the addresses of sources."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.content.enums import LinkOutcome


class CheckedAddress(models.Model):
    """The address of a source in use, and what happened when it was last asked."""

    address = models.URLField(_("address"), max_length=500)
    checked_at = models.DateTimeField(_("checked"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=LinkOutcome.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    fails_since = models.DateTimeField(_("fails since"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset({"address", "outcome"})

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")
        constraints = [
            models.UniqueConstraint(
                name="address_is_kept_once",
                fields=["address"],
                violation_error_message=_("This address is in the list already."),
            ),
            models.CheckConstraint(
                name="link_outcome_is_known",
                condition=Q(outcome__in=LinkOutcome.values),
                violation_error_message=_("Choose an outcome from the list."),
            ),
            models.CheckConstraint(
                name="address_fails_since_a_day_or_is_fine",
                condition=(
                    Q(outcome__in=LinkOutcome.fine(), fails_since__isnull=True)
                    | (
                        ~Q(outcome__in=LinkOutcome.fine())
                        & Q(fails_since__isnull=False)
                    )
                ),
                violation_error_message=_(
                    "Say since when it fails, if and only if it does."
                ),
            ),
            models.CheckConstraint(
                name="address_fails_no_later_than_it_was_checked",
                condition=Q(fails_since=None) | Q(fails_since__lte=F("checked_at")),
                violation_error_message=_("It cannot fail since a later day."),
            ),
            models.CheckConstraint(
                name="status_of_an_address_has_three_digits",
                condition=Q(status=None) | Q(status__range=(100, 999)),
                violation_error_message=_("A status has three digits."),
            ),
        ]

    def __str__(self):
        return self.address

    @property
    def fails(self) -> bool:
        return self.fails_since is not None
