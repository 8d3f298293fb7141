"""The addresses that come with the page tree."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.models import Page

from portal.content import sharing, tree
from portal.content.clinic_sitemap import ClinicSitemap, InkSitemap
from portal.content.feed import ArticleFeed
from portal.content.models import BasePage
from portal.content.sitemap import Addresses
from portal.operations import page_cache

# Seconds.
FEED_IS_FRESH_FOR = 900
A_YEAR = 365 * 24 * 3600


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
def feed(request):
    """New and changed articles, in the language of the address when we have any."""
    known = tree.of(request)
    if known is None or not known.homes:
        raise Http404
    language = known.language(get_language())
    with override(language):
        response = ArticleFeed(language=language)(request)
    patch_cache_control(response, public=True, max_age=FEED_IS_FRESH_FOR)
    page_cache.allow(request)
    return response


@login_not_required
@require_safe
def sitemap(request):
    """Every public address, for search engines."""
    page_cache.allow(request)
    parts = {
        "addresses": Addresses(request),
        "clinics": ClinicSitemap(),
        "inks": InkSitemap(),
    }
    return sitemap_of(request, parts)


@login_not_required
@require_safe
def robots(request):
    """What search engines may read, and where the sitemap is.

    What stands here is never asked for. Pages that may be asked for and yet should not
    be found (the search itself, the gallery) say so themselves.
    """
    closed = [reverse("wagtailadmin_home"), "/health/"]
    for code, _name in settings.LANGUAGES:
        with override(code):
            closed += [reverse("account"), f"{reverse('search')}?"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@login_not_required
@require_safe
def share_picture(request, pk, version):
    """The picture of a page that is open to all, for whoever shares its address."""
    pages = Page.objects.live().public().filter(pk=pk).defer_streamfields()
    page = pages.specific().first()
    if not isinstance(page, BasePage):
        raise Http404
    picture = sharing.picture(page)
    if version != picture.version:
        return redirect(picture.path)
    response = HttpResponse(picture.png(), content_type="image/png")
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # shown elsewhere
    return response


class FaviconView(RedirectView):
    """Old browsers ask for this address whatever the page says."""

    permanent = False

    def get_redirect_url(self, *args, **kwargs):
        return static("ui/favicon.svg")


favicon = login_not_required(require_safe(FaviconView.as_view()))
