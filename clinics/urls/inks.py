"""Under /workspace/<clinic>/inks/: the stock of ink, and reports of laboratories."""

from django.urls import path

from clinics.views import bottles, lab_reports

urlpatterns = [
    path("", bottles.stock, name="bottles"),
    path("add/", bottles.add, name="bottle-add"),
    path("reports/", lab_reports.overview, name="lab-reports"),
    path("reports/add/", lab_reports.add, name="lab-report-add"),
    path("reports/<int:pk>/", lab_reports.report, name="lab-report"),
    path("reports/<int:pk>/table/", lab_reports.whole_table, name="lab-report-table"),
    path("reports/<int:pk>/submit/", lab_reports.submit, name="lab-report-submit"),
    path(
        "reports/<int:pk>/original/<int:of_round>/",
        lab_reports.original,
        name="lab-report-original",
    ),
    path("<int:pk>/", bottles.bottle, name="bottle"),
    path("<int:pk>/label/", bottles.label, name="bottle-label"),
    path("<int:pk>/label/photo/", bottles.photo, name="bottle-label-photo"),
    path("<int:pk>/<str:act>/", bottles.act, name="bottle-act"),
]
