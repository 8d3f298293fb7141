"""One way to break each constraint of ours, past every check that Python makes.

A row stands in the module named after the factories that make what it breaks.
"""

from tests.house.violations import (
    accounts,
    aftercare,
    audit,
    clinics,
    content,
    inks,
    moderation,
    operations,
    plans,
    reminders,
    reports,
)

VIOLATIONS = {
    **accounts.VIOLATIONS,
    **aftercare.VIOLATIONS,
    **audit.VIOLATIONS,
    **clinics.VIOLATIONS,
    **content.VIOLATIONS,
    **inks.VIOLATIONS,
    **moderation.VIOLATIONS,
    **operations.VIOLATIONS,
    **plans.VIOLATIONS,
    **reminders.VIOLATIONS,
    **reports.VIOLATIONS,
}
