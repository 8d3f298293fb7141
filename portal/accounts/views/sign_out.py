"""Leaving."""

from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Sign-out that also empties what the browser kept of the signed-in pages."""

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
