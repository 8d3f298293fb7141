"""Every address of the site. Closed unless opened here by name."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from aftercare.views import calendars
from clinics.views import application
from clinics.views.contact import confirm as confirm_contact
from clinics.views.register import practitioner
from portal.accounts.views import doors, limits, people
from portal.content.check.views import check
from portal.content.search.views import search
from portal.content.views import feed
from portal.content.views import serve as serve_page
from portal.operations.views import errors
from portal.ui import views as ui_views

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = limits.too_many_requests  # asked for by allauth, not by Django
handler500 = errors.server_error

urlpatterns = [
    # Wagtail serves login forms of its own, here and at _util/login/, whatever its
    # settings say; there is one door, and it is ours.
    path("cms/login/", doors.to("account_login")),
    re_path(r"^cms/password_reset/", doors.to("account_login")),
    path(
        "cms/account/",
        doors.with_key(require_admin_access(people.AdminPreferences.as_view())),
    ),
    path(
        "cms/",
        include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, doors.with_key)),
    ),
    path("", include("portal.operations.urls")),
    path("", include("portal.content.urls")),
    path("", include("clinics.urls.statements")),
    path("evidence/", include("clinics.urls.evidence")),
    path("api/v1/", include("clinics.urls.api")),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar-feed"),
]
urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    path("feed/", feed, name="feed"),
    path("gallery/", ui_views.gallery, name="gallery"),
    path("check/", check, name="check"),
    path("v/", include("clinics.urls.verification")),
    path("clinics/apply/", application.apply, name="clinic-apply"),
    path("clinics/terms/", application.terms, name="clinic-terms"),
    path("clinics/", include("clinics.urls.register")),
    path("inks/", include("clinics.urls.public_inks")),
    path("practitioners/<slug:slug>/", practitioner, name="practitioner"),
    path("my/", include("aftercare.urls.my")),
    path("helping/", include("aftercare.urls.helping")),
    path("workspace/<slug:clinic>/clients/", include("aftercare.urls.clients")),
    path("workspace/<slug:clinic>/figures/", include("aftercare.urls.figures")),
    path("workspace/<slug:clinic>/inbox/", include("aftercare.urls.inbox")),
    path("workspace/<slug:clinic>/plans/", include("aftercare.urls.clinic_plans")),
    path("workspace/<slug:clinic>/treatments/", include("aftercare.urls.treatments")),
    path("workspace/", include("clinics.urls.workspace")),
    path("passport/", include("aftercare.urls.passport")),
    path("practitioner/", include("clinics.urls.practitioner")),
    path("urgent-contact/<str:token>/", confirm_contact, name="contact-confirm"),
    path("feedback/", include("portal.content.feedback.urls")),
    path("account/", include("portal.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("_util/login/", doors.to("account_login")),
    # Before Wagtail's own pattern of that name, which it shadows.
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path(
        "", include(decorate_urlpatterns(wagtail_urls.urlpatterns, login_not_required))
    ),
    prefix_default_language=False,
)
