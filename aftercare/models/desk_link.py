"""The code at a clinic's desk that lets a person ask to be its client."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic


class DeskLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that lead somewhere."""
        return self.filter(withdrawn_at=None)


class DeskLink(models.Model):
    """A link any person may open, and ask; it opens nothing by itself.

    The token is kept as it is, for the code is shown and printed again and again:
    who reads it can do no more than ask, which the clinic answers.
    """

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="desk_links"
    )
    token = models.CharField(max_length=40, unique=True, editable=False)
    created_at = models.DateTimeField(_("made on"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset()
    public_fields = frozenset({"token"})

    objects = DeskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk link")
        verbose_name_plural = _("desk links")
        ordering = ["clinic", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="desk_link_withdrawn_at_and_by_go_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("Say who withdrew it, and when."),
            ),
            models.UniqueConstraint(
                name="one_open_desk_link_per_clinic",
                fields=["clinic"],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("This clinic has a code for its desk."),
            ),
        ]

    def __str__(self):
        return f"{self.clinic_id}: {self.created_at:%Y-%m-%d}"
