"""What a person allowed, when, and under which words."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import ConsentAct, Purpose


class ConsentNeverChanges(Exception):
    """A consent row is history: another answer is another row."""


class ConsentQuerySet(models.QuerySet):
    def update(self, **_fields):
        raise ConsentNeverChanges

    update.alters_data = True

    def current(self, user) -> dict[Purpose, "Consent"]:
        """The last word of a person on each purpose they answered."""
        rows = self.filter(user=user).order_by("given_at", "pk")
        return {Purpose(row.purpose): row for row in rows}

    def in_force(self, user) -> frozenset[Purpose]:
        """The purposes a person allows now."""
        return frozenset(
            purpose
            for purpose, row in self.current(user).items()
            if row.act == ConsentAct.GIVEN
        )

    def last_act(self, purpose: Purpose, *, of: str) -> Coalesce:
        """The last word on a purpose of the person named by that field; "" without."""
        answers = self.filter(user=OuterRef(of), purpose=purpose)
        last = answers.order_by("-given_at", "-pk").values("act")[:1]
        return Coalesce(Subquery(last), Value(""))


class Consent(models.Model):
    """One answer of one person to one purpose: yes, or no longer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    act = models.CharField(_("answer"), max_length=10, choices=ConsentAct)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("when"), default=timezone.now)

    personal_fields = frozenset({"purpose", "act"})
    public_fields = frozenset({"text_version"})

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["user", "purpose"], name="consent_of_person")]
        constraints = [
            models.CheckConstraint(
                name="consent_purpose_is_known",
                condition=Q(purpose__in=Purpose.values),
                violation_error_message=_("Choose a purpose from the list."),
            ),
            models.CheckConstraint(
                name="consent_act_is_known",
                condition=Q(act__in=ConsentAct.values),
                violation_error_message=_("A consent is given or withdrawn."),
            ),
            models.CheckConstraint(
                name="consent_names_the_version_of_its_text",
                condition=~Q(text_version=""),
                violation_error_message=_("Say which text was agreed to."),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.get_act_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ConsentNeverChanges
        super().save(*args, **kwargs)

    @property
    def is_given(self) -> bool:
        return self.act == ConsentAct.GIVEN
