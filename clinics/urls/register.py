"""Under /clinics/: what everybody may read of the register."""

from django.urls import path

from clinics.views import register

app_name = "clinics"
urlpatterns = [
    path("<slug:slug>/", register.profile, name="profile"),
]
