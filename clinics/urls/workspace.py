"""Under /workspace/: where a clinic's team works. The address names the clinic."""

from django.urls import include, path

from clinics.views import sharing, workspace

app_name = "workspace"
urlpatterns = [
    path("", workspace.choose, name="choose"),
    path("<slug:clinic>/", workspace.dashboard, name="dashboard"),
    path("<slug:clinic>/rights/", workspace.rights, name="rights"),
    path(
        "<slug:clinic>/certifications/<str:code>/share/",
        sharing.share,
        name="certification-share",
    ),
    path(
        "<slug:clinic>/certifications/<str:code>/poster/",
        sharing.poster,
        name="certification-poster",
    ),
    path(
        "<slug:clinic>/certifications/<str:code>/poster.pdf",
        sharing.poster_pdf,
        name="certification-poster-pdf",
    ),
    path("<slug:clinic>/", include("clinics.urls.team")),
]
