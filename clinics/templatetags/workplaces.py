"""Whether the header leads to a workspace; one query per person, none for readers."""

from django import template

from clinics import rules

register = template.Library()
register.filter("works_at_a_clinic", rules.works_at_a_clinic)
