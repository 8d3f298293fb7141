"""Pages that inform: written, sourced, reviewed, dated."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet

from portal.content import presenting, reading
from portal.content.blocks.evidence import source_choices
from portal.content.blocks.text import PLAIN_FEATURES
from portal.content.enums import SourceKind
from portal.content.models.base import BasePage
from portal.content.panels import ReadabilityPanel, RowsPanel
from portal.knowledge import sources as known_sources

ARTICLE_TYPES = ["content.SideEffectPage", "content.RiskFactorPage"]
ARTICLE_TYPES += ["content.GuidePage"]


class ArticleQuerySet(PageQuerySet):
    def for_reading(self):
        """With the people that the page names, in one query."""
        return self.select_related("author", "clinical_reviewer__contributor")

    def due_for_review(self, *, on, within_days=0):
        """Live pages whose review date has passed or comes within some days."""
        return self.live().filter(next_review_on__lte=on + timedelta(days=within_days))


class PageSource(Orderable):
    """A source in the list of a page: one we know by key, or one typed in full."""

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="sources"
    )
    key = models.CharField(_("known source"), max_length=8, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    url = models.URLField(_("address"), blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=SourceKind.choices, blank=True
    )

    personal_fields = frozenset()
    public_fields = frozenset({"key", "title", "publisher", "url", "kind"})

    panels = [
        FieldPanel(
            "key", widget=Select(choices=[("", _("Another one:")), *source_choices()])
        ),
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldPanel("read_on"),
        FieldPanel("kind"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        constraints = [
            models.CheckConstraint(
                name="page_source_kind_is_known",
                condition=models.Q(kind__in=["", *SourceKind.values]),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="page_source_has_a_key_or_a_title",
                condition=~models.Q(key="", title=""),
                violation_error_message=_("Choose a known source or type a title."),
            ),
        ]

    def __str__(self):
        return self.shown.title

    def clean(self):
        super().clean()
        if self.key and self.key not in known_sources.SOURCES:
            raise ValidationError({"key": _("We do not know a source of that key.")})
        if not self.key and not (self.publisher and self.read_on and self.kind):
            raise ValidationError(
                _("A source of your own needs a publisher, a kind and a day.")
            )

    @property
    def shown(self):
        """The source as readers see it: the known one, or this row itself."""
        return known_sources.SOURCES.get(self.key, self)

    @property
    def reference(self) -> str:
        """What stands for the address of a source that has none."""
        return self.url

    @property
    def anchor(self) -> str:
        """Where this source stands in the page's list of sources."""
        return f"source-{self.key or self.pk}"


class PageChange(Orderable):
    """A line in the history that readers see: when, and what changed."""

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="changes"
    )
    changed_on = models.DateField(_("date"))
    what = models.CharField(_("what changed"), max_length=255)

    personal_fields = frozenset()
    public_fields = frozenset({"what"})

    panels = [FieldPanel("changed_on"), FieldPanel("what")]

    class Meta(Orderable.Meta):
        verbose_name = _("change")

    def __str__(self):
        return f"{self.changed_on}: {self.what}"


class ArticlePage(BasePage):
    """A page that informs about health. It is sourced, reviewed, and reviewed again."""

    in_short = models.TextField(
        _("in short"),
        max_length=600,
        help_text=_(
            "The answer in two or three sentences, for those who read no more."
        ),
    )
    skin_tones = RichTextField(
        _("on brown and black skin"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("How it shows where redness is hard to see."),
    )
    author = models.ForeignKey(
        "content.Contributor",
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    clinical_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("clinical reviewer"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Written by the review. A change of the text takes it away."),
    )
    last_reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("Written by the review. A change of the text takes it away."),
    )
    next_review_on = models.DateField(
        _("next review"),
        null=True,
        blank=True,
        help_text=_("Two years from now at most; one year where safety is at stake."),
    )
    related = StreamField(
        [("page", PageChooserBlock(label=_("Page"), page_type=ARTICLE_TYPES))],
        verbose_name=_("related pages"),
        max_num=4,
        blank=True,
        help_text=_("Leave this empty and the nearest pages are found by themselves."),
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    is_article = True
    plain_texts = (*BasePage.plain_texts, "in_short", "skin_tones")
    texts_about_skin = ("in_short",)
    public_fields = BasePage.public_fields | {"in_short", "skin_tones"}

    content_panels = [
        *BasePage.content_panels[:1],
        ReadabilityPanel(),
        *BasePage.content_panels[1:],
    ]
    evidence_panels = [
        FieldPanel("skin_tones"),
        RowsPanel("sources", heading=_("Sources"), label=_("Source")),
        FieldPanel("author"),
        FieldPanel("clinical_reviewer", read_only=True),
        FieldPanel("last_reviewed_on", read_only=True),
        FieldPanel("next_review_on"),
        RowsPanel("changes", heading=_("What changed"), label=_("change")),
    ]

    promote_panels = [*BasePage.promote_panels, FieldPanel("related")]

    class Meta:
        abstract = True

    def draft(self, **changes):
        reviewer = self.clinical_reviewer_id
        facts = {
            "sources": tuple(row.key for row in self.sources.all()),
            "cited": tuple(reading.cited(self)),
            "skin_tones": self.skin_tones,
            "next_review_on": self.next_review_on,
            "reviewer": reviewer,
            "reviewer_has_public_name": has_public_name(
                changes.get("reviewer", reviewer)
            ),
        }
        if "last_editor" not in changes:
            version = self.live_revision if self.live else None
            facts["last_editor"] = self.last_editor_of(version)
        return super().draft(**facts | changes)

    def presented(self, request):
        return presenting.article(self, request)

    def contents(self) -> list[tuple[str, str]]:
        """The parts of the page, as anchor and heading."""
        return presenting.headings(self.body)

    def schema_subject(self) -> dict | None:
        """What the page is about, in the words of schema.org."""
        return None

    @property
    def categories(self) -> list[str]:
        """What sort of page it is, in words, from the general to the special."""
        return [self.type_name]

    @property
    def is_overdue(self) -> bool:
        """Whether the day on which somebody should have reviewed it has passed."""
        due = self.next_review_on
        return due is not None and due < timezone.localdate()

    @cached_property
    def source_list(self) -> list[PageSource]:
        return list(self.sources.all())

    @cached_property
    def change_list(self) -> list[PageChange]:
        return sorted(self.changes.all(), key=lambda row: row.changed_on, reverse=True)

    @cached_property
    def related_pages(self) -> list:
        """Up to four pages to read on; see `portal.content.related`."""
        from portal.content import related

        return related.to(self)

    @cached_property
    def reviewer_shown(self):
        """The clinical reviewer as a contributor; None before the first review."""
        return getattr(self.clinical_reviewer, "contributor", None)


def has_public_name(user_id: int | None) -> bool:
    """Whether readers can be told who that reviewer is."""
    from portal.content.models.contributor import Contributor

    return Contributor.objects.filter(user_id=user_id).exists()
