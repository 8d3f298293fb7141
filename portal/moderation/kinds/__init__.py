"""The registry: every kind of item that waits for one of us.

The list, the counts, the claims and the permission test all walk it. A new kind is a
module of its own with a `KIND`, and a line here.
"""

from portal.moderation.kinds import (
    appeal,
    certification,
    clinic,
    lab_report,
    message,
    misuse,
    outside_report,
    proposal,
    reply,
    report,
    second_look,
    step_reason,
)
from portal.moderation.kinds.kind import After, Deed, Kind, Stored, WorkingDays

__all__ = ["KINDS", "After", "Deed", "Kind", "Stored", "WorkingDays"]

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        certification.KIND,
        clinic.KIND,
        lab_report.KIND,
        misuse.KIND,
        proposal.KIND,
        reply.KIND,
        appeal.KIND,
        second_look.KIND,
        step_reason.KIND,
        outside_report.KIND,
        report.KIND,
        message.KIND,
    )
}
