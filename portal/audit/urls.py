from django.urls import path

from portal.audit.views.report import AuditReport

app_name = "audit"
urlpatterns = [
    path("", AuditReport.as_view(), name="report"),
    path("results/", AuditReport.as_view(results_only=True), name="report-results"),
]
