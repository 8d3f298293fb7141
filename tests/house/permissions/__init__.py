"""Who gets what from each of our own addresses: the permission matrix, as data.

An address of ours without a row fails, and so does a row without its address. A row
stands in the module of its app; clinics and aftercare have several, by subject. What
Wagtail brings is grouped in admin_screens.py, each group with its reason.
"""

from tests.house.matrix import Row
from tests.house.permissions import (
    accounts,
    audit,
    care_at_clinic,
    care_own,
    certifications,
    clinics,
    content,
    inks,
    moderation,
    open_data,
    operations,
    ui,
)

ROWS: dict[str, Row] = {
    **accounts.ROWS,
    **audit.ROWS,
    **care_at_clinic.ROWS,
    **care_own.ROWS,
    **certifications.ROWS,
    **clinics.ROWS,
    **content.ROWS,
    **inks.ROWS,
    **moderation.ROWS,
    **open_data.ROWS,
    **operations.ROWS,
    **ui.ROWS,
}
