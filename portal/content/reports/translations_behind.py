"""Which translations are behind."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView

from portal.content.domain import translations
from portal.content.page_types import page_types


class TranslationsBehindView(PageReportView):
    """The live translations whose original has moved on."""

    page_title = _("Translations behind their original")
    menu_label = _("Translations behind")
    address = "translations-behind"
    header_icon = "site"
    index_url_name = "translations_behind"
    index_results_url_name = "translations_behind_results"
    results_template_name = "content/reports/translations_behind_results.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "locale", "newer_since"]
    is_searchable = False

    def get_queryset(self):
        return translations.behind(page_types())

    def filter_queryset(self, queryset):
        return queryset
