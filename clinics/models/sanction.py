"""Taking a paper out of force by two people, and the answers of whom it is about."""

import datetime

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics.enums import (
    AppealOutcome,
    ProposalOutcome,
    Reason,
    ReplyOutcome,
    Sanction,
)
from clinics.models.certification import Certification
from clinics.models.review import Decision

EMERGENCY_LASTS = datetime.timedelta(hours=72)
LONGEST_REPLY = 600
TAKES_AWAY = (Sanction.SUSPEND, Sanction.REVOKE)
SETTLED = [
    ProposalOutcome.CONFIRMED,
    ProposalOutcome.DECLINED,
    ProposalOutcome.WITHDRAWN,
]


class ProposalQuerySet(models.QuerySet):
    def waiting(self, *, at: datetime.datetime):
        """Those that somebody may still confirm; an emergency only before its end."""
        runs = Q(ends_at=None) | Q(ends_at__gt=at)
        return self.filter(runs, outcome="")

    def for_reading(self):
        return self.select_related(
            "certification__type",
            "certification__clinic",
            "certification__practitioner",
            "proposed_by",
            "settled_by",
        )


class Proposal(models.Model):
    """One reviewer wants a paper suspended, revoked or back in force.

    It waits for another reviewer. An emergency (`ends_at`) suspends at once and ends
    by the clock unless another one confirms it.
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="proposals"
    )
    act = models.CharField(_("what"), max_length=8, choices=Sanction)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    text = models.TextField(_("reason in words"), max_length=1000)
    public_sentence = models.CharField(
        _("sentence for the public"), max_length=200, blank=True
    )
    proposed_at = models.DateTimeField(_("proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(_("due"))
    ends_at = models.DateTimeField(_("ends by itself on"), null=True, blank=True)
    outcome = models.CharField(
        _("what became of it"), max_length=9, choices=ProposalOutcome, blank=True
    )
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField(_("why not"), max_length=1000, blank=True)

    personal_fields = frozenset({"text", "note"})
    public_fields = frozenset({"act", "reason", "public_sentence", "outcome"})

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ["certification", "proposed_at", "pk"]
        indexes = [
            models.Index(fields=["outcome", "proposed_at"], name="proposal_waiting"),
            models.Index(fields=["outcome", "due_at"], name="proposal_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="proposal_act_is_known",
                condition=Q(act__in=Sanction.values),
                violation_error_message=_("Choose from the list what you propose."),
            ),
            models.CheckConstraint(
                name="proposal_reason_is_known",
                condition=Q(reason__in=["", *Reason.values]),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="proposal_outcome_is_known",
                condition=Q(outcome__in=["", *ProposalOutcome.values]),
                violation_error_message=_("Choose from the list what became of it."),
            ),
            models.CheckConstraint(
                name="proposal_against_a_paper_has_its_sentence",
                condition=~Q(text="")
                & (~Q(act__in=TAKES_AWAY) | (~Q(public_sentence="") & ~Q(reason=""))),
                violation_error_message=_(
                    "Give the reason, and one sentence for the public."
                ),
            ),
            models.CheckConstraint(
                name="only_a_suspension_is_an_emergency",
                condition=Q(ends_at=None)
                | Q(act=Sanction.SUSPEND, ends_at__gt=F("proposed_at")),
                violation_error_message=_("Only a suspension takes effect at once."),
            ),
            models.CheckConstraint(
                name="proposal_lapses_only_in_an_emergency",
                condition=~Q(outcome=ProposalOutcome.LAPSED) | Q(ends_at__isnull=False),
                violation_error_message=_(
                    "Decline it, or let its author take it back."
                ),
            ),
            models.CheckConstraint(
                name="proposal_settled_at_and_by_go_together",
                condition=Q(
                    settled_at=None,
                    settled_by=None,
                    outcome__in=["", ProposalOutcome.LAPSED],
                )
                | Q(
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    outcome__in=SETTLED,
                ),
                violation_error_message=_("Say who settled it, and when."),
            ),
            models.CheckConstraint(
                name="nobody_settles_their_own_proposal",
                condition=~Q(
                    outcome__in=[ProposalOutcome.CONFIRMED, ProposalOutcome.DECLINED]
                )
                | (Q(settled_by__isnull=False) & ~Q(settled_by=F("proposed_by"))),
                violation_error_message=_("Somebody else must confirm or decline it."),
            ),
            models.CheckConstraint(
                name="proposal_is_taken_back_by_its_author",
                condition=~Q(outcome=ProposalOutcome.WITHDRAWN)
                | Q(settled_by=F("proposed_by")),
                violation_error_message=_("Only who made a proposal takes it back."),
            ),
            models.CheckConstraint(
                name="proposal_is_declined_with_a_note",
                condition=~Q(outcome=ProposalOutcome.DECLINED) | ~Q(note=""),
                violation_error_message=_("Say why not."),
            ),
            models.UniqueConstraint(
                name="one_open_proposal_per_certification",
                fields=["certification"],
                condition=Q(outcome=""),
                violation_error_message=_("Another proposal waits already."),
            ),
        ]

    def __str__(self):
        return f"{self.certification_id}: {self.act}"

    @property
    def is_emergency(self) -> bool:
        return self.ends_at is not None

    @property
    def has_lapsed(self) -> bool:
        """Whether it was an emergency that nobody confirmed before its end."""
        if self.outcome == ProposalOutcome.LAPSED:
            return True
        ran_out = self.is_emergency and timezone.now() >= self.ends_at
        return not self.outcome and ran_out

    @property
    def waits(self) -> bool:
        return not self.outcome and not self.has_lapsed


class ReplyQuerySet(models.QuerySet):
    def published(self):
        return self.filter(outcome=ReplyOutcome.PUBLISHED)

    def waiting(self):
        return self.filter(outcome="")


class Reply(models.Model):
    """What the clinic or person answers in public to a suspension or revocation."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField(
        _("reply"),
        max_length=LONGEST_REPLY,
        validators=[MaxLengthValidator(LONGEST_REPLY)],
    )
    written_at = models.DateTimeField(_("written on"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(
        _("what became of it"), max_length=9, choices=ReplyOutcome, blank=True
    )
    vetted_at = models.DateTimeField(_("vetted on"), null=True, blank=True)
    vetted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField(_("why it is not published"), max_length=1000, blank=True)

    personal_fields = frozenset({"text", "note"})
    public_fields = frozenset({"outcome"})

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["decision", "written_at", "pk"]
        indexes = [
            models.Index(fields=["outcome", "written_at"], name="reply_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reply_outcome_is_known",
                condition=Q(outcome__in=["", *ReplyOutcome.values]),
                violation_error_message=_("Publish it, or refuse it with a reason."),
            ),
            models.CheckConstraint(
                name="reply_is_not_empty",
                condition=~Q(text=""),
                violation_error_message=_("Write your reply."),
            ),
            models.CheckConstraint(
                name="reply_vetted_at_and_by_go_together",
                condition=Q(vetted_at=None, vetted_by=None, outcome="")
                | (
                    Q(vetted_at__isnull=False, vetted_by__isnull=False) & ~Q(outcome="")
                ),
                violation_error_message=_("Say who read it, and when."),
            ),
            models.CheckConstraint(
                name="nobody_vets_their_own_reply",
                condition=Q(vetted_by=None) | ~Q(vetted_by=F("written_by")),
                violation_error_message=_("Somebody else must read it."),
            ),
            models.CheckConstraint(
                name="reply_is_refused_with_a_reason",
                condition=~Q(outcome=ReplyOutcome.REFUSED) | ~Q(note=""),
                violation_error_message=_("Say why it is not published."),
            ),
            models.UniqueConstraint(
                name="one_reply_per_decision_that_was_not_refused",
                fields=["decision"],
                condition=Q(outcome__in=["", ReplyOutcome.PUBLISHED]),
                violation_error_message=_("There is a reply already."),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.outcome or 'waits'}"


class AppealQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")


class Appeal(models.Model):
    """The clinic or person asks somebody who was not involved to look again.

    Who decided and who proposed are copied here, so that the database can refuse them.
    """

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="appeal"
    )
    text = models.TextField(_("what was wrong with it"), max_length=2000)
    filed_at = models.DateTimeField(_("filed on"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(
        _("what became of it"), max_length=10, choices=AppealOutcome, blank=True
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer = models.TextField(_("reason"), max_length=1000, blank=True)

    personal_fields = frozenset({"text", "answer"})
    public_fields = frozenset({"outcome"})

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        ordering = ["filed_at", "pk"]
        indexes = [
            models.Index(fields=["outcome", "filed_at"], name="appeal_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="appeal_outcome_is_known",
                condition=Q(outcome__in=["", *AppealOutcome.values]),
                violation_error_message=_("Choose from the list what you found."),
            ),
            models.CheckConstraint(
                name="appeal_is_not_empty",
                condition=~Q(text=""),
                violation_error_message=_("Write what was wrong with the decision."),
            ),
            models.CheckConstraint(
                name="appeal_decided_at_and_by_go_together",
                condition=Q(decided_at=None, decided_by=None, outcome="", answer="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(answer="")
                ),
                violation_error_message=_("Say who decided, when, and why."),
            ),
            models.CheckConstraint(
                name="appeal_is_decided_by_somebody_not_involved",
                condition=Q(decided_by=None)
                | (
                    ~Q(decided_by=F("confirmed_by"))
                    & ~Q(decided_by=F("filed_by"))
                    & (Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")))
                ),
                violation_error_message=_(
                    "Somebody who neither proposed nor confirmed it must decide."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.outcome or 'waits'}"
