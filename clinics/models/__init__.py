from clinics.models.clinic import Clinic
from clinics.models.membership import Membership

__all__ = ["Clinic", "Membership"]
