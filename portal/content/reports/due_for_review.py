"""Which pages somebody should review again, and soon."""

from datetime import date
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.reports import PageReportView

from portal.content.models import ArticlePage
from portal.content.page_types import article_types

ALL = 36500  # days ahead: every page that has a review date at all
SOON = 60


def due_pages(*, on: date, within_days: int) -> list[ArticlePage]:
    """Live pages past their review date or due within some days, the oldest first."""
    found = chain.from_iterable(
        model.objects.due_for_review(on=on, within_days=within_days)
        .select_related("clinical_reviewer")
        .defer_streamfields()
        for model in article_types()
    )
    return sorted(found, key=lambda page: (page.next_review_on, page.title))


class DueForReviewView(PageReportView):
    """All articles by their next review."""

    page_title = _("Pages due for review")
    address = "due-for-review"
    header_icon = "calendar-check"
    index_url_name = "due_for_review"
    index_results_url_name = "due_for_review_results"
    results_template_name = "content/reports/due_for_review_results.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "next_review_on", "last_reviewed_on", "clinical_reviewer"]
    is_searchable = False

    def get_queryset(self):
        return due_pages(on=timezone.localdate(), within_days=ALL)

    def filter_queryset(self, queryset):
        return queryset

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"today": timezone.localdate()}


class DueForReviewPanel(Component):
    """Pages past their review date, and those that come up in the next 60 days."""

    order = 120
    template_name = "content/panels/due_for_review.html"

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        return {"pages": due_pages(on=today, within_days=SOON), "today": today}
