"""Under /clinics/: what everybody may read of the register."""

from django.urls import path

from clinics.views import directory, register

app_name = "clinics"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("<slug:slug>/", register.profile, name="profile"),
]
