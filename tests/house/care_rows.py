"""Who gets what from the addresses of a person's care: both of client and of clinic."""

from tests.house import care, makers
from tests.house.matrix import (
    FORBIDDEN,
    MISSING,
    NO_VERB,
    OWNERS,
    TEAM,
    YES,
    Row,
    everybody,
    only,
    signed_in,
)

OF_THE_CLIENT = only("client", others=MISSING)
OF_THE_TEAM = only(*TEAM, others=MISSING)


KEEPS_PLANS = only("owner", "practitioner", others=MISSING) | {"frontdesk": FORBIDDEN}


HELPS = only("other_client", others=MISSING)
NO_HELPER = signed_in(MISSING)
HELPING = {
    "today": ("helper",),
    "plan": ("helper",),
    "day": ("helper", "on"),
    "step": ("helper", "on", "slug"),
}


def helping_rows() -> dict[str, Row]:
    """Each page of a helper: for the one who helps, and for one who was let go."""
    rows = {}
    for name, names in HELPING.items():
        acts = name in {"day", "step"}
        rows[f"helping:{name}"] = Row(
            get=HELPS,
            post=HELPS if acts else signed_in(NO_VERB),
            make=care.helper_of_client(names=names),
            data={"outcome": "done", "step": "keep-dry"},
        )
        rows[f"helping:{name} (of a removed helper)"] = Row(
            get=NO_HELPER,
            post=NO_HELPER if acts else signed_in(NO_VERB),
            make=care.helper_of_client(names=names, removed=True),
            data={"outcome": "done", "step": "keep-dry"},
        )
    return rows


A_KEY = "0b5d6a5e-0000-4000-8000-000000000001"
RECORDS = only(*TEAM, others=MISSING)
RECORDS_READS = signed_in(NO_VERB)


ROWS: dict[str, Row] = {
    "my:sharing-clinic": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.link_of_client
    ),
    "my:sharing-treatment": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.treatment_to_show,
        data={"act": "show"},
    ),
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
    "my:helper": Row(
        get=signed_in(YES), post=signed_in(YES), data={"email": "new@example.com"}
    ),
    "my:helper-ticks": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.helper_of_client(names=("pk",)),
        data={"act": "allow"},
    ),
    "my:helper-end": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.helper_of_client(names=("pk",)),
    ),
    "my:helper-resend": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.letter_to_helper()
    ),
    "my:helper-withdraw": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.letter_to_helper()
    ),
    "helping:overview": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "helping:leave": Row(
        get=signed_in(NO_VERB),
        post=HELPS,
        make=care.helper_of_client(names=("helper",)),
    ),
    **helping_rows(),
    "my:report": Row(
        get=signed_in(YES), post=signed_in(YES), data={"key": A_KEY, "trend": "better"}
    ),
    "my:report-outside": Row(
        get=signed_in(YES),
        post=signed_in(YES),
        make=care.who_may_report_outside,
        data={"key": A_KEY, "trend": "better", "no_day": "on"},
    ),
    "my:report-outside-begin": Row(get=signed_in(YES), post=signed_in(YES)),
    "my:report-shown (about a clinic that is not here)": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.outside_report_of_client
    ),
    "my:report-late": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
    "my:reports": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:report-shown": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.report_of_client
    ),
    "my:report-write": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.report_of_client,
        data={"key": A_KEY, "text": "Is this all right?"},
    ),
    "my:report-read": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.report_of_client
    ),
    "my:report-reopen": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.report_that_healed
    ),
    "my:report-photos": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.report_of_client
    ),
    "my:photos-allow": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.report_of_client,
        data={"text_version": "2026-11-23.1"},
    ),
    "my:photo-add": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.view_of_report
    ),
    "my:photo-remove": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.view_of_report
    ),
    "my:photos": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:photo": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.photo_of_client
    ),
    "my:photo-small": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.photo_of_client
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
    "my:message-flag": Row(
        get=OF_THE_CLIENT,
        post=OF_THE_CLIENT,
        make=care.message_of_clinic,
        data={"reason": "rude", "text": "It calls me a coward."},
    ),
    "inbox:message-flag": Row(
        get=RECORDS,
        post=RECORDS,
        make=care.message_of_client,
        data={"reason": "abuse", "text": "It threatens us."},
    ),
    "my:attachment": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.attachment_of_client
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
    "my:attachment-small": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.attachment_of_client
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
    "my:sharing": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:sharing-end": Row(
        get=OF_THE_CLIENT, post=OF_THE_CLIENT, make=care.link_of_client
    ),
    "my:consent": Row(
        get=signed_in(NO_VERB),
        post=signed_in(YES),
        make=lambda person: {"purpose": "care"},
    ),
    "my:join": Row(get=OF_THE_CLIENT, post=OF_THE_CLIENT, make=care.offer_to_client),
    "my:decline": Row(
        get=signed_in(NO_VERB), post=OF_THE_CLIENT, make=care.offer_to_client
    ),
    "my:ask": Row(get=signed_in(YES), post=signed_in(YES), make=care.clinic_to_ask),
    "my:desk": Row(get=signed_in(YES), post=signed_in(YES), make=care.code_at_desk),
    "my:data": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:data-pdf": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:data-print": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:data-json": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:data-fhir": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:data-erase": Row(get=signed_in(YES), post=signed_in(YES)),
    "my:data-stay": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
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
    "my:today": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:plan": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:plan-earlier": Row(
        get=OF_THE_CLIENT,
        post=signed_in(NO_VERB),
        make=care.plan_of_client_by_number,
    ),
    "my:day": Row(
        get=OF_THE_CLIENT,
        post=OF_THE_CLIENT,
        make=care.day_of_client,
        data={"step": ["keep-dry", "no-sun"]},
    ),
    "my:step": Row(
        get=OF_THE_CLIENT,
        post=OF_THE_CLIENT,
        make=care.step_of_client,
        data={"outcome": "done"},
    ),
    "my:calendar": Row(get=signed_in(YES), post=signed_in(YES), data={"act": "make"}),
    "my:calendar-file": Row(
        get=only("client", others=MISSING),
        post=signed_in(NO_VERB),
        make=lambda person: care.plan_of_client(person) and {},
    ),
    "my:sheet": Row(
        get=only("client", others=MISSING),
        post=signed_in(NO_VERB),
        make=lambda person: care.plan_of_client(person) and {},
    ),
    "my:reminders": Row(
        get=signed_in(YES),
        post=signed_in(YES),
        data={"hour": 9, "quiet_from": 21, "quiet_until": 8},
    ),
    "my:reminders-off": Row(
        get=everybody(YES), post=everybody(YES), make=care.way_out_of_client
    ),
    "my:devices": Row(
        get=signed_in(NO_VERB), post=signed_in(YES), data={"act": "remove"}
    ),
    "my:manifest": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "my:worker": Row(get=everybody(YES), post=everybody(NO_VERB)),
    # Whose tick it is is asked in tests/aftercare/test_late_ticks.py.
    "my:tick": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
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
    "my:health": Row(get=signed_in(YES), post=signed_in(YES), data={"nothing": "on"}),
    "my:passport": Row(get=signed_in(YES), post=signed_in(NO_VERB)),
    "my:passport-link": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
    "my:passport-link-withdraw": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
    "my:passport-receive": Row(
        get=signed_in(NO_VERB),
        post=only("client", others=MISSING),
        make=care.session_handed_over,
    ),
}
