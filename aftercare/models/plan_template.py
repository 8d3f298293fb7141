"""Plans as clinics keep them, before they are anybody's."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from aftercare.enums import PlanKind
from clinics.models import Clinic
from portal.knowledge import plan_steps
from portal.knowledge.plan_steps import Basis, Frequency
from portal.ui.texts import TextsField

CLINICS_OWN = "clinic"
BASES = [*Basis, CLINICS_OWN]


class PlanTemplate(models.Model):
    """The healing plan of a clinic, or of the platform when it names none."""

    clinic = models.ForeignKey(
        Clinic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_templates",
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        constraints = [
            models.UniqueConstraint(
                Coalesce("clinic", 0, output_field=models.BigIntegerField()),
                name="one_plan_template_per_clinic",
                violation_error_message=_("This clinic has a plan of its own already."),
            ),
        ]

    def __str__(self):
        return self.clinic.name if self.clinic_id else str(_("Platform"))


class PlanVersionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-number")


class PlanVersion(models.Model):
    """One state of a template. It never changes: a change makes another version."""

    template = models.ForeignKey(
        PlanTemplate, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    # Which steps of the platform it was made from and is compared with.
    steps_version = models.CharField(_("version of the steps"), max_length=20)
    at = models.DateTimeField(_("made on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset()
    public_fields = frozenset({"steps_version"})

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["template", "number"]
        constraints = [
            models.UniqueConstraint(
                name="plan_version_has_its_number_alone",
                fields=["template", "number"],
                violation_error_message=_("Somebody was faster. Look at it again."),
            ),
        ]

    def __str__(self):
        return f"{self.template} {self.number}"


class PlanStep(models.Model):
    """One step of one version, with its words and days; as frozen as the version."""

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="steps"
    )
    slug = models.SlugField(_("name in the address"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("what it asks for"), max_length=8, choices=PlanKind)
    first_day = models.PositiveSmallIntegerField(_("first day"))
    last_day = models.PositiveSmallIntegerField(_("last day"))
    frequency = models.CharField(_("how often"), max_length=20)
    title = TextsField(_("what to do"), max_words=120)
    why = TextsField(_("why"), max_words=400)
    if_slipped = TextsField(_("after a slip"), max_words=400, blank=True)
    basis = models.CharField(_("it rests on"), max_length=12)
    sources = models.CharField(_("sources"), max_length=100, blank=True)
    is_safety = models.BooleanField(_("stays in every plan"), default=False)
    reason = models.CharField(
        _("why it lies outside its bounds"), max_length=400, blank=True
    )

    personal_fields = frozenset()
    public_fields = frozenset(
        {
            "slug",
            "kind",
            "frequency",
            "title",
            "why",
            "if_slipped",
            "basis",
            "sources",
            "reason",
        }
    )

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="plan_has_each_step_once",
                fields=["version", "slug"],
                violation_error_message=_("This step is in the plan already."),
            ),
            models.CheckConstraint(
                name="plan_step_kind_is_known",
                condition=Q(kind__in=PlanKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="plan_step_frequency_is_known",
                condition=Q(frequency__in=list(Frequency)),
                violation_error_message=_("Choose how often from the list."),
            ),
            models.CheckConstraint(
                name="plan_step_basis_is_known",
                condition=Q(basis__in=BASES),
                violation_error_message=_("Choose what it rests on from the list."),
            ),
            models.CheckConstraint(
                name="plan_step_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day comes after the first."),
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def known(self) -> plan_steps.Step | None:
        """The platform's own step of that name; None for one a clinic added."""
        return plan_steps.STEPS.get(self.slug)

    @property
    def moving_day(self) -> int:
        """The day that may be moved; of a step that a clinic added, its last."""
        known = self.known
        begins = known is not None and known.move.side == plan_steps.Side.START
        return self.first_day if begins else self.last_day

    @property
    def source_keys(self) -> list[str]:
        return self.sources.split()
