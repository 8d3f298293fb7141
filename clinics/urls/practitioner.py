"""Under /practitioner/: a practitioner's own profile and papers."""

from django.urls import include, path

from clinics.urls import papers
from clinics.views import own_profile

urlpatterns = [
    path("certifications/", include(papers.of_practitioner)),
    path("", own_profile.overview, name="practitioner-own"),
    path("places/<int:pk>/end/", own_profile.end, name="practitioner-own-end"),
]
