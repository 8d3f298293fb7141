"""Addresses of one desk, whoever sits at it."""

from django import template

register = template.Library()


@register.simple_tag
def at(desk, name, *args):
    """`{% at desk "certification" paper.pk %}`."""
    return desk.url(name, *args)
