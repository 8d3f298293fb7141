"""The profiles of listed clinics and the pages of inks, for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from clinics import public_inks
from clinics.models import Clinic


class OwnSitemap(Sitemap):
    """One entry per row and language, under the address from the settings."""

    i18n = True
    alternates = True

    def get_domain(self, site=None):
        return urlsplit(settings.BASE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.BASE_URL).scheme


class ClinicSitemap(OwnSitemap):
    def items(self):
        return Clinic.objects.listed().order_by("pk").only("slug")

    def location(self, item):
        return reverse("clinics:profile", args=[item.slug])


class InkSitemap(OwnSitemap):
    def items(self):
        return public_inks.on_show().order_by("pk")

    def location(self, item):
        return reverse("inks:ink", args=[item.maker.slug, item.slug])
