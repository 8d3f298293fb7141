"""A clinic asks somebody whose profile is their own whether they work there."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import Answer, RequestState
from clinics.models.clinic import Clinic
from clinics.models.practitioner import Placement, Practitioner

LIFETIME = datetime.timedelta(days=14)
NO_STAYS = datetime.timedelta(days=30)  # so long the clinic reads that somebody said no


class PlacementRequestQuerySet(models.QuerySet):
    def unanswered(self):
        """Neither answered nor withdrawn; some of these may have expired."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def waiting(self, *, on: datetime.datetime):
        """Can still be answered at that moment."""
        return self.unanswered().filter(expires_at__gt=on)

    def telling(self, *, on: datetime.datetime):
        """What the clinic reads of: unanswered ones, and those who said no lately.

        A question that was asked anew takes the place of the one before.
        """
        no = Q(answer=Answer.NO, answered_at__gt=on - NO_STAYS)
        newer = self.model.objects.filter(
            practitioner=OuterRef("practitioner"),
            clinic=OuterRef("clinic"),
            pk__gt=OuterRef("pk"),
        )
        open_ = Q(answered_at=None, withdrawn_at=None)
        return self.filter(open_ | no).exclude(Exists(newer))


class PlacementRequest(models.Model):
    """The question of a clinic to a practitioner: do you work here?

    It is no place of work: only the yes of its person makes one. `person` is whose
    profile it was when asked, so that the database knows who may answer.
    """

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="placement_requests"
    )
    clinic = models.ForeignKey(
        Clinic,
        verbose_name=_("clinic"),
        on_delete=models.PROTECT,
        related_name="placement_requests",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="placement_requests",
    )
    since = models.DateField(_("since"))
    asked_at = models.DateTimeField(_("asked on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("open until"))
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    words = models.CharField(_("in their words"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    placement = models.OneToOneField(
        Placement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="request",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset({"words"})
    public_fields = frozenset({"answer"})

    objects = PlacementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a place of work")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placement_request_answer_is_known",
                condition=Q(answer__in=["", *Answer.values]),
                violation_error_message=_("Say yes or no."),
            ),
            models.CheckConstraint(
                name="placement_request_answered_at_and_by_go_together",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                violation_error_message=_("Say who answered, when, and what."),
            ),
            models.CheckConstraint(
                name="placement_request_is_answered_by_its_person",
                condition=Q(answered_by=None) | Q(answered_by=F("person")),
                violation_error_message=_("Only the person who is asked can answer."),
            ),
            models.CheckConstraint(
                name="placement_request_is_answered_in_time",
                condition=Q(answered_at=None) | Q(answered_at__lt=F("expires_at")),
                violation_error_message=_(
                    "The question is no longer open: the clinic has to ask again."
                ),
            ),
            models.CheckConstraint(
                name="placement_request_with_a_yes_has_its_placement",
                condition=Q(answer=Answer.YES, placement__isnull=False)
                | (~Q(answer=Answer.YES) & Q(placement=None)),
                violation_error_message=_(
                    "A yes makes a place of work, a no does not."
                ),
            ),
            models.CheckConstraint(
                name="placement_request_words_go_with_a_no",
                condition=Q(words="") | Q(answer=Answer.NO),
                violation_error_message=_("Only a no comes with a sentence."),
            ),
            models.CheckConstraint(
                name="placement_request_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("asked_at")),
                violation_error_message=_("The last day must be in the future."),
            ),
            models.CheckConstraint(
                name="placement_request_withdrawn_at_and_by_go_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("Say who withdrew it, and when."),
            ),
            models.CheckConstraint(
                name="placement_request_is_answered_or_withdrawn_not_both",
                condition=Q(answered_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("An answered question cannot change."),
            ),
            models.UniqueConstraint(
                name="one_unanswered_request_per_practitioner_and_clinic",
                fields=["practitioner", "clinic"],
                condition=Q(answered_at=None, withdrawn_at=None),
                violation_error_message=_(
                    "This person was asked already and has not answered."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.practitioner_id} @ {self.clinic_id}?"

    @property
    def asked_anew_from(self) -> datetime.date:
        """After a no, the first day on which the clinic may ask again."""
        return self.clinic.local_day(self.answered_at + NO_STAYS)

    def state(self, *, on: datetime.datetime) -> RequestState:
        if self.answer:
            yes = self.answer == Answer.YES
            return RequestState.AGREED if yes else RequestState.DECLINED
        if self.withdrawn_at:
            return RequestState.WITHDRAWN
        if self.expires_at <= on:
            return RequestState.EXPIRED
        return RequestState.WAITING
