"""Who gets what from the addresses of the event log."""

from tests.house.matrix import ADMIN_ONLY, ADMIN_READS, Row

ROWS: dict[str, Row] = {
    "audit:report": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "audit:report-results": Row(get=ADMIN_ONLY, post=ADMIN_READS),
}
