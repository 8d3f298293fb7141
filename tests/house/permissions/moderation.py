"""Who gets what from the addresses of the moderators' queue and screens."""

from tests.house import care, makers
from tests.house.matrix import (
    LEADS,
    LEADS_READ,
    LOOK_AFTER,
    LOOK_AFTER_READS,
    MISSING,
    MISUSE,
    MODERATORS,
    NO_VERB,
    REVIEWERS,
    STAFF,
    Row,
)

ROWS: dict[str, Row] = {
    "queue:lab-report": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=makers.lab_report_to_review,
        data={"act": "accept"},
    ),
    "queue:lab-report-original": Row(
        get=REVIEWERS,
        post=REVIEWERS | dict.fromkeys(STAFF, NO_VERB),
        make=lambda person: makers.lab_report_to_review(person) | {"of_round": 1},
    ),
    "moderation:clinics": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinics-results": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinic": Row(
        get=LOOK_AFTER,
        post=LOOK_AFTER_READS,
        make=makers.clinic_to_decide_about,
    ),
    "moderation:timeline": Row(
        get=LOOK_AFTER, post=LOOK_AFTER_READS, make=makers.clinic_to_decide_about
    ),
    "moderation:paper": Row(
        get=LOOK_AFTER, post=LOOK_AFTER_READS, make=makers.paper_to_look_at
    ),
    "moderation:paper-act": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=lambda person: makers.paper_to_look_at(person) | {"act": "lift"},
        data={"text": "It was explained."},
    ),
    "moderation:proposal": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=makers.waits_for_a_reviewer("ProposalFactory"),
    ),
    "moderation:reply": Row(
        get=REVIEWERS, post=REVIEWERS, make=makers.waits_for_a_reviewer("ReplyFactory")
    ),
    "moderation:appeal": Row(
        get=REVIEWERS, post=REVIEWERS, make=makers.waits_for_a_reviewer("AppealFactory")
    ),
    "moderation:proposal (close to its clinic)": Row(
        get=REVIEWERS | {"reviewer": MISSING},
        post=REVIEWERS | {"reviewer": MISSING},
        make=makers.waits_near_a_reviewer("ProposalFactory"),
    ),
    "moderation:reply (close to its clinic)": Row(
        get=REVIEWERS | {"reviewer": MISSING},
        post=REVIEWERS | {"reviewer": MISSING},
        make=makers.waits_near_a_reviewer("ReplyFactory"),
    ),
    "moderation:appeal (close to its clinic)": Row(
        get=REVIEWERS | {"reviewer": MISSING},
        post=REVIEWERS | {"reviewer": MISSING},
        make=makers.waits_near_a_reviewer("AppealFactory"),
    ),
    "moderation:second-look": Row(
        get=REVIEWERS, post=REVIEWERS, make=makers.second_look_to_take
    ),
    "queue:step-reason": Row(
        get=MISUSE,
        post=MISUSE,
        make=care.step_reason_to_see,
        data={"act": "seen"},
    ),
    "queue:report": Row(
        get=MODERATORS,
        post=MODERATORS,
        make=care.report_with_moderators,
        data={"act": "close", "close-conclusion": "Somebody called."},
    ),
    "queue:report (raised for its note)": Row(
        get=MODERATORS,
        post=MODERATORS,
        make=care.report_for_its_note,
        data={"act": "raise", "raise-level": "3", "raise-reason": "It sounds bad."},
    ),
    "queue:message": Row(
        get=MODERATORS,
        post=MODERATORS,
        make=care.flag_with_moderators,
        data={"act": "decide", "say-decision": "nothing", "say-note": "It is fine."},
    ),
    "queue:report (about a clinic that is not here)": Row(
        get=MODERATORS,
        post=MODERATORS,
        make=care.outside_report_with_moderators,
        data={"act": "close", "close-conclusion": "Nothing was possible."},
    ),
    "moderation:agreement": Row(get=LEADS, post=LEADS_READ),
    "moderation:clinic-act": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=lambda person: makers.clinic_to_decide_about(person) | {"act": "suspend"},
    ),
    "queue:items": Row(
        get=MISUSE, post=LOOK_AFTER_READS, make=makers.item_in_the_queue
    ),
    "queue:certification": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=makers.paper_to_decide_on,
        data={"act": "accept"},
    ),
    "queue:certification-preview": Row(
        get=REVIEWERS,
        post=LOOK_AFTER_READS,
        make=makers.paper_to_decide_on,
    ),
    "queue:claim": Row(
        get=REVIEWERS, post=REVIEWERS, make=makers.item_to_claim, data={"act": "take"}
    ),
}
