"""Under /v/: whether a paper holds today, for people. Machines: statements.py."""

from django.urls import path

from clinics.views import badge, keys, misuse, verification

app_name = "verification"
urlpatterns = [
    path("", verification.find, name="find"),
    path("keys/", keys.page, name="keys"),
    path("<str:code>/", verification.page, name="page"),
    path("<str:code>/badge.svg", badge.badge, name="badge"),
    path("<str:code>/report/", misuse.report, name="report"),
]
