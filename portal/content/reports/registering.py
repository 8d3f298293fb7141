"""Puts a report into the admin: two addresses, and a line in the menu."""

from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

FIRST_PLACE = 650  # in the menu, behind Wagtail's own reports


def urls(report: type[ReportView]) -> list[URLPattern]:
    """The report, and its results alone for when a filter changes."""
    address = f"reports/{report.address}/"
    results = report.as_view(results_only=True)
    return [
        path(address, report.as_view(), name=report.index_url_name),
        path(f"{address}results/", results, name=report.index_results_url_name),
    ]


class ReportMenuItem(MenuItem):
    """A line of the menu, for those to whom the report itself opens."""

    def __init__(self, report: type[ReportView], *, place: int):
        self.report = report
        super().__init__(
            getattr(report, "menu_label", report.page_title),
            reverse(report.index_url_name),
            name=report.address,
            icon_name=report.header_icon,
            order=FIRST_PLACE + place,
        )

    def is_shown(self, request):
        view = self.report()
        view.setup(request)
        if view.permission_required:
            return view.user_has_permission(view.permission_required)
        return view.user_has_any_permission(view.any_permission_required)
