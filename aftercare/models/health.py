"""What a person says of their health, for whoever treats them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.knowledge import health_questions


class HealthProfileQuerySet(models.QuerySet):
    def latest_of(self, user) -> "HealthProfile | None":
        """What the person said last."""
        return self.filter(user=user).order_by("-answered_at", "-pk").first()


class HealthProfile(models.Model):
    """One answer to all health questions: the person's own, wherever they are treated.

    Append-only: another answer is another row, and each session keeps the one it was
    done under. `risks` holds values of the question `risk`, none of them if nothing
    applies.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="health"
    )
    risks = models.JSONField(_("what applies"), default=list, blank=True)
    version = models.CharField(_("version of the questions"), max_length=20)
    answered_at = models.DateTimeField(_("answered on"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"risks"})
    public_fields = frozenset({"version"})

    objects = HealthProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("health profile")
        verbose_name_plural = _("health profiles")
        ordering = ["user", "-answered_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "answered_at"], name="health_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="health_profile_names_its_questions",
                condition=~Q(version=""),
                violation_error_message=_("Say which questions were asked."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.answered_at:%Y-%m-%d}"

    def get_risks_display(self) -> str:
        """What applies, in words; what is asked no more is left out."""
        return "; ".join(health_questions.asked(self.risks, language=get_language()))
