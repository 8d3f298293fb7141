"""What a person sees who tried too often."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def too_many_requests(request):
    """Called by allauth when one of its limits is reached."""
    return render(request, "accounts/too_many_requests.html", status=429)
