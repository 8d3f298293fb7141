"""How to break the constraints of the event log."""

from portal.audit.models import AuditHead
from tests.house.violations.writing import add

VIOLATIONS = {
    "audit_chain_has_one_end": lambda: add(AuditHead(only=2)),
}
