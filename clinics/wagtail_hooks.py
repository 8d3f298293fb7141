"""What clinics add to the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from clinics.models import CertificationType
from clinics.views.kinds import KindViewSet
from clinics.views.misuse_admin import MisuseViewSet

register_snippet(KindViewSet)


@hooks.register("register_admin_viewset")
def misuse_reports():
    return MisuseViewSet()


@hooks.register("construct_snippet_action_menu")
def publish_kinds_by_review_only(menu_items, request, context):
    """A superuser is shown no button that would refuse."""
    if context["model"] is CertificationType:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
