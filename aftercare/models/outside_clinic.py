"""A clinic that is not on the platform, as people who were treated there name it."""

import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from clinics.models import Clinic

LONGEST_KEY = 400


def key_of(name: str, town: str, country: str) -> str:
    """The same for the same place, however its letters are written; "" for none."""
    whole = "|".join([country, _plain(town), _plain(name)])
    return whole[:LONGEST_KEY] if name else ""


def _plain(words: str) -> str:
    """Letters and digits alone: without case, accents, blanks and punctuation."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in bare if letter.isalnum())


class OutsideClinic(models.Model):
    """A place that reports are about and that is not on the platform.

    Nobody has checked its name. The row without a name stands for every clinic that
    was not named: an emergency waits for no name, and erasing leaves none behind.
    `clinic` is the same place on the platform, once moderators have found it there.
    """

    name = models.CharField(_("name"), max_length=120, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    key = models.CharField(
        _("the place"), max_length=LONGEST_KEY, unique=True, editable=False
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, null=True, related_name="named_outside"
    )

    personal_fields = frozenset({"name", "town", "country", "key"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("clinic that is not here")
        verbose_name_plural = _("clinics that are not here")
        ordering = ["country", "town", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="outside_clinic_has_a_name_or_is_the_one_without",
                condition=Q(name="", town="", country="", key="", clinic=None)
                | (~Q(name="") & ~Q(key="")),
                violation_error_message=_("Name the clinic."),
            ),
            models.CheckConstraint(
                name="outside_clinic_country_is_two_capital_letters",
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Choose a country from the list."),
            ),
        ]

    def __str__(self):
        return self.name or _now("A clinic that was not named")

    @property
    def is_here(self) -> bool:
        """Whether the public finds it on the platform by now."""
        return self.clinic is not None and self.clinic.is_listed

    @property
    def place(self) -> str:
        """Town and country; "" where neither was told."""
        found = [self.town, self.country and countries.name(self.country)]
        return ", ".join(filter(None, found))
