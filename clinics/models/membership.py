"""Who works at which clinic, as what, from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import ClinicRole
from clinics.models.clinic import Clinic


class MembershipQuerySet(models.QuerySet):
    def active(self, *, on):
        """At work on that day; the day of leaving is no day of work any more."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))

    def owners(self):
        return self.filter(role=ClinicRole.OWNER)

    def ended(self, *, on):
        """Stretches that are over, of people who are no members any more."""
        active = self.model.objects.active(on=on).filter(clinic=OuterRef("clinic"))
        back = active.filter(user=OuterRef("user"))
        return self.filter(until__lte=on).exclude(Exists(back))

    def of(self, user):
        return self.filter(user=user).select_related("clinic")


class Membership(models.Model):
    """A person's place in the team of a clinic; ended ones are kept."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=ClinicRole)
    since = models.DateField(_("since"))
    until = models.DateField(_("left on"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset({"role"})

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["clinic", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=Q(role__in=ClinicRole.values),
                violation_error_message=_("Choose a role from the list."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_(
                    "The day of leaving must not be before the first day."
                ),
            ),
            models.UniqueConstraint(
                name="one_open_membership_per_person_and_clinic",
                fields=["clinic", "user"],
                condition=Q(until=None),
                violation_error_message=_("This person already works at the clinic."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.user_id} @ {self.clinic_id}"
