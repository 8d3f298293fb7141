"""Who gets what from the addresses of one's own care, and of the people one helps."""

from tests.house import care
from tests.house.matrix import MISSING, NO_VERB, YES, Row, everybody, only, signed_in

OF_THE_CLIENT = only("client", others=MISSING)
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

ROWS: dict[str, Row] = {
    "calendar-feed": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=care.calendar_of_client
    ),
    "passport-shown": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=care.passport_of_client
    ),
    "my:sharing-clinic": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.link_of_client
    ),
    "my:sharing-treatment": Row(
        get=signed_in(NO_VERB),
        post=OF_THE_CLIENT,
        make=care.treatment_to_show,
        data={"act": "show"},
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
    "my:message-flag": Row(
        get=OF_THE_CLIENT,
        post=OF_THE_CLIENT,
        make=care.message_of_clinic,
        data={"reason": "rude", "text": "It calls me a coward."},
    ),
    "my:attachment": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.attachment_of_client
    ),
    "my:attachment-small": Row(
        get=OF_THE_CLIENT, post=signed_in(NO_VERB), make=care.attachment_of_client
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
    "my:tick": Row(get=signed_in(NO_VERB), post=signed_in(YES)),
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
