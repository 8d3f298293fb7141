"""What readers answered, for editors: by page, and comment by comment."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from portal.content.domain import feedback
from portal.content.models.feedback import PageFeedback, answers_by_page

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


class FeedbackReport(ReportView):
    """What both tables share: the right to see them, and cells that stay text."""

    permission_policy = ModelPermissionPolicy(PageFeedback)
    permission_required = "view"
    header_icon = "comment"

    def preprocess_field_value(self, field, value, export_format):
        """A cell that a spreadsheet would run becomes text.

        Wagtail sees to that in XLSX files; a CSV file has no types.
        """
        made = super().preprocess_field_value(field, value, export_format)
        dangerous = isinstance(made, str) and made.startswith(FORMULA_BEGINS)
        return f"'{made}" if dangerous and export_format == self.FORMAT_CSV else made


def share(yes: int, no: int) -> int | None:
    """How many of a hundred answers were a yes; None without an answer."""
    return round(100 * yes / (yes + no)) if yes + no else None


def in_words(yes: int, no: int) -> str:
    percent = share(yes, no)
    if percent is None:
        return "–"
    facts = {"yes": yes, "no": no, "percent": percent}
    return _("%(yes)s yes, %(no)s no (%(percent)s %% yes)") % facts


class PageFeedbackReport(FeedbackReport):
    """Pages with answers, those with the most open comments first."""

    model = Page
    page_title = gettext_lazy("Page feedback")
    address = "page-feedback"
    index_url_name = "page_feedback"
    index_results_url_name = "page_feedback_results"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Page"),
            get_url=lambda page: comments_url(page=page.pk),
        ),
        Column(
            "now",
            label=gettext_lazy("Present text"),
            accessor=lambda page: in_words(page.yes_now, page.no_now),
        ),
        Column(
            "older",
            label=gettext_lazy("Older texts"),
            accessor=lambda page: in_words(page.yes_older, page.no_older),
        ),
        Column("waiting", label=gettext_lazy("Comments waiting")),
    ]
    list_export = ["title", "yes_now", "no_now", "share_now"]
    list_export += ["yes_older", "no_older", "waiting"]
    export_headings = {
        "title": gettext_lazy("Page"),
        "yes_now": gettext_lazy("Present text: yes"),
        "no_now": gettext_lazy("Present text: no"),
        "share_now": gettext_lazy("Present text: % yes"),
        "yes_older": gettext_lazy("Older texts: yes"),
        "no_older": gettext_lazy("Older texts: no"),
        "waiting": gettext_lazy("Comments waiting"),
    }

    def get_queryset(self):
        pages = answers_by_page(Page.objects.all())
        self.queryset = pages.order_by("-waiting", "-no_now", "title", "pk")
        return super().get_queryset()

    def to_row_dict(self, item):
        item.share_now = share(item.yes_now, item.no_now)
        return super().to_row_dict(item)


class CommentFilterSet(WagtailFilterSet):
    page = django_filters.NumberFilter(label=gettext_lazy("Number of the page"))
    waiting = django_filters.BooleanFilter(
        label=gettext_lazy("Waiting"), field_name="dealt_with_at", lookup_expr="isnull"
    )

    class Meta:
        model = PageFeedback
        fields = ["page", "waiting"]


class DealtWithColumn(Column):
    """Who dealt with a comment and when, or the buttons to do so."""

    cell_template_name = "content/feedback/dealt_with_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(context["request"])}


class PageCommentReport(FeedbackReport):
    """What readers wrote, the newest first."""

    model = PageFeedback
    page_title = gettext_lazy("Comments on pages")
    address = "page-feedback/comments"
    filterset_class = CommentFilterSet
    index_url_name = "page_comments"
    index_results_url_name = "page_comments_results"
    columns = [
        Column("comment", label=gettext_lazy("Unclear or wrong"), width="44%"),
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            width="24%",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
        ),
        Column(
            "answered_on",
            label=gettext_lazy("Day"),
            accessor=lambda row: day_and_text(row),
            width="14%",
        ),
        DealtWithColumn("dealt_with", label=gettext_lazy("Dealt with"), width="18%"),
    ]
    list_export = ["answered_on", "page.title", "is_about_present_text", "comment"]
    list_export += ["dealt_with_at", "dealt_with_by"]
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "is_about_present_text": gettext_lazy("Present text"),
    }

    def get_queryset(self):
        rows = PageFeedback.objects.commented().select_related("page", "dealt_with_by")
        self.queryset = rows.order_by("-answered_on", "-pk")
        return super().get_queryset()


def day_and_text(row: PageFeedback) -> str:
    day = date_format(row.answered_on)
    if row.is_about_present_text:
        return day
    return _("%(day)s, on an older text") % {"day": day}


def comments_url(**filters) -> str:
    return f"{reverse('page_comments')}?{urlencode(filters)}"


@require_POST
def act_on(request, pk, act):
    """Deal with a comment or erase its words; `act` is one of ACTS."""
    if not request.user.has_perm("content.change_pagefeedback"):
        raise PermissionDenied
    row = get_object_or_404(PageFeedback.objects.commented(), pk=pk)
    if act not in ACTS:
        raise Http404
    function, done = ACTS[act]
    try:
        function(row, by=request.user)
    except feedback.AlreadyDealtWith:
        messages.error(request, _("Somebody has dealt with this comment already."))
    else:
        messages.success(request, done)
    return redirect(comments_url(page=row.page_id))


ACTS = {
    "deal-with": (feedback.deal_with, gettext_lazy("The comment is dealt with.")),
    "erase": (feedback.erase, gettext_lazy("The words are erased; the “no” counts.")),
}
