"""The page that the link of a test message opens."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinics.domain import contacts


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Show what is asked; a POST confirms. Mail programs that look ahead do not."""
    if request.method == "POST":
        contacts.confirm(token)
        return redirect("contact-confirm", token)
    contact = contacts.waiting(token)
    context = {"contact": contact}
    status = 404 if contact is None else 200
    return render(request, "clinics/contact_confirm.html", context, status=status)
