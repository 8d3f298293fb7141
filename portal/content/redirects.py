"""The way from a page's old address to its new one."""

from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware

REMEMBERED_FOR = 3600  # seconds


class OldAddresses(RedirectMiddleware):
    """Wagtail's own, which writes a redirect for each page that is renamed or moved.

    A browser keeps a 301 for good unless it is told for how long: once an editor takes
    an old name back, it would send its reader round in a circle.
    """

    def process_response(self, request, response):
        led = super().process_response(request, response)
        if led is not response:
            patch_cache_control(led, public=True, max_age=REMEMBERED_FOR)
        return led
