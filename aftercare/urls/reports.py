"""Under /my/: the client's check-ins and reports."""

from django.urls import path

from aftercare.views import (
    attachments,
    late_reports,
    message_flags,
    outside_reports,
    photos,
    reports,
)

urlpatterns = [
    path("report/", reports.report, name="report"),
    path("report/late/", late_reports.take, name="report-late"),
    path("report/outside/", outside_reports.report, name="report-outside"),
    path("report/outside/begin/", outside_reports.begin, name="report-outside-begin"),
    path("reports/", reports.overview, name="reports"),
    path("reports/<slug:number>/", reports.shown, name="report-shown"),
    path("reports/<slug:number>/write/", reports.write, name="report-write"),
    path(
        "reports/<slug:number>/messages/<int:pk>/flag/",
        message_flags.by_client,
        name="message-flag",
    ),
    path("reports/<slug:number>/read/", reports.have_read, name="report-read"),
    path("reports/<slug:number>/not-better/", reports.reopen, name="report-reopen"),
    path("reports/<slug:number>/photos/", photos.of_report, name="report-photos"),
    path("reports/<slug:number>/photos/allow/", photos.allow, name="photos-allow"),
    path("reports/<slug:number>/photos/<slug:view>/", photos.add, name="photo-add"),
    path(
        "reports/<slug:number>/photos/<slug:view>/remove/",
        photos.remove,
        name="photo-remove",
    ),
    path("attachments/<uuid:key>/", attachments.own, name="attachment"),
    path(
        "attachments/<uuid:key>/small/",
        attachments.own,
        {"small": True},
        name="attachment-small",
    ),
    path("photos/", photos.overview, name="photos"),
    path("photos/<uuid:key>/", photos.picture, name="photo"),
    path(
        "photos/<uuid:key>/small/", photos.picture, {"small": True}, name="photo-small"
    ),
]
