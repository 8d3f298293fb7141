"""What the Wagtail admin gains: reports for editors, and refusals told in words."""

from functools import partial

from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from portal.content import publishing
from portal.content.domain import schedule
from portal.content.models import BasePage
from portal.content.reports import registering
from portal.content.reports.due_for_review import DueForReviewPanel, DueForReviewView
from portal.content.reports.page_feedback import (
    PageCommentReport,
    PageFeedbackReport,
    act_on,
)
from portal.content.reports.readability import ReadabilityView
from portal.content.reports.searches_without_results import SearchMissReport
from portal.content.reports.sources import SourcesView
from portal.content.reports.translations_behind import TranslationsBehindView
from portal.content.rich_text import PageLinks

# In the order of the menu.
REPORTS = [
    DueForReviewView,
    TranslationsBehindView,
    ReadabilityView,
    SourcesView,
    PageFeedbackReport,
    SearchMissReport,
]

for place, report in enumerate(REPORTS):
    hooks.register("register_admin_urls", partial(registering.urls, report))
    hooks.register(
        "register_reports_menu_item",
        partial(registering.ReportMenuItem, report, place=place),
    )


@hooks.register("register_admin_urls")
def page_comments_urls():
    """The comments behind the report on feedback, and what is done about one."""
    act = f"reports/{PageCommentReport.address}/<int:pk>/<str:act>/"
    return [
        *registering.urls(PageCommentReport),
        path(act, act_on, name="page_comment_act"),
    ]


@hooks.register("construct_homepage_panels")
def add_due_for_review(request, panels):
    panels.append(DueForReviewPanel())


@hooks.register("register_rich_text_features", order=10)
def look_up_page_links_together(features):
    features.register_link_type(PageLinks)


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
