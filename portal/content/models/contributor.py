"""The people who write and review pages, as readers see them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


@register_snippet
class Contributor(models.Model):
    """An author or reviewer with the name and the qualification that pages show."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(
        _("role"), max_length=120, help_text=_("For example: health editor.")
    )
    credentials = models.CharField(
        _("qualification and registration"),
        max_length=200,
        blank=True,
        help_text=_("With the register and the number, so that anybody can check it."),
    )
    conflicts_of_interest = models.TextField(
        _("conflicts of interest"),
        help_text=_(
            "Who pays this person, and for what. Write “None” if there are none."
        ),
    )
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        related_name="contributor",
        null=True,
        blank=True,
        help_text=_("The account this person reviews with."),
    )

    personal_fields = frozenset(
        {"name", "role", "credentials", "conflicts_of_interest"}
    )
    public_fields = frozenset()

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("credentials"),
        FieldPanel("conflicts_of_interest"),
        FieldPanel("photo"),
        FieldPanel("user"),
    ]

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.role}"
