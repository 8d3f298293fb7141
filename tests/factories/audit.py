"""Audit events, written the only way they can be."""

from portal.audit.domain import audit


def event(**overrides):
    """One event in the chain; keywords go to `audit.note`."""
    return audit.note(**({"verb": "page published"} | overrides))
