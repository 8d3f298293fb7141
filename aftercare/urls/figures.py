"""Under /workspace/<clinic>/figures/: how the clinic follows its clients up."""

from django.urls import path

from aftercare.views import figures

app_name = "figures"
urlpatterns = [path("", figures.overview, name="overview")]
