"""Under /cms/clinics/: the register from inside."""

from django.urls import path

from portal.moderation.views import clinics

app_name = "moderation"
urlpatterns = [
    path("", clinics.ClinicList.as_view(), name="clinics"),
    path(
        "results/",
        clinics.ClinicList.as_view(results_only=True),
        name="clinics-results",
    ),
    path("<int:pk>/", clinics.sheet, name="clinic"),
    path("<int:pk>/<str:act>/", clinics.act, name="clinic-act"),
]
