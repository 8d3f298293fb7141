"""Under /inks/: what everybody may read of inks."""

from django.urls import path

from clinics.views import public_inks

app_name = "inks"
urlpatterns = [
    path("", public_inks.index, name="index"),
    path("<slug:maker>/<slug:ink>/", public_inks.ink, name="ink"),
]
