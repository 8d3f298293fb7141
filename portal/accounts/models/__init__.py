from portal.accounts.models.consent import Consent
from portal.accounts.models.invitation import Invitation
from portal.accounts.models.user import User

__all__ = ["Consent", "Invitation", "User"]
