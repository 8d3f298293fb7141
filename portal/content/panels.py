"""Panels of the editor that are ours."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from portal.content import publishing
from portal.content.domain import translations
from portal.content.readability import pages as readability

ON_PROMOTE_TAB = {"seo_title", "search_description", "listing_summary", "social_text"}


class RowsPanel(InlinePanel):
    """Rows below a page, with an anchor that is the same in every language."""

    @property
    def clean_name(self):
        return self.relation_name


class ComparedPanel(FieldPanel):
    """A box to tick after a translation was compared with its original."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            has_original = translations.original_of(self.instance) is not None
            return has_original and super().is_shown()


class BeforePublishingPanel(Panel):
    """What keeps the page, as last saved, from the public; each leads to its field."""

    def __init__(self, **kwargs):
        heading = _("Before this can be published")
        super().__init__(**{"heading": heading, "icon": "warning"} | kwargs)

    @property
    def clean_name(self):
        return "before_publishing"

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/before_publishing.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def problems(self):
            """The problems with the anchor of the field that mends each."""
            page = self.instance
            draft = page.draft(
                on=timezone.localdate(), last_editor=page.last_editor_of(None)
            )
            return [
                (problem.message, self._anchor(problem.field))
                for problem in publishing.problems(draft)
            ]

        def _anchor(self, field: str) -> str:
            if field in ON_PROMOTE_TAB:
                return "#tab-promote"
            group = self.prefix.removesuffix(f"-child-{self.panel.clean_name}")
            return f"#{group}-{field}-section"


class ReadabilityPanel(Panel):
    """Advice: the reading age of the page as last saved, and what makes it hard."""

    def __init__(self, **kwargs):
        heading = _("Readability")
        super().__init__(**{"heading": heading, "icon": "glasses"} | kwargs)

    @property
    def clean_name(self):
        return "readability"

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/readability.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def found(self) -> readability.Readability:
            return readability.measure(self.instance)
