"""Small changes to allauth's forms before they are drawn."""

from django import template

register = template.Library()


@register.filter
def labelled(form):
    """The form without placeholders: each field has a label that stays in sight."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
