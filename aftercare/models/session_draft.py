"""A session that somebody is writing down, page by page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.models.client import Client
from aftercare.models.treatment import Treatment
from clinics.models import Bottle, Clinic, Practitioner


class SessionDraftQuerySet(models.QuerySet):
    def seen_by(self, clinic):
        """Those of the clinic whose person it still has an active link with."""
        active = Client.objects.active().filter(clinic=clinic)
        return self.filter(clinic=clinic, client__in=active)

    def for_reading(self):
        return self.select_related(
            "client__user", "clinic", "treatment", "practitioner", "begun_by"
        )


class SessionDraft(models.Model):
    """What was answered so far, so that a phone may be put down at any page.

    Whoever of the team comes by can go on. Its key becomes the key of the session, and
    once that is there, the draft is deleted.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="session_drafts"
    )
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="session_drafts"
    )
    treatment = models.ForeignKey(
        Treatment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="session_drafts",
    )
    title = models.CharField(_("what is done"), max_length=80, blank=True)
    begun_at = models.DateTimeField(_("begun on"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    risks = models.JSONField(_("what applies"), default=list, blank=True)
    asked_at = models.DateTimeField(_("asked on"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    performed_at = models.DateTimeField(_("when"), null=True, blank=True)
    bottles = models.ManyToManyField(Bottle, blank=True, related_name="+")
    no_ink_reason = models.CharField(_("why no bottle"), max_length=200, blank=True)

    personal_fields = frozenset({"title", "risks", "no_ink_reason"})
    public_fields = frozenset()

    objects = SessionDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("session being written down")
        verbose_name_plural = _("sessions being written down")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="session_draft_is_of_a_treatment_or_begins_one",
                condition=Q(treatment__isnull=False, title="")
                | (Q(treatment=None) & ~Q(title="")),
                violation_error_message=_("Choose a treatment, or say what is done."),
            ),
            models.CheckConstraint(
                name="session_draft_asked_at_and_by_go_together",
                condition=Q(asked_at=None, asked_by=None)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
                violation_error_message=_("Say who asked, and when."),
            ),
            models.CheckConstraint(
                name="session_draft_knows_who_and_when_together",
                condition=Q(practitioner=None, performed_at=None)
                | Q(practitioner__isnull=False, performed_at__isnull=False),
                violation_error_message=_("Say who did it, and when."),
            ),
        ]

    def __str__(self):
        return f"{self.client_id}: {self.begun_at:%Y-%m-%d}"

    @property
    def person(self):
        return self.client.user

    @property
    def shown_title(self) -> str:
        return self.treatment.title if self.treatment else self.title
