"""Under /my/: what a phone needs to keep it."""

from django.urls import path

from aftercare.views import app

urlpatterns = [
    path("app.webmanifest", app.manifest, name="manifest"),
    path("worker.js", app.worker, name="worker"),
    path("ticks/", app.tick, name="tick"),
]
