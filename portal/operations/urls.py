from django.urls import path

from portal.operations.views import health, media

app_name = "operations"
urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("media/<path:name>", media.picture, name="media-picture"),
]
