"""What readers searched for and did not find, for editors."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.content.models.search import SearchMiss


class SearchMissFilterSet(WagtailFilterSet):
    searched_on = django_filters.DateFromToRangeFilter(
        label=_("Day"), widget=DateRangePickerWidget
    )
    words = django_filters.CharFilter(label=_("Words"), lookup_expr="icontains")

    class Meta:
        model = SearchMiss
        fields = ["searched_on", "language", "words"]


class SearchMissReport(ReportView):
    """Words without results by day, the latest and most frequent first."""

    model = SearchMiss
    page_title = _("Searches without results")
    address = "searches-without-results"
    header_icon = "search"
    permission_policy = ModelPermissionPolicy(SearchMiss)
    permission_required = "view"
    filterset_class = SearchMissFilterSet
    index_url_name = "search_misses"
    index_results_url_name = "search_misses_results"
    columns = [
        Column("words", label=_("Words")),
        Column("times", label=_("Times")),
        DateColumn("searched_on", label=_("Day")),
        Column("language", label=_("Language")),
    ]
    list_export = ["searched_on", "language", "words", "times"]

    def get_queryset(self):
        self.queryset = SearchMiss.objects.order_by("-searched_on", "-times", "words")
        return super().get_queryset()
