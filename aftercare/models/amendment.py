"""What was corrected in a session once it was locked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.models.treatment import Session


class Amendment(models.Model):
    """A correction of a session that was locked: both versions, who, when and why.

    `before` and `after` hold what `domain.corrections.facts` tells. Append-only.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="amendments"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    before = models.JSONField(_("what stood before"))
    after = models.JSONField(_("what stands now"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"before", "after", "reason"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["session", "number"]
        constraints = [
            models.CheckConstraint(
                name="amendment_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say why it is corrected."),
            ),
            models.UniqueConstraint(
                name="amendment_number_is_used_once_per_session",
                fields=["session", "number"],
                violation_error_message=_("Somebody else corrected it just now."),
            ),
        ]

    def __str__(self):
        return f"{self.session_id}: {self.number}"
