"""The review screen of a certification."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.moderation import access
from portal.moderation.domain import claims


@require_safe
def certification(request, pk):
    """What was handed in, for a reviewer."""
    paper = access.certification_to_review(request.user, pk)
    context = {"paper": paper, "claim": claims.alive("certification", pk)}
    return TemplateResponse(request, "moderation/certification.html", context)
