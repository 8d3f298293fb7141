"""Under /cms/clinics/: the register from inside."""

from django.urls import path

from portal.moderation.views import clinics, papers, second_looks

app_name = "moderation"
urlpatterns = [
    path("", clinics.ClinicList.as_view(), name="clinics"),
    path(
        "results/",
        clinics.ClinicList.as_view(results_only=True),
        name="clinics-results",
    ),
    path("papers/<int:pk>/", papers.sheet, name="paper"),
    path("papers/<int:pk>/<str:act>/", papers.propose, name="paper-act"),
    path("proposals/<int:pk>/", papers.settle, name="proposal"),
    path("replies/<int:pk>/", papers.vet, name="reply"),
    path("appeals/<int:pk>/", papers.decide_appeal, name="appeal"),
    path("second-looks/<int:pk>/", second_looks.look, name="second-look"),
    path("agreement/", second_looks.agreement, name="agreement"),
    path("<int:pk>/timeline/", clinics.timeline, name="timeline"),
    path("<int:pk>/", clinics.sheet, name="clinic"),
    path("<int:pk>/<str:act>/", clinics.act, name="clinic-act"),
]
