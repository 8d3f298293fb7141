"""What the search knows: pages, their words, the words near to those, and misses."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.snippets.models import register_snippet

from portal.content.search.words import forms

LANGUAGE_LENGTH = 12  # as in Wagtail's locales


class SearchDocument(models.Model):
    """A live page as the search reads it: its plain text, a passage in each line."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_document",
    )
    language = models.CharField(max_length=LANGUAGE_LENGTH)
    text = models.TextField(blank=True)

    personal_fields = frozenset()
    public_fields = frozenset({"language", "text"})

    def __str__(self):
        return f"{self.page_id} ({self.language})"


class SearchWord(models.Model):
    """A stem that a page holds, weighed by where on the page it stands."""

    document = models.ForeignKey(
        SearchDocument, on_delete=models.CASCADE, related_name="words"
    )
    language = models.CharField(max_length=LANGUAGE_LENGTH)
    stem = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()

    personal_fields = frozenset()
    public_fields = frozenset({"language", "stem"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="search_word_stands_once_per_page",
                fields=["document", "stem"],
                violation_error_message=_("This word of the page is known already."),
            ),
        ]
        indexes = [
            models.Index(
                "language",
                "stem",
                models.F("weight").desc(),
                "document",
                name="heaviest_pages_of_a_word",
            ),
        ]

    def __str__(self):
        return f"{self.stem}: {self.weight}"


class SearchForm(models.Model):
    """A word as it stands on some page of a language, and its stem."""

    language = models.CharField(max_length=LANGUAGE_LENGTH)
    form = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)

    personal_fields = frozenset()
    public_fields = frozenset({"language", "form", "stem"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="search_form_stands_once_per_language",
                fields=["language", "form"],
                violation_error_message=_("This word is known already."),
            ),
        ]
        indexes = [models.Index(fields=["language", "stem"], name="forms_of_a_stem")]

    def __str__(self):
        return self.form


class SearchNeighbour(models.Model):
    """What is left of a word when letters are taken away: how near words are found."""

    form = models.ForeignKey(
        SearchForm, on_delete=models.CASCADE, related_name="neighbours"
    )
    rest = models.CharField(max_length=8, db_index=True)

    personal_fields = frozenset()
    public_fields = frozenset({"rest"})

    def __str__(self):
        return self.rest


class SearchMiss(models.Model):
    """Words that found nothing on a day, and how often. Says nothing of who asked."""

    searched_on = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=LANGUAGE_LENGTH)
    words = models.CharField(_("words"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=1)

    personal_fields = frozenset()
    public_fields = frozenset({"language", "words"})

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        constraints = [
            models.UniqueConstraint(
                name="search_miss_is_counted_once_per_day",
                fields=["searched_on", "language", "words"],
                violation_error_message=_("These words are counted already."),
            ),
        ]

    def __str__(self):
        return self.words


@register_snippet
class PromotedResult(models.Model):
    """A page that editors put first whenever somebody searches with certain words."""

    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_(
            "Parted by commas. A search that holds all the words of one part shows "
            "the page first."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    personal_fields = frozenset()
    public_fields = frozenset({"words"})

    panels = [
        HelpPanel(
            content=_("Only live pages are shown, in searches in their own language.")
        ),
        FieldPanel("words"),
        FieldPanel("page"),
    ]

    class Meta:
        verbose_name = _("promoted search result")
        verbose_name_plural = _("promoted search results")
        ordering = ["words", "pk"]

    def __str__(self):
        return self.words

    def clean(self):
        super().clean()
        if not all(forms(part) for part in self.words.split(",")):
            raise ValidationError(
                {"words": _("Type at least one word before and after each comma.")}
            )
