"""Which sources the live pages use, and which of them need a hand."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from portal.content.models import CheckedAddress
from portal.content.sources import using


class SourcesView(ReportView):
    """The broken sources, then every source in use and how often."""

    model = Page
    page_title = _("Sources")
    header_icon = "openquote"
    address = "sources"
    index_url_name = "sources"
    index_results_url_name = "sources_results"
    results_template_name = "content/reports/sources_results.html"
    any_permission_required = ["add", "change", "publish"]
    paginate_by = None
    list_export = ["key", "title", "publisher", "url", "page_titles", "times", "link"]
    export_headings = {
        "key": _("Key"),
        "title": _("Source"),
        "publisher": _("Publisher"),
        "url": _("Address"),
        "page_titles": _("Pages"),
        "times": _("Times cited"),
        "link": _("Link"),
    }

    @cached_property
    def uses(self) -> list[using.Use]:
        return using.uses()

    def get_queryset(self):
        return self.uses

    def filter_queryset(self, queryset):
        return queryset

    def get_context_data(self, **kwargs):
        latest = CheckedAddress.objects.order_by("-checked_at").first()
        return super().get_context_data(**kwargs) | {
            "broken": using.broken(self.uses, on=timezone.localdate()),
            "links_are_checked": settings.CHECK_SOURCE_LINKS,
            "last_checked_at": latest and latest.checked_at,
        }
