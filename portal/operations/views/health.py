"""For the platform: is this process alive, and may it have visitors?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operations.domain import health


@login_not_required
@never_cache
@require_safe
def live(request):
    """The process answers. Says nothing of its neighbours: a restart mends none."""
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request):
    failed = health.failed()
    if failed:
        return JsonResponse({"status": "failed", "failed": failed}, status=503)
    return JsonResponse({"status": "ready"})
