"""What clinics add to the Wagtail admin."""

from wagtail import hooks

from clinics.views.misuse_admin import MisuseViewSet


@hooks.register("register_admin_viewset")
def misuse_reports():
    return MisuseViewSet()
