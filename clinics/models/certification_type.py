"""The kinds of certification there are: what each proves, and how it is checked."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from clinics.domain import kind_changes
from clinics.enums import Category, Claim, Subject, Verification
from portal.knowledge.risk_factors import RISK_FACTORS
from portal.ui.texts import TextsField

factor_name = lazy(lambda slug: RISK_FACTORS[slug].name.to(get_language() or "en"), str)


class CertificationTypeQuerySet(models.QuerySet):
    def offered(self):
        """Those that a clinic can hand in papers for."""
        return self.filter(live=True)

    def about(self, subject: Subject):
        return self.filter(subject=subject)

    def answering(self, factor: str):
        """Those that make a risk factor less likely."""
        rows = AnsweredFactor.objects.filter(factor=factor)
        return self.filter(pk__in=rows.values("type"))


class CertificationType(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """A kind of paper, as the catalogue describes it to clinics, reviewers and public.

    Reviewed data, kept in the admin with its history; facts and sources: reference 4.1.
    """

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9-]+\Z", _("Capitals and digits."))],
        help_text=_("Never changes once papers of this kind exist."),
    )
    category = models.CharField(_("category"), max_length=12, choices=Category)
    subject = models.CharField(_("speaks of"), max_length=12, choices=Subject)
    claim = models.CharField(_("public word"), max_length=12, choices=Claim)
    best_verification = models.CharField(
        _("strongest check"),
        max_length=16,
        choices=Verification,
        help_text=_(
            "What a reviewer can reach at most; a statement stays a statement."
        ),
    )
    name = TextsField(_("name"), max_words=120)
    shows = TextsField(_("what it shows"), max_words=300)
    does_not_show = TextsField(_("what it does not show"), max_words=300)
    longest_validity_months = models.PositiveSmallIntegerField(
        _("longest validity in months"),
        null=True,
        blank=True,
        help_text=_("Empty where the paper itself has no end."),
    )
    recheck_months = models.PositiveSmallIntegerField(
        _("we look again after months"),
        default=12,
        help_text=_("No paper stays green longer than this after our last look."),
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals needed"), choices=[(1, "1"), (2, "2")], default=1
    )
    sources = models.CharField(
        _("sources"),
        max_length=120,
        blank=True,
        help_text=_("Keys of known sources, parted by spaces."),
    )

    personal_fields = frozenset()
    public_fields = frozenset(
        {
            "code",
            "category",
            "subject",
            "claim",
            "best_verification",
            "name",
            "shows",
            "does_not_show",
            "sources",
        }
    )

    objects = CertificationTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of certification")
        verbose_name_plural = _("kinds of certification")
        ordering = ["category", "code"]
        constraints = [
            models.CheckConstraint(
                name="certification_type_category_is_known",
                condition=Q(category__in=Category.values),
                violation_error_message=_("Choose a category from the list."),
            ),
            models.CheckConstraint(
                name="certification_type_subject_is_known",
                condition=Q(subject__in=Subject.values),
                violation_error_message=_("Choose from the list whom it speaks of."),
            ),
            models.CheckConstraint(
                name="certification_type_claim_is_known",
                condition=Q(claim__in=Claim.values),
                violation_error_message=_("Choose a public word from the list."),
            ),
            models.CheckConstraint(
                name="certification_type_best_verification_is_known",
                condition=Q(best_verification__in=Verification.values),
                violation_error_message=_("Choose a check from the list."),
            ),
            models.CheckConstraint(
                name="certification_type_says_declared_of_a_declaration",
                condition=Q(
                    claim=Claim.DECLARED,
                    best_verification=Verification.SELF_DECLARED,
                )
                | (
                    ~Q(claim=Claim.DECLARED)
                    & ~Q(best_verification=Verification.SELF_DECLARED)
                ),
                violation_error_message=_(
                    "What somebody says of themselves is called self-declared, and "
                    "nothing else is."
                ),
            ),
            models.CheckConstraint(
                name="certification_type_needs_one_or_two_approvals",
                condition=Q(approvals_needed__in=[1, 2]),
                violation_error_message=_("One or two approvals."),
            ),
            models.CheckConstraint(
                name="certification_type_is_looked_at_again",
                condition=Q(recheck_months__gte=1),
                violation_error_message=_("We look again after a month at the least."),
            ),
            models.CheckConstraint(
                name="certification_type_is_valid_for_a_month_at_least",
                condition=Q(longest_validity_months=None)
                | Q(longest_validity_months__gte=1),
                violation_error_message=_("Give at least one month, or nothing."),
            ),
        ]

    def __str__(self):
        return str(self.name) or self.code

    def clean(self):
        """The code stands on every paper of this kind, and in other people's links."""
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).exclude(code=self.code)
        if stored.filter(certifications__isnull=False).exists():
            raise ValidationError(
                {"code": _("The code stays: there are papers of this kind.")}
            )

    def save_revision(self, *args, overwrite_revision=None, **options):
        """As Wagtail does, but automatic saving writes over no published version."""
        if overwrite_revision and overwrite_revision.pk == self.live_revision_id:
            overwrite_revision = None
        return super().save_revision(
            *args, overwrite_revision=overwrite_revision, **options
        )

    def publish(self, revision, user=None, **options):
        """Publish a version; a person only what others wrote. No user: the portal."""
        if user is not None and not kind_changes.may_publish(self, by=user):
            raise PublishPermissionError
        return super().publish(revision, user=user, **options)

    @property
    def has_no_end(self) -> bool:
        """Whether the paper itself bears no last day, as England's registration."""
        return self.longest_validity_months is None


class TypeJurisdiction(models.Model):
    """Where a kind of paper exists: a country (ES), or a part of one (GB-ENG)."""

    type = ParentalKey(
        CertificationType, on_delete=models.CASCADE, related_name="jurisdictions"
    )
    jurisdiction = models.CharField(
        _("jurisdiction"),
        max_length=6,
        validators=[
            RegexValidator(
                r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z", _("Write it like GB-ENG or ES.")
            )
        ],
    )

    personal_fields = frozenset()
    public_fields = frozenset({"jurisdiction"})

    class Meta:
        verbose_name = _("jurisdiction")
        ordering = ["type", "jurisdiction"]
        constraints = [
            models.UniqueConstraint(
                name="jurisdiction_is_named_once_per_type",
                fields=["type", "jurisdiction"],
                violation_error_message=_("This jurisdiction is in the list already."),
            ),
        ]

    def __str__(self):
        return self.jurisdiction


class AnsweredFactor(models.Model):
    """A risk factor that a kind of paper makes less likely."""

    type = ParentalKey(
        CertificationType, on_delete=models.CASCADE, related_name="factors"
    )
    factor = models.CharField(
        _("risk factor"),
        max_length=40,
        choices=[(slug, factor_name(slug)) for slug in RISK_FACTORS],
    )

    personal_fields = frozenset()
    public_fields = frozenset({"factor"})

    class Meta:
        verbose_name = _("answered risk factor")
        ordering = ["type", "factor"]
        constraints = [
            models.CheckConstraint(
                name="answered_factor_is_known",
                condition=Q(factor__in=list(RISK_FACTORS)),
                violation_error_message=_("Choose a risk factor from the list."),
            ),
            models.UniqueConstraint(
                name="factor_is_named_once_per_type",
                fields=["type", "factor"],
                violation_error_message=_("This risk factor is in the list already."),
            ),
        ]

    def __str__(self):
        return self.factor


class EvidenceSlot(models.Model):
    """One thing a clinic hands in for a kind of paper."""

    type = ParentalKey(
        CertificationType, on_delete=models.CASCADE, related_name="slots"
    )
    code = models.SlugField(_("code"), max_length=30)
    name = TextsField(_("name"), max_words=120)
    example = TextsField(_("what good evidence looks like"), max_words=300, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    sort_order_field = "sort_order"

    personal_fields = frozenset()
    public_fields = frozenset({"code", "name", "example"})

    class Meta:
        verbose_name = _("evidence slot")
        ordering = ["type", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="evidence_slot_code_is_used_once_per_type",
                fields=["type", "code"],
                violation_error_message=_("This code is in the list already."),
            ),
        ]

    def __str__(self):
        return str(self.name)


class ChecklistLine(models.Model):
    """One question that a reviewer answers, and that the clinic sees as well."""

    type = ParentalKey(
        CertificationType, on_delete=models.CASCADE, related_name="checklist"
    )
    question = TextsField(_("question"), max_words=300)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    sort_order_field = "sort_order"

    personal_fields = frozenset()
    public_fields = frozenset({"question"})

    class Meta:
        verbose_name = _("line of the checklist")
        ordering = ["type", "sort_order", "pk"]

    def __str__(self):
        return str(self.question)
