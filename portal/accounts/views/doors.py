"""Wagtail's own way in, walled up."""

from django.contrib.auth.decorators import login_not_required
from django.views.generic import RedirectView


def to(name: str):
    """A view that sends every request on to our page of that name.

    The query goes along, so `next` is kept; a body is dropped unread, so no
    password sent here ever opens a session.
    """
    return login_not_required(
        RedirectView.as_view(pattern_name=name, query_string=True)
    )
