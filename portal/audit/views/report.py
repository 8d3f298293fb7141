"""The audit log in the staff's admin: read, filtered, never changed."""

import django_filters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.audit.models import AuditEvent


def who(event: AuditEvent) -> str:
    """The person's name; of an erased account, its number; or the portal itself."""
    if event.by_id is None:
        return gettext("The portal")
    if event.by is None:
        return gettext("Erased account %(number)s") % {"number": event.by_id}
    return str(event.by)


def facts(event: AuditEvent) -> str:
    return ", ".join(f"{name}: {value}" for name, value in event.details.items())


class AuditFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(
        label=_("When"), widget=DateRangePickerWidget
    )
    verb = django_filters.CharFilter(label=_("What"), lookup_expr="icontains")
    by = django_filters.NumberFilter(label=_("Account number"), field_name="by_id")
    about_type = django_filters.CharFilter(label=_("Kind of thing"))
    about_id = django_filters.CharFilter(label=_("Which one"))
    clinic_id = django_filters.NumberFilter(label=_("Clinic number"))

    class Meta:
        model = AuditEvent
        fields = ["at", "verb", "by", "about_type", "about_id", "clinic_id"]


class AuditReport(ReportView):
    """What happened, newest first."""

    model = AuditEvent
    page_title = _("Audit log")
    header_icon = "history"
    permission_policy = ModelPermissionPolicy(AuditEvent)
    permission_required = "view"
    filterset_class = AuditFilterSet
    index_url_name = "audit:report"
    index_results_url_name = "audit:report-results"
    default_ordering = "-sequence"
    columns = [
        Column("sequence", label=_("Number")),
        DateColumn("at", label=_("When")),
        Column("who", label=_("Who"), accessor=who),
        Column("verb", label=_("What")),
        Column("about", label=_("About")),
        Column("clinic_id", label=_("Clinic")),
        Column("facts", label=_("Details"), accessor=facts),
    ]
    list_export = ["sequence", "at", "by_id", "verb", "about", "clinic_id", "hash"]

    def get_queryset(self):
        self.queryset = AuditEvent.objects.select_related("by")
        return super().get_queryset()
