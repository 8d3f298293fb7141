"""How to break the constraints of jobs and letters."""

from tests.factories import operations
from tests.house.violations.writing import NOON, one, twin

VIOLATIONS = {
    "job_runs_once_when_due": twin(operations.ScheduledRunFactory, "job", "due"),
    "mail_is_sent_or_given_up_not_both": one(
        operations.OutgoingMailFactory, sent_at=NOON, given_up_at=NOON
    ),
}
