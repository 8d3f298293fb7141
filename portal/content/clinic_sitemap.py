"""The profiles of listed clinics, for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from clinics.models import Clinic


class ClinicSitemap(Sitemap):
    """One entry per listed clinic and language, under the address from the settings."""

    i18n = True
    alternates = True

    def items(self):
        return Clinic.objects.listed().order_by("pk").only("slug")

    def location(self, item):
        return reverse("clinics:profile", args=[item.slug])

    def get_domain(self, site=None):
        return urlsplit(settings.BASE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.BASE_URL).scheme
