"""Under /workspace/: where a clinic's team works. The address names the clinic."""

from django.urls import include, path

from clinics.views import workspace

app_name = "workspace"
urlpatterns = [
    path("", workspace.choose, name="choose"),
    path("<slug:clinic>/", workspace.dashboard, name="dashboard"),
    path("<slug:clinic>/rights/", workspace.rights, name="rights"),
    path("<slug:clinic>/", include("clinics.urls.team")),
]
