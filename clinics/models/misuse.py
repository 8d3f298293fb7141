"""What people tell us of posters that hang where they should not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics import codes
from clinics.enums import Misuse
from clinics.models.certification import Certification


class MisuseReportQuerySet(models.QuerySet):
    def not_about(self, clinics):
        """Leaves out what speaks of these clinics, or of who ever worked at them."""
        if not clinics:
            return self
        return self.exclude(certification__clinic__in=clinics).exclude(
            certification__practitioner__placements__clinic__in=clinics
        )


class MisuseReport(models.Model):
    """Somebody says that a code hangs elsewhere, or that a paper looks wrong.

    Nothing is kept of who told us but what the person typed. A code that nobody issued
    has no certification: a forged poster is told of by its code alone.
    """

    key = models.UUIDField(_("key of the form"), unique=True, editable=False)
    code = models.CharField(_("public code"), max_length=12)
    certification = models.ForeignKey(
        Certification,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="misuse_reports",
    )
    what = models.CharField(_("what is wrong"), max_length=16, choices=Misuse)
    place = models.CharField(_("where it was seen"), max_length=200)
    text = models.TextField(_("in their words"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    received_at = models.DateTimeField(_("received on"))
    settled_at = models.DateTimeField(_("dealt with on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dealt with by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField(_("what was done"), max_length=1000, blank=True)

    personal_fields = frozenset({"place", "text", "email", "note"})
    public_fields = frozenset({"code", "what"})

    objects = MisuseReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of misuse")
        verbose_name_plural = _("reports of misuse")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["settled_at", "received_at"], name="misuse_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="misuse_report_says_a_known_thing",
                condition=Q(what__in=Misuse.values),
                violation_error_message=_("Choose from the list what is wrong."),
            ),
            models.CheckConstraint(
                name="misuse_report_settled_at_and_by_go_together",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                violation_error_message=_("Say who dealt with it, and when."),
            ),
            models.CheckConstraint(
                name="misuse_report_is_settled_with_a_note",
                condition=Q(settled_at=None, note="")
                | (Q(settled_at__isnull=False) & ~Q(note="")),
                violation_error_message=_("Write down what was done."),
            ),
        ]

    def __str__(self):
        return f"{self.shown_code}: {self.get_what_display()}"

    @property
    def shown_code(self) -> str:
        return codes.shown(self.code)
