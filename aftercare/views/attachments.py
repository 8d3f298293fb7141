"""Files of the messages of a report, handed to both sides."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aftercare import access
from aftercare.domain import attachments
from clinics import access as clinic_access
from clinics.rules import Right
from portal.files import serving


@never_cache
@require_safe
@serving.hands_out
def own(request, key, *, small=False):
    """A file in a thread of one's own, whoever sent it."""
    found = access.attachments.own_attachment(request.user, key)
    return _handed(found, attachments.read(found, small=small))


@never_cache
@require_safe
@serving.hands_out
def at_clinic(request, clinic, number, key, *, small=False):
    """A file in a thread of the clinic; each look is written down."""
    clinic = clinic_access.workplace(request.user, clinic, Right.ANSWER_REPORTS)
    found = access.attachments.attachment_at(clinic, number, key)
    content = attachments.read_at_clinic(found, small=small, by=request.user)
    return _handed(found, content)


def _handed(found, content):
    """A picture is shown; a PDF, which is as it came, is only saved."""
    if found.is_picture:
        return serving.picture(content)
    return serving.attachment(content, media_type=found.media_type, name=found.name)
