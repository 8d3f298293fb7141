"""What of a person's care somebody may see. The rest answers 404, as if not there.

Each module is named after what is seen, and called through this one:
`access.reports.own_report(user, number)`.
"""

from aftercare.access import (
    attachments,
    clients,
    consents,
    devices,
    helping,
    joining,
    photos,
    plans,
    reports,
    sessions,
    treatments,
)

__all__ = [
    "attachments",
    "clients",
    "consents",
    "devices",
    "helping",
    "joining",
    "photos",
    "plans",
    "reports",
    "sessions",
    "treatments",
]
