"""The link through which a clinic sees a person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ClientStatus
from aftercare.naming import shown_name
from clinics.models import Clinic
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent


class ClientQuerySet(models.QuerySet):
    def active(self):
        """The clinic treats this person and sees its own treatments.

        Who takes the consent to care back is seen no more, from that moment on, and
        again once they give it anew.
        """
        return (
            self.linked().with_last_on_care().exclude(last_on_care=ConsentAct.WITHDRAWN)
        )

    def paused(self):
        """Linked, while the person has taken the consent to care back."""
        return (
            self.linked().with_last_on_care().filter(last_on_care=ConsentAct.WITHDRAWN)
        )

    def linked(self):
        return self.filter(status=ClientStatus.ACTIVE)

    def asking(self):
        """The person waits for the clinic to say yes."""
        return self.filter(status=ClientStatus.ASKED)

    def ended(self):
        return self.filter(status=ClientStatus.ENDED)

    def left_by_clinic(self):
        """Ended by the clinic, of people who have not taken their consent back."""
        ended = self.ended().exclude(ended_by=F("user")).with_last_on_care()
        return ended.exclude(last_on_care=ConsentAct.WITHDRAWN)

    def open(self):
        """Asking or linked."""
        return self.exclude(status=ClientStatus.ENDED)

    def of(self, user):
        return self.filter(user=user).select_related("clinic")

    def with_last_on_care(self):
        """With each person's last word on the consent to care, "" without one."""
        last = Consent.objects.last_act(Purpose.CARE, of="user")
        return self.annotate(last_on_care=last)


class Client(models.Model):
    """A person at a clinic: invited or having asked, then active until one ends it.

    A clinic sees a person through an active link only; the record is the person's.
    Before an invitation is accepted there is no link, only the invitation.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="clients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="care"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ClientStatus, default=ClientStatus.ACTIVE
    )
    invited_at = models.DateTimeField(_("invited on"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked on"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("linked on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
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
                name="client_was_invited_or_asked",
                condition=Q(
                    invited_at__isnull=False, invited_by__isnull=False, asked_at=None
                )
                | Q(invited_at=None, invited_by=None, asked_at__isnull=False),
                violation_error_message=_("Say who wished for the link, and when."),
            ),
            models.CheckConstraint(
                name="client_accepted_at_and_by_go_together",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message=_("Say who accepted, and when."),
            ),
            models.CheckConstraint(
                name="client_is_active_once_accepted",
                condition=~Q(status=ClientStatus.ACTIVE) | Q(accepted_at__isnull=False),
                violation_error_message=_("The other side has to accept the link."),
            ),
            models.CheckConstraint(
                name="client_asks_until_accepted",
                condition=~Q(status=ClientStatus.ASKED)
                | Q(accepted_at=None, asked_at__isnull=False),
                violation_error_message=_("An accepted link is no question."),
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

    @property
    def name(self) -> str:
        """What the clinic reads; the address in place of a name while it sees that.

        Needs `with_last_on_care`.
        """
        is_linked = self.status == ClientStatus.ACTIVE
        if is_linked and self.last_on_care != ConsentAct.WITHDRAWN:
            return str(self.user)
        return shown_name(self.user)
