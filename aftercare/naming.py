"""What a person is called where the address is nobody's business."""

from django.utils.translation import gettext as _

from portal.accounts.models import User


def shown_name(user: User) -> str:
    """The name the person gave; never the address, which `str(user)` falls back on."""
    if user.is_erased:
        return str(user)  # that somebody has left, which no address tells
    return user.display_name or _("Somebody without a name")
