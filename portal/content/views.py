"""The addresses that come with the page tree."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from portal.content import tree
from portal.content.clinic_sitemap import ClinicSitemap
from portal.operations import page_cache


@login_not_required
@require_safe
def serve(request, path):
    """A page of the tree. The way to it is looked up in the process, not the database.

    Wagtail's own view then asks its hooks (who may see this page) and serves it; the
    two attributes are where it keeps what it has found out about a request.
    """
    known = tree.of(request)
    if known is not None:
        request._wagtail_site = known.site
        request._wagtail_route_for_request = known.route(
            request, path, language=get_language()
        )
    response = wagtail_views.serve(request, path)
    page_cache.allow(request)
    return response


@login_not_required
@require_safe
def sitemap(request):
    """Every live page and every listed clinic, for search engines."""
    return wagtail_sitemap(
        request, sitemaps={"pages": PageSitemap, "clinics": ClinicSitemap()}
    )


@login_not_required
@require_safe
def robots(request):
    """What search engines may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /account/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


class FaviconView(RedirectView):
    """Old browsers ask for this address whatever the page says."""

    permanent = False

    def get_redirect_url(self, *args, **kwargs):
        return static("ui/favicon.svg")


favicon = login_not_required(require_safe(FaviconView.as_view()))
