"""Under /my/: how and when one is reminded."""

from django.urls import path

from aftercare.views import reminders

urlpatterns = [
    path("reminders/", reminders.overview, name="reminders"),
    path("reminders/devices/", reminders.devices, name="devices"),
    path("reminders/off/<str:token>/", reminders.off, name="reminders-off"),
]
