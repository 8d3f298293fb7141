"""What people reported of posters and papers, in the staff's admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from clinics import access, rules
from clinics.domain import misuse
from clinics.forms.misuse import SettleForm
from clinics.models import MisuseReport


class MisuseIndexView(generic.IndexView):
    """What waits stands on top."""

    def get_base_queryset(self):
        return access.misuse_reports(self.request.user)

    def order_queryset(self, queryset):
        return queryset.order_by(F("settled_at").asc(nulls_first=True), "-received_at")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """One report, and the form with which somebody says what was done."""
    if not rules.looks_into_misuse(request.user):
        raise PermissionDenied
    told = get_object_or_404(access.misuse_reports(request.user), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            misuse.settle(told, by=request.user, note=form.cleaned_data["note"])
        except misuse.AlreadySettled as faster:
            told = faster.report
            form.add_error(None, _already(told))
        else:
            messages.success(request, _("The report is dealt with."))
            return redirect("misuse_reports:index")
    context = {"report": told, "form": form}
    status = 409 if told.settled_at and request.method == "POST" else 200
    return TemplateResponse(
        request, "clinics/misuse_report.html", context, status=status
    )


def _already(told):
    return _("%(who)s dealt with it on %(day)s: %(note)s") % {
        "who": told.settled_by,
        "day": date_format(told.settled_at, "DATETIME_FORMAT"),
        "note": told.note,
    }


def _state(told):
    return _("Dealt with") if told.settled_at else _("Waiting")


class MisuseViewSet(ModelViewSet):
    """List and deal with; a report is never written, edited or deleted here."""

    model = MisuseReport
    name = "misuse_reports"
    url_prefix = "misuse"
    icon = "warning"
    menu_label = gettext_lazy("Reports of misuse")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = MisuseIndexView
    list_filter = ["what"]
    list_display = [
        TitleColumn(
            "code",
            label=gettext_lazy("Code"),
            accessor="shown_code",
            get_url=lambda told: reverse("misuse_reports:report", args=[told.pk]),
        ),
        Column("what", label=gettext_lazy("What"), accessor="get_what_display"),
        Column("place", label=gettext_lazy("Seen at")),
        Column(
            "about",
            label=gettext_lazy("Issued to"),
            accessor=lambda told: told.certification and told.certification.subject,
        ),
        DateColumn("received_at", label=gettext_lazy("Received")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=_state,
            primary=lambda told: not told.settled_at,
        ),
    ]

    def get_form_class(self, for_update=False):  # noqa: FBT002 (Wagtail's signature)
        return SettleForm

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {
            f"{name}_url_name": None
            for name in ("add", "edit", "delete", "history", "usage")
        }
        return super().get_common_view_kwargs(**(nowhere | kwargs))

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", report, name="report"),
        ]
