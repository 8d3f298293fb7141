"""What a person shows to one clinic of what another one did."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.models.treatment import Treatment
from clinics.models import Clinic


class TreatmentGrantQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has withdrawn; the clinic may see nothing all the same."""
        return self.filter(withdrawn_at=None)


class TreatmentGrant(models.Model):
    """A treatment of one clinic that another may read, by the word of its person.

    It counts while the person is an active client of the clinic; see
    `TreatmentQuerySet.shown_to`.
    """

    treatment = models.ForeignKey(
        Treatment, on_delete=models.PROTECT, related_name="grants"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="treatment_grants"
    )
    granted_at = models.DateTimeField(_("shown on"))
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = TreatmentGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment shown to a clinic")
        verbose_name_plural = _("treatments shown to clinics")
        ordering = ["treatment", "-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="treatment_grant_is_withdrawn_after_it_is_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("granted_at")),
                violation_error_message=_("It cannot be withdrawn before it is given."),
            ),
            models.UniqueConstraint(
                name="one_open_grant_per_treatment_and_clinic",
                fields=["treatment", "clinic"],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("This clinic sees the treatment already."),
            ),
        ]

    def __str__(self):
        return f"{self.treatment_id} → {self.clinic_id}"
