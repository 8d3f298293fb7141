"""What every page shares, and the gate that each of them passes to the public."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from portal.content import presenting, publishing, reading, revisions
from portal.content.domain import reviews, schedule
from portal.content.forms import PublishingForm
from portal.content.panels import BeforePublishingPanel, ComparedPanel

BEYOND_CONTENT = {each.name for each in Page._meta.fields} - {"live", "title"}


class BasePage(Page):
    """Any page of ours. It goes live only when no publishing rule objects."""

    listing_summary = models.CharField(
        _("summary in lists"),
        max_length=200,
        blank=True,
        help_text=_("One sentence, shown wherever a list leads here."),
    )
    social_text = models.CharField(
        _("text when shared"),
        max_length=200,
        blank=True,
        help_text=_("Shown beside the title when somebody shares the address."),
    )

    compared_with = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("compared with"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        help_text=_("The version of the original that this translation renders."),
    )

    base_form_class = PublishingForm
    is_article = False
    type_name: Promise | str = ""  # what sort of article it is, in a word or two
    schema_type = "WebPage"  # of a page that is no article, in schema.org's words
    plain_texts: tuple[str, ...] = (
        "title",
        "seo_title",
        "search_description",
        "listing_summary",
        "social_text",
    )
    texts_about_skin: tuple[str, ...] = ()
    personal_fields: frozenset[str] = frozenset()
    public_fields = frozenset({"listing_summary", "social_text"})

    content_panels = [
        BeforePublishingPanel(),
        ComparedPanel("is_compared", icon="check"),
        *Page.content_panels,
    ]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("listing_summary"), FieldPanel("social_text")],
            heading=_("In lists and when shared"),
        ),
    ]

    class Meta:
        abstract = True

    def save(self, clean=True, **kwargs):  # noqa: FBT002 - Wagtail's signature
        """Store the page; one that is live must hold against every publishing rule.

        Every way to publish ends here with `live` set and today as `last_published_at`:
        the buttons, the workflow, the schedule, the API, code. A page that stays live
        is measured by the day it was published, so that it can still be locked or
        unpublished once its review date has passed.
        """
        fields = kwargs.get("update_fields")
        touches_content = fields is None or not set(fields) <= BEYOND_CONTENT
        if self.live and touches_content and (clean or self._state.adding):
            self.refuse_unless_publishable()
        return super().save(clean=clean, **kwargs)

    def save_revision(self, user=None, *args, overwrite_revision=None, **kwargs):
        """Store a version; a version somebody decided on is never written over."""
        if overwrite_revision and reviews.bears_on(overwrite_revision):
            overwrite_revision = None
        version = super().save_revision(
            user, *args, overwrite_revision=overwrite_revision, **kwargs
        )
        reviews.follow(self, version, by=user)
        return version

    def publish(self, revision, *args, **kwargs):
        """Publish a version, or say why not with a ValidationError."""
        publish = transaction.atomic(super().publish)
        if kwargs.get("log_action") == schedule.ACTION:
            return schedule.publish(self, revision, through=publish, **kwargs)
        return publish(revision, *args, **kwargs)

    def draft(self, **changes) -> publishing.Draft:
        """The page as the publishing rules look at it."""
        facts = {
            "on": self._day_of_publication(),
            "is_article": self.is_article,
            "passages": tuple(reading.passages(self)),
            "cards": tuple(reading.cards(self)),
            "pictures": tuple(reading.pictures(self)),
        }
        return publishing.Draft(**facts | changes)

    def refuse_unless_publishable(self, **changes) -> None:
        """Raise ValidationError, by field, with every problem of this page."""
        found: dict[str, list[str]] = {}
        for problem in publishing.problems(self.draft(**changes)):
            found.setdefault(problem.field, []).append(problem.message)
        if found:
            raise ValidationError(found)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | self.presented(request)

    @property
    def shared_title(self) -> str:
        """What stands on the picture of this page when somebody shares it."""
        return self.title

    def presented(self, request) -> dict:
        """What its template is given beside the page itself."""
        return presenting.other(self, request)

    def get_url_parts(self, request=None):
        """Wagtail's, under the address from the settings, not from the site's row."""
        parts = super().get_url_parts(request)
        return parts and (parts[0], settings.BASE_URL, parts[2])

    def get_view_restrictions(self):
        """Wagtail's rows for this page and those above it, in one query."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        lengths = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(
            page__path__in=[self.path[:length] for length in lengths]
        )

    def _day_of_publication(self):
        published_at = self.last_published_at or timezone.now()
        return timezone.localdate(max(published_at, self.go_live_at or published_at))

    def last_editor_of(self, version):
        """Who wrote the text of a version, by key; None when nobody is known."""
        return (
            None if self.pk is None else revisions.last_editor_id(self, version=version)
        )
