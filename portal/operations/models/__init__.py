from portal.operations.models.mail import OutgoingMail
from portal.operations.models.work import ScheduledRun, Worker

__all__ = ["OutgoingMail", "ScheduledRun", "Worker"]
