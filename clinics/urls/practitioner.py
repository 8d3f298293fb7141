"""Under /practitioner/: a practitioner's own profile and papers."""

from django.urls import include, path

from clinics.urls import papers
from clinics.views import own_profile, placement_requests

urlpatterns = [
    path("certifications/", include(papers.of_practitioner)),
    path("", own_profile.overview, name="practitioner-own"),
    path("places/<int:pk>/end/", own_profile.end, name="practitioner-own-end"),
    path(
        "asked/<int:pk>/yes/",
        placement_requests.agree,
        name="practitioner-own-agree",
    ),
    path(
        "asked/<int:pk>/no/",
        placement_requests.decline,
        name="practitioner-own-decline",
    ),
]
