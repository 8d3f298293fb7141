"""Under /workspace/: where a clinic's team works. The address names the clinic."""

from django.urls import include, path

from clinics.urls import papers
from clinics.views import (
    contacts,
    hours,
    listing,
    profile,
    sharing,
    workspace,
)

app_name = "workspace"
urlpatterns = [
    path("", workspace.choose, name="choose"),
    path("<slug:clinic>/", workspace.dashboard, name="dashboard"),
    path("<slug:clinic>/profile/", profile.edit, name="profile"),
    path("<slug:clinic>/hours/<str:kind>/", hours.edit, name="hours"),
    path("<slug:clinic>/contacts/", contacts.overview, name="contacts"),
    path("<slug:clinic>/contacts/<str:kind>/", contacts.name, name="contact-name"),
    path("<slug:clinic>/contacts/<str:kind>/test/", contacts.test, name="contact-test"),
    path("<slug:clinic>/listing/", listing.overview, name="listing"),
    path("<slug:clinic>/listing/hand-in/", listing.hand_in, name="hand-in"),
    path("<slug:clinic>/listing/<str:act>/", listing.move, name="listing-move"),
    path("<slug:clinic>/rights/", workspace.rights, name="rights"),
    path("<slug:clinic>/certifications/", include(papers.of_clinic)),
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
    path("<slug:clinic>/inks/", include("clinics.urls.inks")),
]
