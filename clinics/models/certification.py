"""A paper that speaks for a clinic or a practitioner, and what it is worth today."""

import datetime

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics import codes
from clinics.daytime import each_on_its_day
from clinics.enums import (
    HOLDS,
    CertificationStatus,
    Standing,
    Verification,
)
from clinics.models.certification_type import CertificationType
from clinics.models.clinic import Clinic
from clinics.models.practitioner import Practitioner

ENDS_SOON = datetime.timedelta(days=60)
DECLARATION = "declaration"  # the slot of what somebody says of themselves
OPEN_RENEWAL = (
    CertificationStatus.DRAFT,
    CertificationStatus.SUBMITTED,
    CertificationStatus.CHANGES_REQUESTED,
    CertificationStatus.ACCEPTED,
)
# What was accepted once: the public may ask after it for ever.
DECIDED = (
    CertificationStatus.ACCEPTED,
    CertificationStatus.SUSPENDED,
    CertificationStatus.REVOKED,
    CertificationStatus.SUPERSEDED,
)


def _holds_on(day: datetime.date) -> Q:
    return Q(valid_from__lte=day, counts_until__gte=day)


def not_held() -> Q:
    """Those that no emergency suspension keeps out of force at this moment."""
    return Q(held_until=None) | Q(held_until__lte=timezone.now())


def _is_answered_for() -> Q:
    never_public = Clinic.objects.never_public().filter(pk=OuterRef("clinic"))
    return Q(~Exists(never_public), status__in=DECIDED)


class CertificationQuerySet(models.QuerySet):
    def in_force(self, *, on):
        """Accepted, begun and not lapsed on that day."""
        holds = _holds_on(on) & not_held()
        return self.filter(holds, status=CertificationStatus.ACCEPTED)

    def in_force_at(self, moment):
        """Those that hold at a moment, each by the day where its clinic stands.

        A practitioner's go by UTC, as `Certification.today` says.
        """
        by_day = each_on_its_day(moment, "clinic__time_zone", _holds_on)
        by_utc = Q(clinic=None) & _holds_on(timezone.localdate(moment))
        earliest = timezone.localdate(moment) - datetime.timedelta(days=1)
        return self.filter(
            by_day | by_utc,
            Q(held_until=None) | Q(held_until__lte=moment),
            status=CertificationStatus.ACCEPTED,
            counts_until__gte=earliest,  # the part that an index can use
        )

    def decided(self):
        """Those with a public code: accepted once, whatever became of them."""
        return self.filter(status__in=DECIDED)

    def answered_for(self):
        """Those the public may ask after: not those of a clinic never made public."""
        return self.filter(_is_answered_for())

    def with_public_page(self):
        """Adds `has_public_page`: whether the public may ask after it."""
        asked = models.ExpressionWrapper(_is_answered_for(), models.BooleanField())
        return self.annotate(has_public_page=asked)

    def with_renewal(self):
        """Adds `renewal_waits`: whether a renewal is with the reviewers."""
        submitted = self.model.objects.filter(
            renews=OuterRef("pk"), status=CertificationStatus.SUBMITTED
        )
        return self.annotate(renewal_waits=Exists(submitted))

    def with_proof(self):
        """Adds `proof_seen`: whether a reviewer saw more than a declaration."""
        from clinics.models.review import Finding

        findings = Finding.objects.filter(
            certification=OuterRef("pk"), round=OuterRef("round"), is_accepted=True
        )
        return self.annotate(proof_seen=Exists(findings.exclude(slot=DECLARATION)))

    def for_reading(self):
        """With all that a line about it says, in one query."""
        return self.select_related("type", "clinic", "practitioner").with_renewal()


class Certification(models.Model):
    """One paper for one subject: a licence, a certificate, a report, a policy.

    `status` is what people decided. Whether it holds is a matter of the day:
    `standing(on=…)`, from `valid_from` and `counts_until`.
    """

    type = models.ForeignKey(
        CertificationType, on_delete=models.PROTECT, related_name="certifications"
    )
    clinic = models.ForeignKey(
        Clinic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certifications",
    )
    practitioner = models.ForeignKey(
        Practitioner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certifications",
    )
    issuer = models.CharField(_("issued by"), max_length=160)
    issuer_register_url = models.URLField(_("register of the issuer"), blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    scope = models.CharField(_("covers"), max_length=300, blank=True)
    jurisdiction = models.CharField(
        _("jurisdiction"),
        max_length=6,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z", _("Write it like GB-ENG or ES.")
            )
        ],
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day on the paper; empty where it has none."),
    )
    counts_until = models.DateField(
        _("counts until"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The last day on which we vouch for it; set by the decision."),
    )
    verification = models.CharField(
        _("how it was checked"),
        max_length=16,
        choices=Verification,
        blank=True,
        editable=False,
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=CertificationStatus,
        default=CertificationStatus.DRAFT,
        editable=False,
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    renews = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        editable=False,
        db_index=False,  # most renew nothing: `certification_renewals` leaves them out
    )
    code = models.CharField(  # noqa: DJ001 - many have none, and "" is not unique
        _("public code"), max_length=12, null=True, unique=True, editable=False
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    held_until = models.DateTimeField(
        _("suspended in an emergency until"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("It counts again from then on if nobody else has confirmed it."),
    )
    due_at = models.DateTimeField(
        _("due"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Until when a reviewer is to decide; set by handing it in."),
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    personal_fields = frozenset()
    public_fields = frozenset(
        {
            "issuer",
            "issuer_register_url",
            "number",
            "scope",
            "jurisdiction",
            "verification",
            "status",
            "code",
        }
    )

    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ["type", "-valid_from", "-pk"]
        indexes = [
            models.Index(
                fields=["clinic", "status", "counts_until"],
                name="certification_of_clinic",
            ),
            models.Index(
                fields=["practitioner", "status", "counts_until"],
                name="certification_of_practitioner",
            ),
            models.Index(
                fields=["type", "status", "counts_until"],
                name="certification_of_type",
            ),
            models.Index(fields=["status", "due_at"], name="certification_due"),
            # Without the papers that renew nothing: where they were counted in,
            # statistics said that one value means every row, and SQLite read them all.
            models.Index(
                fields=["renews"],
                name="certification_renewals",
                condition=Q(renews__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="certification_status_is_known",
                condition=Q(status__in=CertificationStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="certification_verification_is_known",
                condition=Q(verification__in=["", *Verification.values]),
                violation_error_message=_("Say how it was checked."),
            ),
            models.CheckConstraint(
                name="certification_has_one_subject",
                condition=Q(clinic__isnull=False, practitioner=None)
                | Q(clinic=None, practitioner__isnull=False),
                violation_error_message=_(
                    "It speaks of a clinic or of a practitioner, one of the two."
                ),
            ),
            models.CheckConstraint(
                name="certification_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The end date must be after the start date."),
            ),
            models.CheckConstraint(
                name="certification_never_counts_beyond_its_end",
                condition=Q(valid_until=None)
                | Q(counts_until=None)
                | Q(counts_until__lte=F("valid_until")),
                violation_error_message=_("We vouch for no day beyond its end."),
            ),
            models.CheckConstraint(
                name="certification_submitted_at_and_by_go_together",
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                violation_error_message=_("Say who submitted it, and when."),
            ),
            models.CheckConstraint(
                name="certification_accepted_at_and_by_go_together",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message=_("Say who accepted it, and when."),
            ),
            models.CheckConstraint(
                name="certification_waits_once_submitted",
                condition=Q(
                    status__in=[
                        CertificationStatus.DRAFT,
                        CertificationStatus.WITHDRAWN,
                    ]
                )
                | Q(submitted_by__isnull=False),
                violation_error_message=_("Submit it first."),
            ),
            models.CheckConstraint(
                name="certification_is_public_once_accepted",
                condition=~Q(status__in=DECIDED)
                | (
                    Q(
                        accepted_by__isnull=False,
                        code__isnull=False,
                        counts_until__isnull=False,
                    )
                    & ~Q(verification="")
                ),
                violation_error_message=_(
                    "Accepting needs a reviewer, a check, a code and a last day."
                ),
            ),
            models.CheckConstraint(
                name="nobody_accepts_what_they_submitted",
                condition=Q(accepted_by=None)
                | Q(submitted_by=None)
                | ~Q(accepted_by=F("submitted_by")),
                violation_error_message=_("Somebody else must decide on this."),
            ),
            models.UniqueConstraint(
                name="one_open_renewal_per_certification",
                fields=["renews"],
                condition=Q(status__in=list(OPEN_RENEWAL)),
                violation_error_message=_("A renewal has been started already."),
            ),
        ]

    def __str__(self):
        return f"{self.type.code} {self.number}".strip()

    @property
    def shown_code(self) -> str:
        """The code as it is printed, and as it stands in its address."""
        return codes.shown(self.code)

    @property
    def subject(self) -> Clinic | Practitioner:
        return self.clinic or self.practitioner

    @property
    def is_self_declared(self) -> bool:
        """Whether it rests on the word of its subject alone."""
        return self.verification == Verification.SELF_DECLARED

    @property
    def today(self) -> datetime.date:
        """The day it is for its subject; a practitioner's papers go by UTC."""
        return self.clinic.today if self.clinic else timezone.localdate()

    @property
    def day_ends_at(self) -> datetime.datetime:
        """The next midnight of its subject, when it may cease to hold."""
        if self.clinic:
            return self.clinic.day_ends_at
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        return timezone.make_aware(
            datetime.datetime.combine(tomorrow, datetime.time()), datetime.UTC
        )

    @property
    def is_held(self) -> bool:
        """Whether an emergency suspension that nobody has confirmed yet still counts.

        It ends by the clock alone, 72 hours after it began.
        """
        return self.held_until is not None and timezone.now() < self.held_until

    @property
    def true_until(self) -> datetime.datetime:
        """The next moment at which it may cease to hold, or hold again."""
        if self.is_held:
            return min(self.held_until, self.day_ends_at)
        return self.day_ends_at

    def standing(self, *, on: datetime.date) -> Standing:
        """What it is worth on a day, in the subject's own place and time.

        An emergency suspension counts by the moment of asking. Needs `with_renewal()`
        to tell "expired" from "renewal under review".
        """
        fixed = {
            CertificationStatus.SUSPENDED: Standing.SUSPENDED,
            CertificationStatus.REVOKED: Standing.REVOKED,
            CertificationStatus.SUPERSEDED: Standing.SUPERSEDED,
        }
        if self.status in fixed:
            return fixed[self.status]
        if self.status != CertificationStatus.ACCEPTED:
            return Standing.UNPROVEN
        if self.is_held:
            return Standing.SUSPENDED
        if on < self.valid_from:
            return Standing.NOT_YET_VALID
        if on > self.counts_until:
            waits = getattr(self, "renewal_waits", False)
            return Standing.RENEWAL_UNDER_REVIEW if waits else Standing.EXPIRED
        ends_soon = self.counts_until - on <= ENDS_SOON
        return Standing.EXPIRING if ends_soon else Standing.VALID

    def holds(self, *, on: datetime.date) -> bool:
        return self.standing(on=on) in HOLDS

    def days_left(self, *, on: datetime.date) -> int | None:
        """Days after this one on which it still counts; None before a decision."""
        return None if self.counts_until is None else (self.counts_until - on).days
