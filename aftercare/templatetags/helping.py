"""Addresses of a plan: the person's own under /my/, or a helper's under /helping/."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def plan_url(helped, name: str, *args) -> str:
    """Where a page of the plan is; `helped` is a Helper, or None for one's own."""
    if helped is None:
        return reverse(f"my:{name}", args=args)
    return reverse(f"helping:{name}", args=[helped.pk, *args])
