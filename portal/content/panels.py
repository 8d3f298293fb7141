"""Panels of the editor that are ours."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from portal.content import publishing


class BeforePublishingPanel(Panel):
    """What keeps the page, as last saved, from the public; each leads to its field."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Before this can be published")} | kwargs)

    @property
    def clean_name(self):
        return "before_publishing"

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/before_publishing.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def problems(self):
            """The problems with the anchor of the field that mends each."""
            siblings = self.prefix.rpartition("-child-")[0]
            page = self.instance
            draft = page.draft(
                on=timezone.localdate(), last_editor=page.last_editor_of(None)
            )
            return [
                (problem.message, f"#{siblings}-child-{problem.field}-section")
                for problem in publishing.problems(draft)
            ]
