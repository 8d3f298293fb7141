"""Reminders: a person's own wishes, and the way out that stands in each letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from aftercare import access, opting_out, push
from aftercare.domain import push_subscriptions, wishes
from aftercare.forms.reminders import DeviceForm, RemindersForm
from aftercare.views import frame

ASKED = ["GET", "HEAD", "POST"]
ONE_CLICK = "List-Unsubscribe"  # what a mail program sends by itself, RFC 8058


@never_cache
@require_http_methods(ASKED)
def overview(request):
    """Whether, by which way and when; sent back, it is kept."""
    wish = wishes.of(request.user)
    form = RemindersForm(request.POST or None, wish=wish)
    if request.method == "POST" and form.is_valid():
        wishes.change(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your reminders are set."))
        return redirect("my:reminders")
    context = {
        "form": form,
        "person": request.user,
        "push_key": push.public_key() if push.is_on() else "",
        "devices": access.devices.devices_of(request.user).count(),
    }
    template = "aftercare/reminders/overview.html"
    return frame.show(request, template, context, here="today")


@never_cache
@require_POST
def devices(request):
    """Add the device that asks, or forget all of one's own."""
    if request.POST.get("act") == "remove":
        push_subscriptions.remove_all(by=request.user)
        messages.success(request, _("No device is reminded any more."))
        return redirect("my:reminders")
    form = DeviceForm(request.POST)
    if push.is_on() and form.is_valid():
        push_subscriptions.add(**form.cleaned_data, by=request.user)
        messages.success(request, _("This device is reminded from now on."))
    else:
        messages.error(request, _("This device could not be added."))
    return redirect("my:reminders")


@csrf_exempt  # a mail program has no token, and the address is the permission
@login_not_required
@never_cache
@require_http_methods(ASKED)
def off(request, token):
    """One button that ends the letters; programs post to the same address."""
    person = opting_out.person_behind(token)
    if person is not None and request.method == "POST":
        wishes.end_letters(person)
        if ONE_CLICK in request.POST:
            return HttpResponse(_("No more reminders come by e-mail."))
        return redirect(request.path)
    context = {
        "is_known": person is not None,
        "is_on": person is not None and wishes.of(person).by_email,
    }
    answer = render(
        request,
        "aftercare/reminders/off.html",
        context,
        status=404 if person is None else 200,
    )
    answer["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer
