"""Evidence, handed to the team that handed it in and to who decides on it.

Each of these GETs writes one row: the log says who read what.
"""

from django.http import Http404
from django.views.decorators.http import require_safe

from clinics import access
from clinics.domain import evidence as domain
from portal.files import names, serving

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


@require_safe
@serving.hands_out
def file(request, key):
    """The file, to be saved."""
    evidence = access.evidence_to_read(request.user, key)
    content = domain.read(evidence, by=request.user)
    name = names.with_ending(evidence.name, ENDINGS[evidence.media_type])
    return serving.attachment(content, media_type=evidence.media_type, name=name)


@require_safe
@serving.hands_out
def page(request, key, page):
    """One page as a picture, counted from 1."""
    evidence = access.evidence_to_read(request.user, key)
    if not 1 <= page <= evidence.pages:
        raise Http404
    return serving.picture(domain.read_page(evidence, page, by=request.user))
