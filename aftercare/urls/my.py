"""Under /my/: what belongs to the client."""

from django.urls import include, path

from aftercare.urls import app, own_data, plan, reminders, reports, sharing
from aftercare.views import health

app_name = "my"
urlpatterns = [
    *plan.urlpatterns,
    *app.urlpatterns,
    *sharing.urlpatterns,
    *own_data.urlpatterns,
    *reminders.urlpatterns,
    *reports.urlpatterns,
    path("health/", health.own, name="health"),
    path("helper/", include("aftercare.urls.own_helper")),
    path("passport/", include("aftercare.urls.my_passport")),
]
