"""The link through which a clinic sees a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ClientStatus
from clinics.models import Clinic


class ClientQuerySet(models.QuerySet):
    def active(self):
        """The clinic treats this person and sees its own treatments."""
        return self.filter(status=ClientStatus.ACTIVE)

    def open(self):
        """Invited or active."""
        return self.exclude(status=ClientStatus.ENDED)

    def of(self, user):
        return self.filter(user=user).select_related("clinic")


class Client(models.Model):
    """A person at a clinic: invited, then active until one of the two ends it.

    A clinic sees a person through an active link only; the record is the person's.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="clients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="care"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ClientStatus, default=ClientStatus.INVITED
    )
    invited_at = models.DateTimeField(_("invited on"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset()
    public_fields = frozenset({"status"})

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["clinic", "pk"]
        constraints = [
            models.CheckConstraint(
                name="client_status_is_known",
                condition=Q(status__in=ClientStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="client_is_active_once_accepted",
                condition=~Q(status=ClientStatus.ACTIVE) | Q(accepted_at__isnull=False),
                violation_error_message=_("Only the person can accept the link."),
            ),
            models.CheckConstraint(
                name="client_is_invited_until_accepted",
                condition=~Q(status=ClientStatus.INVITED) | Q(accepted_at=None),
                violation_error_message=_("An accepted link is no invitation."),
            ),
            models.CheckConstraint(
                name="client_is_ended_when_somebody_ended_it",
                condition=Q(
                    status=ClientStatus.ENDED,
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                )
                | (~Q(status=ClientStatus.ENDED) & Q(ended_at=None, ended_by=None)),
                violation_error_message=_("Say who ended it, and when."),
            ),
            models.UniqueConstraint(
                name="one_open_link_per_client_and_clinic",
                fields=["clinic", "user"],
                condition=~Q(status=ClientStatus.ENDED),
                violation_error_message=_("This person is a client already."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id} @ {self.clinic_id}"
