"""What the Wagtail admin gains: reports for editors, and refusals told in words."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.content import publishing
from portal.content.domain import schedule
from portal.content.feedback.report import (
    PageCommentReport,
    PageFeedbackReport,
    act_on,
)
from portal.content.models import BasePage
from portal.content.reports import DueForReviewView, TranslationsBehindView, due_pages
from portal.content.rich_text import PageLinks
from portal.content.search.report import SearchMissReport

AHEAD = 60


class DueForReviewPanel(Component):
    """Pages past their review date, and those that come up in the next 60 days."""

    order = 120
    template_name = "content/panels/due_for_review.html"

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        return {"pages": due_pages(on=today, within_days=AHEAD), "today": today}


@hooks.register("register_rich_text_features", order=10)
def look_up_page_links_together(features):
    features.register_link_type(PageLinks)


@hooks.register("construct_homepage_panels")
def add_due_for_review(request, panels):
    panels.append(DueForReviewPanel())


@hooks.register("register_reports_menu_item")
def due_for_review_menu_item():
    return MenuItem(
        gettext_lazy("Pages due for review"),
        reverse("due_for_review"),
        icon_name="calendar-check",
        order=650,
    )


@hooks.register("register_reports_menu_item")
def translations_behind_menu_item():
    return MenuItem(
        gettext_lazy("Translations behind"),
        reverse("translations_behind"),
        icon_name="site",
        order=660,
    )


@hooks.register("register_admin_urls")
def translations_behind_urls():
    return [
        path(
            "reports/translations-behind/",
            TranslationsBehindView.as_view(),
            name="translations_behind",
        ),
        path(
            "reports/translations-behind/results/",
            TranslationsBehindView.as_view(results_only=True),
            name="translations_behind_results",
        ),
    ]


@hooks.register("register_admin_urls")
def due_for_review_urls():
    return [
        path(
            "reports/due-for-review/", DueForReviewView.as_view(), name="due_for_review"
        ),
        path(
            "reports/due-for-review/results/",
            DueForReviewView.as_view(results_only=True),
            name="due_for_review_results",
        ),
    ]


class PermittedMenuItem(MenuItem):
    """An item that only those see who have the right to what it leads to."""

    permission = ""

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


class SearchMissesMenuItem(PermittedMenuItem):
    permission = "content.view_searchmiss"


class PageFeedbackMenuItem(PermittedMenuItem):
    permission = "content.view_pagefeedback"


@hooks.register("register_reports_menu_item")
def page_feedback_menu_item():
    return PageFeedbackMenuItem(
        gettext_lazy("Page feedback"),
        reverse("page_feedback"),
        name="page-feedback",
        icon_name="comment",
        order=655,
    )


@hooks.register("register_admin_urls")
def page_feedback_urls():
    address = "reports/page-feedback/"
    comments = f"{address}comments/"
    pages_only = PageFeedbackReport.as_view(results_only=True)
    comments_only = PageCommentReport.as_view(results_only=True)
    return [
        path(address, PageFeedbackReport.as_view(), name="page_feedback"),
        path(f"{address}results/", pages_only, name="page_feedback_results"),
        path(comments, PageCommentReport.as_view(), name="page_comments"),
        path(f"{comments}results/", comments_only, name="page_comments_results"),
        path(f"{comments}<int:pk>/<str:act>/", act_on, name="page_comment_act"),
    ]


@hooks.register("register_reports_menu_item")
def search_misses_menu_item():
    return SearchMissesMenuItem(
        gettext_lazy("Searches without results"),
        reverse("search_misses"),
        name="search-misses",
        icon_name="search",
        order=660,
    )


@hooks.register("register_admin_urls")
def search_misses_urls():
    address = "reports/searches-without-results/"
    results = SearchMissReport.as_view(results_only=True)
    return [
        path(address, SearchMissReport.as_view(), name="search_misses"),
        path(f"{address}results/", results, name="search_misses_results"),
    ]


@hooks.register("register_log_actions")
def log_refused_schedules(actions):
    actions.register_action(
        schedule.REFUSED,
        gettext_lazy("Refuse a scheduled publication"),
        gettext_lazy("Not published on its day: a publishing rule objected"),
    )


@hooks.register("before_bulk_action")
def refuse_bulk_publishing(request, action_type, objects, action):
    """Name the pages that may not be published; publish none of the others either."""
    if action_type != "publish" or request.method != "POST":
        return None
    below = action.get_execution_context()["include_descendants"]
    pages = [each for page in objects for each in _with_drafts_below(page, below=below)]
    refused = [(page, found) for page in pages if (found := _problems(page))]
    for page, found in refused:
        reasons = " ".join(problem.message for problem in found)
        messages.error(request, f"{page.get_admin_display_title()}: {reasons}")
    return redirect("wagtailadmin_explore_root") if refused else None


def _with_drafts_below(page, *, below: bool):
    yield page
    if below:
        yield from page.get_descendants().not_live()


def _problems(page) -> list[publishing.Problem]:
    latest = page.get_latest_revision_as_object()
    if not isinstance(latest, BasePage):
        return []
    last_editor = latest.last_editor_of(None)
    draft = latest.draft(on=timezone.localdate(), last_editor=last_editor)
    return publishing.problems(draft)
