"""One place where people are treated."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import ClinicStatus
from portal.accounts import rules as account_rules
from portal.accounts.models.user import validate_time_zone


class ClinicQuerySet(models.QuerySet):
    def listed(self):
        """Those the public may find."""
        return self.filter(status=ClinicStatus.LISTED)

    def worked_at_by(self, user, *, on):
        """Those where this person works that day, whatever their status."""
        from clinics.models.membership import Membership

        memberships = Membership.objects.active(on=on).filter(user_id=user.pk)
        return self.filter(pk__in=memberships.values("clinic"))

    def visible_to(self, user, *, on):
        """Listed ones to everybody; others to who works there and to who decides.

        Certification reviewers, moderators and administrators decide about clinics.
        """
        decides = (
            account_rules.is_reviewer,
            account_rules.is_moderator,
            account_rules.is_admin,
        )
        if any(predicate(user) for predicate in decides):
            return self.all()
        own = self.worked_at_by(user, on=on)
        return self.filter(Q(status=ClinicStatus.LISTED) | Q(pk__in=own.values("pk")))


class Clinic(models.Model):
    """One location of a business that tattoos scalps."""

    slug = models.SlugField(_("address on the site"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[
            RegexValidator(r"^[A-Z]{2}\Z", _("Write the two capital letters (ISO)."))
        ],
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, validators=[validate_time_zone]
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ClinicStatus,
        default=ClinicStatus.DRAFT,
        editable=False,
    )

    personal_fields = frozenset()
    public_fields = frozenset({"slug", "name", "country", "time_zone", "status"})

    objects = ClinicQuerySet.as_manager()

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="clinic_status_is_known",
                condition=Q(status__in=ClinicStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="clinic_country_is_two_capital_letters",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write the two capital letters (ISO)."),
            ),
        ]

    def __str__(self):
        return self.name
