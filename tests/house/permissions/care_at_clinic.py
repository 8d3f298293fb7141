"""Who gets what from the addresses of a person's care in the workspace."""

from tests.house import care, makers
from tests.house.matrix import (
    FORBIDDEN,
    MISSING,
    NO_VERB,
    OWNERS,
    TEAM,
    Row,
    only,
    signed_in,
)
from tests.house.permissions.care_own import A_KEY

OF_THE_TEAM = only(*TEAM, others=MISSING)
KEEPS_PLANS = only("owner", "practitioner", others=MISSING) | {"frontdesk": FORBIDDEN}
RECORDS = only(*TEAM, others=MISSING)
RECORDS_READS = signed_in(NO_VERB)

ROWS: dict[str, Row] = {
    "clients:shown": Row(
        get=OF_THE_TEAM, post=signed_in(NO_VERB), make=care.treatment_shown()
    ),
    "clients:shown (taken back)": Row(
        get=signed_in(MISSING),
        post=signed_in(NO_VERB),
        make=care.treatment_shown(taken_back=True),
    ),
    "clients:shown (of an ended link)": Row(
        get=signed_in(MISSING),
        post=signed_in(NO_VERB),
        make=care.treatment_shown(ended=True),
    ),
    "clients:shown (to former members)": Row(
        get=only("owner", others=MISSING),
        post=signed_in(NO_VERB),
        make=care.treatment_shown(former=True),
    ),
    "inbox:photo": Row(get=RECORDS, post=RECORDS_READS, make=care.photo_of_team),
    "inbox:photo-small": Row(get=RECORDS, post=RECORDS_READS, make=care.photo_of_team),
    "inbox:photo (no longer allowed)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.photo_withdrawn
    ),
    "inbox:photo-small (no longer allowed)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.photo_withdrawn
    ),
    "inbox:photo (of an ended link)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.photo_of_ended_link
    ),
    "inbox:message-flag": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.message_of_client,
        data={"reason": "abuse", "text": "It threatens us."},
    ),
    "inbox:attachment": Row(
        get=RECORDS, post=RECORDS_READS, make=care.attachment_of_team
    ),
    "inbox:attachment (no longer allowed)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.attachment_withdrawn
    ),
    "inbox:attachment (of an ended link)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.attachment_of_ended_link
    ),
    "inbox:attachment-small": Row(
        get=RECORDS, post=RECORDS_READS, make=care.attachment_of_team
    ),
    "inbox:attachment-small (no longer allowed)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.attachment_withdrawn
    ),
    "inbox:attachment-small (of an ended link)": Row(
        get=signed_in(MISSING), post=RECORDS_READS, make=care.attachment_of_ended_link
    ),
    "figures:overview": Row(get=OWNERS, post=signed_in(NO_VERB), make=makers.of_team),
    "inbox:overview": Row(get=RECORDS, post=RECORDS_READS, make=makers.of_team),
    "inbox:report": Row(get=RECORDS, post=RECORDS_READS, make=care.report_of_team),
    "inbox:report (of an ended link)": Row(
        get=signed_in(MISSING),
        post=RECORDS_READS,
        make=care.report_of_ended_link,
    ),
    "inbox:read": Row(get=RECORDS_READS, post=RECORDS, make=care.report_of_team),
    "inbox:acknowledge": Row(
        get=RECORDS_READS,
        post=RECORDS,
        make=care.report_of_team,
        data={"seen": "0"},
    ),
    "inbox:reply": Row(
        get=RECORDS_READS,
        post=RECORDS,
        make=care.report_of_team,
        data={
            "seen": "0",
            "key": A_KEY,
            "text": "See a doctor.",
            "watch_for": "A fever.",
            "come_back": "Tomorrow.",
        },
    ),
    "inbox:contact": Row(
        get=RECORDS_READS,
        post=RECORDS,
        make=care.report_of_team,
        data={"seen": "0", "note": "It is better."},
    ),
    "inbox:raise": Row(
        get=RECORDS_READS,
        post=RECORDS,
        make=care.report_of_team,
        data={"seen": "0", "level": "4", "reason": "A fever came."},
    ),
    "inbox:resolve": Row(
        get=RECORDS_READS,
        post=RECORDS,
        make=care.report_to_resolve,
        data={"seen": "0", "outcome": "treated"},
    ),
    "inbox:resolve (of an ended link)": Row(
        get=RECORDS_READS,
        post=signed_in(MISSING),
        make=care.report_of_ended_link,
    ),
    "clients:overview": Row(
        get=OF_THE_TEAM, post=signed_in(NO_VERB), make=makers.of_team
    ),
    "clients:invite": Row(
        get=OF_THE_TEAM,
        post=OF_THE_TEAM,
        make=makers.of_team,
        data={"email": "somebody@example.com"},
    ),
    "clients:client": Row(
        get=OF_THE_TEAM, post=signed_in(NO_VERB), make=care.linked_client_of_team
    ),
    "clients:accept": Row(
        get=signed_in(NO_VERB), post=OF_THE_TEAM, make=care.asker_of_team
    ),
    "clients:end": Row(
        get=OF_THE_TEAM, post=OF_THE_TEAM, make=care.linked_client_of_team
    ),
    "clients:resend": Row(
        get=signed_in(NO_VERB), post=OF_THE_TEAM, make=care.letter_of_team
    ),
    "clients:withdraw": Row(
        get=signed_in(NO_VERB), post=OF_THE_TEAM, make=care.letter_of_team
    ),
    "clients:desk": Row(get=OF_THE_TEAM, post=signed_in(NO_VERB), make=makers.of_team),
    "clients:desk-make": Row(
        get=signed_in(NO_VERB), post=OF_THE_TEAM, make=makers.of_team
    ),
    "clients:desk-withdraw": Row(
        get=signed_in(NO_VERB), post=OF_THE_TEAM, make=makers.of_team
    ),
    "plans:overview": Row(
        get=KEEPS_PLANS, post=signed_in(NO_VERB), make=care.plan_of_team
    ),
    "plans:adopt": Row(get=signed_in(NO_VERB), post=KEEPS_PLANS, make=makers.of_team),
    "plans:add": Row(get=KEEPS_PLANS, post=KEEPS_PLANS, make=care.plan_of_team),
    "plans:step": Row(get=KEEPS_PLANS, post=KEEPS_PLANS, make=care.step_of_team),
    "plans:move": Row(
        get=signed_in(NO_VERB),
        post=KEEPS_PLANS,
        make=care.step_to_leave_out,
        data={"based_on": "1"},
    ),
    "treatments:overview": Row(get=RECORDS, post=RECORDS_READS, make=makers.of_team),
    "treatments:treatment": Row(
        get=RECORDS, post=RECORDS_READS, make=care.treatment_of_team
    ),
    "treatments:session": Row(
        get=RECORDS, post=RECORDS_READS, make=care.session_of_team()
    ),
    "treatments:session (of an ended link)": Row(
        get=signed_in(MISSING),
        post=RECORDS_READS,
        make=care.session_of_team(ended=True),
    ),
    "treatments:hand-over": Row(
        get=RECORDS_READS, post=RECORDS, make=care.session_of_team()
    ),
    "treatments:hand-over (of an ended link)": Row(
        get=RECORDS_READS,
        post=signed_in(MISSING),
        make=care.session_of_team(ended=True),
    ),
    "treatments:session-correct": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.session_of_team(),
        data={"no_ink_reason": "Only a talk."},
    ),
    "treatments:record": Row(
        get=RECORDS, post=RECORDS_READS, make=care.clinic_of_client
    ),
    "treatments:record-begin": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.client_of_team,
        data={"title": "Hairline"},
    ),
    "treatments:record-health": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.draft_of_team,
        data={"nothing": "on", "asked": "on"},
    ),
    "treatments:record-who": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.draft_of_team,
        data={"performed_on": "2026-11-20", "performed_around": "10:00"},
    ),
    "treatments:record-ink": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.draft_of_team,
        data={"no_ink_reason": "Only a talk."},
    ),
    "treatments:record-check": Row(get=RECORDS, post=RECORDS, make=care.draft_of_team),
    "treatments:record-discard": Row(
        get=RECORDS_READS, post=RECORDS, make=care.draft_of_team
    ),
}
