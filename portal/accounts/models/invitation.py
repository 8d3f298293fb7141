"""A letter that lets one address take up one role."""

import datetime
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import InvitationState, InvitedRole, StaffRole
from portal.accounts.models.user import LowerEmailField

LIFETIME = datetime.timedelta(days=7)


def hashed(token: str) -> str:
    """What is stored of a token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def unanswered(self):
        """Neither accepted nor withdrawn; some of these may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, *, on: datetime.datetime):
        """Can still be accepted at that moment."""
        return self.unanswered().filter(expires_at__gt=on)

    def to_the_platform(self):
        """To its staff; the others are to a place of an app above."""
        return self.filter(place="")

    def rivals(self, *, email: str, role: str, place: str):
        """Those that stand in the way of another one: see the constraints."""
        same = self.unanswered().filter(email=email, place=place)
        return same if place else same.filter(role=role)

    def with_token(self, token: str):
        return self.filter(token_hash=hashed(token))


class Invitation(models.Model):
    """The offer of a role to an e-mail address, good once and for seven days.

    Only the hash of the token is kept: who can read the table cannot accept.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = LowerEmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=InvitedRole)
    place = models.CharField(
        _("place"),
        max_length=40,
        blank=True,
        editable=False,
        help_text=_("Empty for the platform itself; otherwise as in accounts.places."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,  # from the command line nobody is signed in
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("invited on"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset({"email"})
    public_fields = frozenset({"token_hash", "role", "place"})

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["place"], name="invitation_by_place")]
        constraints = [
            models.CheckConstraint(
                name="invitation_email_is_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
            models.CheckConstraint(
                name="invitation_role_is_known",
                condition=Q(role__in=InvitedRole.values),
                violation_error_message=_("Choose a role from the list."),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("The last day must be in the future."),
            ),
            models.CheckConstraint(
                name="invitation_accepted_at_and_by_go_together",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message=_("Say who accepted, and when."),
            ),
            models.CheckConstraint(
                name="invitation_withdrawn_at_and_by_go_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("Say who withdrew it, and when."),
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn_not_both",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("An answered invitation cannot change."),
            ),
            models.CheckConstraint(
                name="invitation_place_is_a_key",
                condition=Q(place="") | Q(place__regex=r"^[a-z_]+:[0-9]+$"),
                violation_error_message=_("Name the place as kind and number."),
            ),
            models.CheckConstraint(
                name="invitation_to_the_staff_is_to_the_platform",
                condition=Q(place="") | ~Q(role__in=StaffRole.values),
                violation_error_message=_("Only the platform itself has staff."),
            ),
            models.UniqueConstraint(
                name="one_unanswered_invitation_per_address_and_place",
                fields=["email", "place"],
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(place=""),
                violation_error_message=_(
                    "This address already has an invitation to this place. "
                    "Send that one again, or withdraw it first."
                ),
            ),
            models.UniqueConstraint(
                name="one_unanswered_invitation_per_address_and_role",
                fields=["email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None, place=""),
                violation_error_message=_(
                    "This address already has an invitation to this role. "
                    "Send that one again, or withdraw it first."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.email} ({self.get_role_display()})"

    @property
    def sent_at(self) -> datetime.datetime:
        """When the last letter went out: it is good from then on."""
        return self.expires_at - LIFETIME

    def state(self, *, on: datetime.datetime) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.expires_at <= on:
            return InvitationState.EXPIRED
        return InvitationState.WAITING

    @property
    def staff_role(self) -> StaffRole | None:
        """The role on the platform's staff; None for clinics and clients."""
        return StaffRole(self.role) if self.role in StaffRole.values else None

    def was_declined_by(self, user) -> bool:
        """Whether it was that person who said no, not whoever had sent it."""
        if self.withdrawn_by_id is None or self.withdrawn_by_id != user.pk:
            return False
        return user.email == self.email
