"""Under /practitioner/: a practitioner's own profile."""

from django.urls import path

from clinics.views import own_profile

urlpatterns = [
    path("", own_profile.overview, name="practitioner-own"),
    path("places/<int:pk>/end/", own_profile.end, name="practitioner-own-end"),
]
