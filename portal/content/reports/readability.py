"""How old a reader must be to follow each article."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from portal.content.page_types import article_types
from portal.content.readability.pages import Readability, measure


def readings() -> list[Readability]:
    """Every live article with its reading age, by language, the hardest first."""
    found = [
        measure(page)
        for model in article_types()
        for page in model.objects.live().select_related("locale")
    ]
    languages = [code for code, _name in settings.LANGUAGES]
    return sorted(
        found,
        key=lambda each: (
            languages.index(each.page.locale.language_code),
            -each.hardness,
            each.page.title,
        ),
    )


class ReadabilityView(ReportView):
    """The live articles by reading age, with what makes each of them hard."""

    model = Page
    page_title = _("Readability")
    header_icon = "glasses"
    address = "readability"
    index_url_name = "readability"
    index_results_url_name = "readability_results"
    results_template_name = "content/reports/readability_results.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["page.title", "page.locale", "in_short", "whole", "formula"]
    export_headings = {
        "page.title": _("Page"),
        "page.locale": _("Language"),
        "in_short": _("Reading age of “in short”"),
        "whole": _("Reading age of the whole text"),
        "formula": _("Formula"),
    }

    def get_queryset(self):
        return readings()

    def filter_queryset(self, queryset):
        return queryset
