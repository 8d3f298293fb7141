"""Under /api/v1/: the register as open data."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from clinics.api.door import open_to_programs
from clinics.api.register import api, description

ROOT = "api-root"  # ninja's own, behind which is nothing

app_name = "api"
addresses, _app, _namespace = api.urls
urlpatterns = decorate_urlpatterns(
    [
        *(each for each in addresses if each.name != ROOT),
        path("openapi.json", description, name="openapi"),
    ],
    lambda view: login_not_required(open_to_programs(view)),
)
