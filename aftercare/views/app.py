"""What makes a phone keep Today: the manifest, the worker, the answers it brings."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from aftercare import access, app_key
from aftercare.domain import late_ticks
from aftercare.forms.late_tick import LateTickForm

SIZES = (192, 512)


@login_not_required  # a browser asks for it without a session
@cache_control(max_age=3600)
@require_safe
def manifest(_request):
    """The name and the icons under which the phone installs it."""
    home = reverse("my:today")
    icons = [
        {
            "src": static(f"ui/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
        for purpose in ("any", "maskable")
    ]
    described = {
        "id": home,
        "name": _("Scalpwise: your care"),
        "short_name": "Scalpwise",
        "lang": get_language(),
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#faf8f3",
        "theme_color": "#0b585c",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@login_not_required  # the same for everybody; the browser asks by itself
@cache_control(no_cache=True)
@require_safe
def worker(request):
    """The worker, whose scope is the folder that its address stands in."""
    return render(
        request,
        "aftercare/app/worker.js",
        content_type="text/javascript; charset=utf-8",
    )


@require_POST
def tick(request):
    """One answer that was given offline; ours says what became of it."""
    form = LateTickForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"fate": "malformed"}, status=400)
    told = form.cleaned_data
    if told["person"] != app_key.of(request.user):
        return JsonResponse({"fate": "somebody else's"}, status=409)
    plan = access.plans.plan_of_day(request.user, told["on"])
    step = access.plans.step_of(plan, told["step"])
    try:
        fate = late_ticks.take(
            plan, step, form.answer, on=told["on"], key=told["key"], by=request.user
        )
    except late_ticks.SomebodyElses:
        return JsonResponse({"fate": "somebody else's"}, status=409)
    return JsonResponse({"fate": fate})
