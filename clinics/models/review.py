"""What a clinic handed in, what a reviewer found, and what was decided."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from clinics.enums import Act, Reason, Verification
from clinics.models.certification import Certification
from portal.files import intake, keeping

PUBLIC_ACTS = (Act.SUSPEND, Act.REVOKE, Act.EMERGENCY)


class Frozen(Exception):
    """Evidence that was submitted is neither changed nor deleted."""


class EvidenceQuerySet(models.QuerySet):
    def frozen(self):
        return self.filter(frozen_at__isnull=False)

    def update(self, **values):
        self._refuse_frozen()
        return super().update(**values)

    def delete(self):
        self._refuse_frozen()
        return super().delete()

    def _refuse_frozen(self):
        if self.frozen().exists():
            raise Frozen


class Evidence(models.Model):
    """One file for one slot of one round; never changed once it was submitted.

    A picture is kept as we redrew it; `sha256` is of the bytes that were handed in.
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="evidence"
    )
    slot = models.SlugField(_("slot"), max_length=30)
    round = models.PositiveSmallIntegerField(_("round"))
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), storage=keeping.storage, max_length=100)
    name = models.CharField(_("name of the file"), max_length=80)
    media_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    reads_poorly = models.BooleanField(_("may be unreadable"), default=False)
    latest_day = models.DateField(_("latest date in its text"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded on"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("frozen on"), null=True, blank=True)

    personal_fields = frozenset({"file", "name"})
    public_fields = frozenset({"slot", "media_type", "sha256"})

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["certification", "round", "slot", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                name="evidence_has_a_page",
                condition=Q(pages__gte=1),
                violation_error_message=_("The file has no page."),
            ),
            models.UniqueConstraint(
                name="evidence_is_handed_in_once_per_slot_and_round",
                fields=["certification", "round", "slot", "sha256"],
                violation_error_message=_("This file is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.slot}: {self.name}"

    def save(self, *args, **options):
        self._refuse_frozen()
        super().save(*args, **options)

    def delete(self, *args, **options):
        self._refuse_frozen()
        return super().delete(*args, **options)

    def _refuse_frozen(self):
        if type(self).objects.frozen().filter(pk=self.pk).exists():
            raise Frozen

    @property
    def is_picture(self) -> bool:
        return self.media_type == intake.JPEG


class Finding(models.Model):
    """What a reviewer says of one slot in one round."""

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="findings"
    )
    slot = models.SlugField(_("slot"), max_length=30)
    round = models.PositiveSmallIntegerField(_("round"))
    is_accepted = models.BooleanField(_("accepted"))
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    text = models.TextField(_("what to mend"), max_length=1000, blank=True)
    found_at = models.DateTimeField(_("found on"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"text"})
    public_fields = frozenset({"slot", "reason"})

    class Meta:
        verbose_name = _("finding")
        ordering = ["certification", "round", "slot", "pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_reason_is_known",
                condition=Q(reason__in=["", *Reason.values]),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="finding_says_what_to_mend",
                condition=Q(is_accepted=True, reason="")
                | (Q(is_accepted=False) & ~Q(reason="") & ~Q(text="")),
                violation_error_message=_("Say what is wrong and how to mend it."),
            ),
            models.UniqueConstraint(
                name="one_finding_per_reviewer_slot_and_round",
                fields=["certification", "round", "slot", "found_by"],
                violation_error_message=_("You have answered for this slot."),
            ),
        ]

    def __str__(self):
        return f"{self.slot}: {'accepted' if self.is_accepted else 'deficient'}"


class DecisionQuerySet(models.QuerySet):
    def with_reply(self):
        """Adds `reply_text`: what its subject answered, once a reviewer published it.

        Brings along when it began, see `Decision.began_at`.
        """
        from clinics.models.sanction import Reply

        published = Reply.objects.published().filter(decision=OuterRef("pk"))
        text = Subquery(published.values("text")[:1])
        return self.select_related("confirms").annotate(reply_text=text)


class Decision(models.Model):
    """One event in the life of a certification. Append-only.

    Replaying the decisions of a certification gives its status.
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="decisions"
    )
    act = models.CharField(_("what"), max_length=16, choices=Act)
    round = models.PositiveSmallIntegerField(_("round"))
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirms = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmation",
    )
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    text = models.TextField(_("reason in words"), max_length=1000, blank=True)
    public_sentence = models.CharField(
        _("sentence for the public"), max_length=200, blank=True
    )

    verification = models.CharField(
        _("how it was checked"), max_length=16, choices=Verification, blank=True
    )
    register_note = models.TextField(
        _("what the issuer's register said"), max_length=1000, blank=True
    )
    register_seen_on = models.DateField(
        _("register looked at on"), null=True, blank=True
    )
    interests = models.CharField(
        _("statement of interests"), max_length=300, blank=True
    )

    personal_fields = frozenset({"text", "register_note", "interests"})
    public_fields = frozenset({"act", "reason", "public_sentence", "verification"})

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        ordering = ["certification", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_act_is_known",
                condition=Q(act__in=Act.values),
                violation_error_message=_("Choose from the list what was decided."),
            ),
            models.CheckConstraint(
                name="decision_reason_is_known",
                condition=Q(reason__in=["", *Reason.values]),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="decision_is_taken_by_somebody_else",
                condition=Q(act__in=[Act.WITHDRAW, Act.SUPERSEDE])
                | (Q(submitted_by__isnull=False) & ~Q(by=F("submitted_by"))),
                violation_error_message=_("Somebody else must decide on this."),
            ),
            models.CheckConstraint(
                name="decision_is_proposed_by_somebody_else",
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("by")),
                violation_error_message=_("Somebody else must confirm this."),
            ),
            models.CheckConstraint(
                name="decision_that_the_public_sees_has_its_sentence",
                condition=~Q(act__in=PUBLIC_ACTS)
                | (~Q(public_sentence="") & ~Q(reason="") & ~Q(text="")),
                violation_error_message=_(
                    "Give the reason, and one sentence for the public."
                ),
            ),
            models.CheckConstraint(
                name="decision_against_a_paper_has_its_reason",
                condition=~Q(act__in=[Act.REQUEST_CHANGES, Act.REJECT])
                | (~Q(reason="") & ~Q(text="")),
                violation_error_message=_("Give the reason, also in words."),
            ),
            models.CheckConstraint(
                name="decision_verification_is_known",
                condition=Q(verification__in=["", *Verification.values]),
                violation_error_message=_("Say how it was checked."),
            ),
            models.CheckConstraint(
                name="decision_register_note_has_its_day",
                condition=Q(register_note="", register_seen_on=None)
                | (~Q(register_note="") & Q(register_seen_on__isnull=False)),
                violation_error_message=_(
                    "Say what the register said, and on which day you looked."
                ),
            ),
            models.UniqueConstraint(
                name="each_reviewer_approves_once_a_round",
                fields=["certification", "round", "by"],
                condition=Q(act__in=[Act.APPROVE, Act.ACCEPT]),
                violation_error_message=_("You have approved this already."),
            ),
        ]

    def __str__(self):
        return f"{self.certification_id}: {self.act}"

    @property
    def began_at(self) -> datetime.datetime:
        """When it took effect: with the emergency that it confirms, if it does."""
        return self.confirms.at if self.confirms else self.at
