"""Who gets what from the addresses of inks, bottles and laboratory reports."""

from tests.house import makers
from tests.house.matrix import (
    HANDS_IN_REPORTS,
    KEEPS_INKS,
    KEEPS_INKS_READS,
    MISSING,
    NO_VERB,
    YES,
    Row,
    everybody,
    signed_in,
)

ROWS: dict[str, Row] = {
    "inks:index": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "inks:ink": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.ink_on_show
    ),
    "inks:ink (of a draft)": Row(
        get=everybody(MISSING), post=everybody(NO_VERB), make=makers.ink_off_show
    ),
    "workspace:bottles": Row(
        get=KEEPS_INKS, post=KEEPS_INKS_READS, make=makers.of_team
    ),
    "workspace:bottle-add": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=makers.of_team,
        data={"maker": "M", "name": "N", "lot": "12", "received_on": "2026-11-20"},
    ),
    "workspace:bottle": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS_READS,
        make=makers.of_team_with(makers.bottle_at),
    ),
    "workspace:bottle-label": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=makers.of_team_with(makers.bottle_at),
        data={"batch": "yes"},
    ),
    "workspace:bottle-label-photo": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS_READS,
        make=makers.of_team_with(makers.photographed_bottle_at),
    ),
    "workspace:bottle-act": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=lambda person: (
            makers.of_team_with(makers.bottle_at)(person) | {"act": "empty"}
        ),
    ),
    "workspace:lab-reports": Row(
        get=KEEPS_INKS, post=KEEPS_INKS_READS, make=makers.of_team
    ),
    "workspace:lab-report-add": Row(
        get=HANDS_IN_REPORTS, post=HANDS_IN_REPORTS, make=makers.of_team
    ),
    "workspace:lab-report": Row(
        get=KEEPS_INKS,
        post=HANDS_IN_REPORTS,
        make=makers.of_team_with(makers.lab_report_at),
        data={"row-2-value": "0.1"},
    ),
    "workspace:lab-report-table": Row(
        get=HANDS_IN_REPORTS,
        post=HANDS_IN_REPORTS,
        make=makers.of_team_with(makers.lab_report_at),
        data={"pasted": "Lead;0.1;ppm"},
    ),
    "workspace:lab-report-submit": Row(
        get=signed_in(NO_VERB),
        post=HANDS_IN_REPORTS,
        make=makers.of_team_with(makers.lab_report_at),
    ),
    "workspace:lab-report-original": Row(
        get=KEEPS_INKS, post=KEEPS_INKS_READS, make=makers.lab_original_at
    ),
}
