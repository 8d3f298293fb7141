"""Inks as their makers sell them, and the batches they come in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.knowledge import lots


class InkMaker(models.Model):
    """Who makes an ink. One row for all clinics, whoever typed the name first."""

    slug = models.SlugField(_("address on the site"), unique=True)
    name = models.CharField(_("maker"), max_length=80)
    plain_name = models.CharField(max_length=80, unique=True, editable=False)

    personal_fields = frozenset()
    public_fields = frozenset({"slug", "name", "plain_name"})

    class Meta:
        verbose_name = _("maker of inks")
        verbose_name_plural = _("makers of inks")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ink_maker_has_a_name",
                condition=~Q(plain_name=""),
                violation_error_message=_("Give the name of the maker."),
            ),
        ]

    def __str__(self):
        return self.name


class Ink(models.Model):
    """An ink as its maker names it, whatever the batch."""

    maker = models.ForeignKey(InkMaker, on_delete=models.PROTECT, related_name="inks")
    slug = models.SlugField(_("address on the site"))
    name = models.CharField(_("ink"), max_length=80)
    shade = models.CharField(_("shade"), max_length=60, blank=True)
    intended_use = models.CharField(
        _("intended use, as the label says it"), max_length=200, blank=True
    )
    plain_name = models.CharField(max_length=140, editable=False)

    personal_fields = frozenset()
    public_fields = frozenset({"slug", "name", "shade", "intended_use", "plain_name"})

    class Meta:
        verbose_name = _("ink")
        verbose_name_plural = _("inks")
        ordering = ["maker__name", "name", "shade", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ink_has_a_name",
                condition=~Q(plain_name=""),
                violation_error_message=_("Give the name of the ink."),
            ),
            models.UniqueConstraint(
                name="ink_is_named_once_per_maker",
                fields=["maker", "plain_name"],
                violation_error_message=_("This ink is there already."),
            ),
            models.UniqueConstraint(
                name="ink_has_an_address_of_its_own",
                fields=["maker", "slug"],
                violation_error_message=_("This address is taken."),
            ),
        ]

    def __str__(self):
        return f"{self.maker.name} {self.shown_name}"

    @property
    def shown_name(self) -> str:
        """Name and shade, without the maker."""
        return f"{self.name}, {self.shade}" if self.shade else self.name


class InkBatch(models.Model):
    """What was filled in one go: everything with the same lot number on it."""

    ink = models.ForeignKey(Ink, on_delete=models.PROTECT, related_name="batches")
    lot_printed = models.CharField(_("lot number as printed"), max_length=60)
    lot = models.CharField(max_length=40, editable=False)
    made_on = models.DateField(
        pgettext_lazy("of a batch", "made on"), null=True, blank=True
    )
    expires_on = models.DateField(_("use before"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset({"lot_printed", "lot"})

    class Meta:
        verbose_name = _("batch of ink")
        verbose_name_plural = _("batches of ink")
        ordering = ["ink", "lot", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ink_batch_has_a_lot_number",
                condition=~Q(lot=""),
                violation_error_message=_("Give the lot number on the label."),
            ),
            models.CheckConstraint(
                name="ink_batch_expires_after_it_is_made",
                condition=Q(made_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gt=F("made_on")),
                violation_error_message=_(
                    "The expiry date must be after the day on which it was made."
                ),
            ),
            models.UniqueConstraint(
                name="lot_number_is_used_once_per_ink",
                fields=["ink", "lot"],
                violation_error_message=_("This batch is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.ink}, {self.lot_printed}"

    @property
    def shown_lot(self) -> str:
        """The number as printed, without the word "lot" before it."""
        return lots.without_word(self.lot_printed)
