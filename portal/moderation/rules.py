"""Who sees the register from inside, and who decides there."""

from clinics import rules as clinic_rules
from portal.accounts import rules as account_rules


def sees_clinics(user) -> bool:
    """Reads the sheet of every clinic, whatever its status."""
    return (
        clinic_rules.decides_about_clinics(user)
        or account_rules.is_moderator(user)
        or account_rules.is_admin(user)
    )


def leads(user) -> bool:
    """Sees how alike and how fast reviewers decide."""
    return account_rules.is_moderator(user) or account_rules.is_admin(user)
