"""What the public compares with the door it stands before, and what stood before."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from clinics.enums import IdentityPart
from clinics.models.clinic import Clinic
from clinics.models.practitioner import Practitioner

# The fields of a clinic that make up the parts.
IDENTITY = (
    "name",
    "legal_name",
    "street",
    "postcode",
    "town",
    "country",
    "latitude",
    "longitude",
)


def identity_of(clinic: Clinic) -> dict[IdentityPart, str]:
    """Each part as it is kept; of an address the last line is the country's code."""
    place = (clinic.latitude, clinic.longitude)
    town = f"{clinic.postcode} {clinic.town}".strip()
    return {
        IdentityPart.NAME: clinic.name,
        IdentityPart.LEGAL_NAME: clinic.legal_name,
        IdentityPart.ADDRESS: "\n".join([clinic.street, town, clinic.country]),
        IdentityPart.PLACE: "" if None in place else "{:.5f}, {:.5f}".format(*place),
    }


class IdentityChange(models.Model):
    """A day on which a clinic took another name or moved, once the public knew it.

    Or a practitioner took another name over papers that were accepted. Append-only.
    """

    clinic = models.ForeignKey(
        Clinic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="identity_changes",
    )
    practitioner = models.ForeignKey(
        Practitioner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="identity_changes",
    )
    what = models.CharField(_("what"), max_length=12, choices=IdentityPart)
    was = models.CharField(_("was"), max_length=320, blank=True)
    became = models.CharField(_("became"), max_length=320, blank=True)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"was", "became"})
    public_fields = frozenset({"what"})

    class Meta:
        verbose_name = _("change of a name or an address")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="identity_change_part_is_known",
                condition=Q(what__in=IdentityPart.values),
                violation_error_message=_("Choose from the list what changed."),
            ),
            models.CheckConstraint(
                name="identity_change_changes_something",
                condition=~Q(was=F("became")),
                violation_error_message=_("It stands there already."),
            ),
            models.CheckConstraint(
                name="identity_change_has_one_subject",
                condition=Q(clinic__isnull=False, practitioner=None)
                | Q(
                    clinic=None,
                    practitioner__isnull=False,
                    what=IdentityPart.NAME,
                ),
                violation_error_message=_(
                    "Name a clinic, or a practitioner who took another name."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.what}: {self.was} → {self.became}"

    @property
    def was_shown(self) -> str:
        """What stood before, on one line in the language that is spoken."""
        return self._shown(self.was)

    @property
    def became_shown(self) -> str:
        return self._shown(self.became)

    def _shown(self, kept: str) -> str:
        if self.what != IdentityPart.ADDRESS:
            return kept
        *lines, country = kept.split("\n")
        return ", ".join([*lines, countries.name(country)])
