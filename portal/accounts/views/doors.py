"""Wagtail's own way in, walled up."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.views.generic import RedirectView


def to(name: str):
    """A view that sends every request on to our page of that name.

    The query goes along, so `next` is kept; a body is dropped unread, so no
    password sent here ever opens a session.
    """
    return login_not_required(
        RedirectView.as_view(pattern_name=name, query_string=True)
    )


def with_key(view):
    """A screen of the admin that refuses people who have signed in without its key.

    Wagtail sends them to the door, which knows them and sends them back.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
