"""The site's addresses, and the bare view that everything is compared with."""

from django.http import HttpResponse
from django.urls import path

from portal import urls as site


def bare(_request):
    """The least that Django can do: five bytes."""
    return HttpResponse(b"hello")


urlpatterns = [path("bench/bare/", bare), *site.urlpatterns]
for _handler in ("handler400", "handler403", "handler404", "handler500"):
    if hasattr(site, _handler):
        globals()[_handler] = getattr(site, _handler)
