"""What a clinic does for a client: a treatment, in sessions."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftercare.enums import Hold, SessionState
from aftercare.models.client import Client
from aftercare.models.health import HealthProfile
from clinics.models import Bottle, Clinic, Practitioner
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent
from portal.accounts.models.user import validate_time_zone

LOCKS_AFTER = datetime.timedelta(hours=24)


def _seen_by(clinic) -> models.QuerySet:
    """Who is a client there today and allows that their care is shown to it."""
    last = Consent.objects.filter(user=OuterRef("user"), purpose=Purpose.CARE)
    act = last.order_by("-given_at", "-pk").values("act")[:1]
    active = Client.objects.active().filter(clinic=clinic)
    allowed = active.annotate(care=Subquery(act)).filter(care=ConsentAct.GIVEN)
    return allowed.values("user")


class TreatmentQuerySet(models.QuerySet):
    def seen_by(self, clinic):
        """The clinic's own, of its clients of today who allow it."""
        return self.filter(clinic=clinic, client__user__in=_seen_by(clinic))

    def shown_to(self, clinic):
        """Those of other clinics that its clients of today show it."""
        open_grants = {"grants__clinic": clinic, "grants__withdrawn_at": None}
        return self.filter(client__user__in=_seen_by(clinic), **open_grants)

    def of(self, user):
        """All of a person, at whichever clinic, whatever became of the link."""
        return self.filter(client__user=user)


class Treatment(models.Model):
    """Some sessions that belong together: a hairline, a scar, a touch-up."""

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="treatments"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="treatments"
    )
    title = models.CharField(_("what is done"), max_length=80)
    created_at = models.DateTimeField(_("begun on"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"title"})
    public_fields = frozenset()

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="treatment_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("Say what is done."),
            ),
        ]

    def __str__(self):
        return self.title


class SessionQuerySet(models.QuerySet):
    def seen_by(self, clinic):
        """As `TreatmentQuerySet.seen_by`."""
        return self.filter(clinic=clinic, treatment__client__user__in=_seen_by(clinic))

    def shown_to(self, clinic):
        """As `TreatmentQuerySet.shown_to`."""
        return self.filter(treatment__in=Treatment.objects.shown_to(clinic))

    def of(self, user):
        """All of a person, at whichever clinic, whatever became of the link."""
        return self.filter(treatment__client__user=user)

    def for_reading(self):
        return self.select_related(
            "treatment__client__user",
            "clinic",
            "practitioner",
            "health__written_by",
            "recorded_by",
            "handed_over_by",
        )


class Session(models.Model):
    """One sitting: who held the needle, when, and with which ink.

    Day 0 of all that follows is `local_date`, the day it was where the client lives.
    After 24 hours it is changed by an amendment only, which keeps what stood before.
    """

    key = models.UUIDField(_("key of the form"), unique=True, editable=False)
    treatment = models.ForeignKey(
        Treatment, on_delete=models.PROTECT, related_name="sessions"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="sessions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="sessions"
    )
    performed_at = models.DateTimeField(_("when"))
    local_date = models.DateField(_("day 0"))
    time_zone = models.CharField(
        _("time zone of the client"), max_length=64, validators=[validate_time_zone]
    )
    health = models.ForeignKey(
        HealthProfile, on_delete=models.PROTECT, related_name="sessions"
    )
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    bottles_used = models.PositiveSmallIntegerField(_("bottles used"))
    no_ink_reason = models.CharField(_("why no bottle"), max_length=200, blank=True)
    hold = models.CharField(
        _("what asked for a reason"), max_length=12, choices=Hold, blank=True
    )
    go_ahead_reason = models.CharField(
        _("why it went ahead"), max_length=300, blank=True
    )
    recorded_at = models.DateTimeField(_("written down on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_over_at = models.DateTimeField(_("handed over on"), null=True, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    received_at = models.DateTimeField(
        _("received by the client on"), null=True, blank=True
    )

    personal_fields = frozenset(
        {"time_zone", "no_ink_reason", "hold", "go_ahead_reason"}
    )
    public_fields = frozenset()

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-performed_at", "-pk"]
        indexes = [
            models.Index(
                fields=["clinic", "performed_at"], name="session_of_clinic_by_day"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_number_counts_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("The first session is number 1."),
            ),
            models.CheckConstraint(
                name="session_is_recorded_once_it_is_done",
                condition=Q(recorded_at__gte=F("performed_at")),
                violation_error_message=_("A session is written down afterwards."),
            ),
            models.CheckConstraint(
                name="session_names_its_bottles_or_says_why_not",
                condition=Q(bottles_used__gt=0, no_ink_reason="")
                | (Q(bottles_used=0) & ~Q(no_ink_reason="")),
                violation_error_message=_(
                    "Name the bottles, or say why there is none."
                ),
            ),
            models.CheckConstraint(
                name="session_hold_is_known",
                condition=Q(hold__in=["", *Hold.values]),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="session_that_was_held_says_why_it_went_ahead",
                condition=Q(hold="", go_ahead_reason="")
                | (~Q(hold="") & ~Q(go_ahead_reason="")),
                violation_error_message=_("Say why it goes ahead all the same."),
            ),
            models.CheckConstraint(
                name="session_handed_over_at_and_by_go_together",
                condition=Q(handed_over_at=None, handed_over_by=None)
                | Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
                violation_error_message=_("Say who handed it over, and when."),
            ),
            models.CheckConstraint(
                name="session_is_received_once_it_is_handed_over",
                condition=Q(received_at=None)
                | Q(
                    handed_over_at__isnull=False,
                    received_at__gte=F("handed_over_at"),
                ),
                violation_error_message=_("It must be handed over first."),
            ),
            models.UniqueConstraint(
                name="session_number_is_used_once_per_treatment",
                fields=["treatment", "number"],
                violation_error_message=_("There is a session of that number."),
            ),
        ]

    def __str__(self):
        return f"{self.treatment_id}/{self.number}"

    @property
    def clinic_day(self) -> datetime.date:
        """The day it was where the clinic stands: bottles and people go by that."""
        return self.clinic.local_day(self.performed_at)

    @property
    def locks_at(self) -> datetime.datetime:
        return self.recorded_at + LOCKS_AFTER

    @property
    def is_locked(self) -> bool:
        """Whether what it says is kept for good, and changed by an amendment only."""
        return timezone.now() >= self.locks_at

    @property
    def state(self) -> SessionState:
        if self.received_at:
            return SessionState.RECEIVED
        if self.handed_over_at:
            return SessionState.HANDED_OVER
        return SessionState.RECORDED


class SessionBottle(models.Model):
    """A bottle whose ink went into the skin."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="bottles"
    )
    bottle = models.ForeignKey(
        Bottle, on_delete=models.PROTECT, related_name="sessions"
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("bottle of a session")
        verbose_name_plural = _("bottles of sessions")
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="bottle_is_named_once_per_session",
                fields=["session", "bottle"],
                violation_error_message=_("This bottle is in the list already."),
            ),
        ]

    def __str__(self):
        return f"{self.session_id}: {self.bottle_id}"
