"""Every address of the site. Closed unless opened here by name."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.ui import views as ui_views

urlpatterns = [
    # Wagtail serves a login form of its own whatever its settings say; there is
    # one door, and it is ours.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login")),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_login")),
    path("cms/", include(wagtailadmin_urls)),
]
urlpatterns += i18n_patterns(
    path("gallery/", ui_views.gallery, name="gallery"),
    path("account/", include("allauth.urls")),
    path(
        "", include(decorate_urlpatterns(wagtail_urls.urlpatterns, login_not_required))
    ),
    prefix_default_language=False,
)
