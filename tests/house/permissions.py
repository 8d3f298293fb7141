"""Who gets what from each of our own addresses: the permission matrix, as data.

An address of ours without a row fails, and so does a row without its address. What
Wagtail and allauth bring is grouped further down, each group with its reason.
"""

from tests.factories.clinics import CertificationTypeFactory
from tests.house import care, care_rows, makers
from tests.house.makers import CANARY
from tests.house.matrix import (
    ADMIN_ONLY,
    ADMIN_READS,
    EVIDENCE,
    EVIDENCE_READ,
    FORBIDDEN,
    GONE,
    HANDS_IN_REPORTS,
    KEEPS_INKS,
    KEEPS_INKS_READS,
    LEADS,
    LEADS_READ,
    LOOK_AFTER,
    LOOK_AFTER_READS,
    MISSING,
    MISUSE,
    MISUSE_READS,
    MISUSE_TOLD,
    MODERATORS,
    NO_VERB,
    OFF_THE_LIST,
    OPEN_DATA,
    OWN_PAPERS,
    OWNER_ONLY,
    OWNERS,
    REVIEWERS,
    STAFF,
    TEAM,
    WHO_DECIDES,
    WRITERS,
    WRITERS_READ,
    YES,
    Cells,
    Row,
    everybody,
    only,
    signed_in,
)


def papers_at(prefix: str, see: Cells, hand_in: Cells, **make) -> dict[str, Row]:
    """The addresses of one desk: some show, some ask, some act."""
    name = f"{prefix}certification"
    shows, no_get = signed_in(NO_VERB), signed_in(NO_VERB)
    return {
        f"{name}s": Row(get=see, post=shows, make=make["desk"]),
        f"{name}-kinds": Row(get=hand_in, post=shows, make=make["desk"]),
        f"{name}-begin": Row(get=hand_in, post=hand_in, make=make["kind"]),
        name: Row(get=see, post=shows, make=make["paper"]()),
        f"{name}-edit": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-renew": Row(get=hand_in, post=hand_in, make=make["renewal"]),
        f"{name}-submit": Row(get=no_get, post=hand_in, make=make["paper"]()),
        f"{name}-withdraw": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-upload": Row(
            get=no_get, post=hand_in, make=make["paper"](slot="licence")
        ),
        f"{name}-remove": Row(get=no_get, post=hand_in, make=make["paper"](key=NO_KEY)),
    }


NO_KEY = "00000000-0000-4000-8000-000000000008"


ROWS: dict[str, Row] = {
    **care_rows.ROWS,
    "account-invitation (expired, to a helper)": Row(
        get=everybody(GONE), post=everybody(GONE), make=care.expired_letter
    ),
    "calendar-feed": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=care.calendar_of_client
    ),
    "passport-shown": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=care.passport_of_client
    ),
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
    **papers_at(
        "workspace:",
        EVIDENCE,
        OWNERS,
        desk=makers.of_team,
        kind=makers.kind_to_hand_in,
        paper=makers.paper_handed_in,
        renewal=makers.paper_to_renew,
    ),
    **papers_at(
        "practitioner-own-",
        OWN_PAPERS,
        OWN_PAPERS,
        desk=makers.own_practice_there,
        kind=makers.own_kind_to_hand_in,
        paper=makers.own_paper_handed_in,
        renewal=makers.own_paper_handed_in(renews=True),
    ),
    "api:certification": Row(
        **OPEN_DATA, make=makers.paper_in_open_data(in_force=True)
    ),
    "api:certification (draft)": Row(
        **OFF_THE_LIST, make=makers.paper_in_open_data(number=CANARY)
    ),
    "api:certifications-csv": Row(**OPEN_DATA),
    "api:clinic": Row(**OPEN_DATA, make=makers.clinic_in_open_data("listed")),
    "api:clinic (draft)": Row(**OFF_THE_LIST, make=makers.clinic_in_open_data("draft")),
    "api:clinic (unlisted)": Row(
        **OFF_THE_LIST, make=makers.clinic_in_open_data("unlisted")
    ),
    "api:clinic-certifications": Row(
        **OPEN_DATA, make=makers.clinic_in_open_data("listed")
    ),
    "api:clinic-certifications (draft)": Row(
        **OFF_THE_LIST, make=makers.clinic_in_open_data("draft")
    ),
    "api:clinics": Row(**OPEN_DATA),
    "api:clinics-csv": Row(**OPEN_DATA),
    "api:openapi": Row(**OPEN_DATA),
    "api:type": Row(
        **OPEN_DATA,
        make=lambda person: {"code": CertificationTypeFactory(code="APC").code},
    ),
    "api:types": Row(**OPEN_DATA),
    "account": Row(get=signed_in(YES), post=signed_in(YES)),
    "account-consent": Row(
        get=signed_in(NO_VERB),
        post=signed_in(YES),
        make=makers.consent_given,
        data={"act": "withdraw"},
    ),
    "account-session-end": Row(
        get=signed_in(NO_VERB),
        post=only("client", others=MISSING),
        make=makers.session_of_client,
    ),
    "account-invitation": Row(
        get=everybody(MISSING) | {"anonymous": YES, "client": YES},
        post=everybody(MISSING) | {"anonymous": YES, "client": YES},
        make=makers.invitation_of_client,
    ),
    "account_logout": Row(get=everybody(YES), post=everybody(YES)),
    "audit:report": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "audit:report-results": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "check": Row(get=everybody(YES), post=everybody(YES), data={"temp": "38.5"}),
    "due_for_review": Row(get=WRITERS, post=WRITERS_READ),
    "due_for_review_results": Row(get=WRITERS, post=WRITERS_READ),
    "feed": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page_in_the_tree
    ),
    "evidence:file": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True),
    ),
    "evidence:file (draft)": Row(
        get=EVIDENCE, post=EVIDENCE_READ, make=makers.evidence_of_team(frozen=False)
    ),
    "evidence:page": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True, page=1),
    ),
    "evidence:page (of none)": Row(
        get=signed_in(MISSING),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True, page=2),
    ),
    "favicon": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "readability": Row(get=WRITERS, post=WRITERS_READ),
    "readability_results": Row(get=WRITERS, post=WRITERS_READ),
    "feedback": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.page_to_answer,
        data={"answer": "yes"},
    ),
    "feedback-comment": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.answer_to_comment_on,
        data={"comment": "The table"},
    ),
    "feedback-thanks": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page_to_answer
    ),
    "page_comment_act": Row(
        get=signed_in(FORBIDDEN) | dict.fromkeys(STAFF, NO_VERB),
        post=WRITERS,
        make=makers.comment_to_deal_with,
    ),
    "page_comments": Row(get=WRITERS, post=WRITERS_READ),
    "page_comments_results": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback_results": Row(get=WRITERS, post=WRITERS_READ),
    "robots": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search_misses": Row(get=WRITERS, post=WRITERS_READ),
    "search_misses_results": Row(get=WRITERS, post=WRITERS_READ),
    "sources": Row(get=WRITERS, post=WRITERS_READ),
    "sources_results": Row(get=WRITERS, post=WRITERS_READ),
    "sitemap": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "translations_behind": Row(get=WRITERS, post=WRITERS_READ),
    "translations_behind_results": Row(get=WRITERS, post=WRITERS_READ),
    "statement": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "statement-key": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.key_that_signs
    ),
    "statement-keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:find": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:page": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "verification:page (nobody's)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"code": "8K2M-4T7Q-WXX9"},
    ),
    "verification:badge": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "verification:report": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.public_paper,
        data=MISUSE_TOLD,
    ),
    "misuse_reports:index": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:index_results": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:report": Row(
        get=MISUSE,
        post=MISUSE,
        make=makers.misuse_reported,
        data={"note": "Taken down."},
    ),
    "workspace:certification-share": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "workspace:certification-poster": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "workspace:certification-poster-pdf": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "wagtail_serve (published)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page(published=True)
    ),
    "wagtail_serve (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.page(published=False),
    ),
    "clinics:directory": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "clinics:profile (listed)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.clinic_on_show
    ),
    "clinics:profile (unlisted)": Row(
        get=everybody(MISSING) | dict.fromkeys(WHO_DECIDES, YES),
        post=everybody(NO_VERB),
        make=makers.clinic_off_show("unlisted"),
    ),
    "clinics:profile (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.clinic_off_show("draft"),
    ),
    "practitioner (at work)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.practitioner_at_work
    ),
    "practitioner (left)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.practitioner_who_left,
    ),
    "clinic-apply": Row(
        get=everybody(YES), post=signed_in(YES), data={"name": "Crown Clinic"}
    ),
    "clinic-terms": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "contact-confirm": Row(
        get=everybody(YES), post=everybody(YES), make=makers.contact_to_confirm
    ),
    "workspace:choose": Row(
        get=only(*TEAM, "other_owner", others=MISSING), post=signed_in(NO_VERB)
    ),
    "workspace:dashboard": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:profile": Row(
        get=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        post=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        make=makers.of_team,
        data={"act": "preview"},
    ),
    "workspace:hours": Row(
        get=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        post=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        make=lambda person: makers.of_team(person) | {"kind": "opening"},
        data={"day0_0_from": "09:00"},
    ),
    "workspace:contacts": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:contact-name": Row(
        get=OWNERS,
        post=OWNERS,
        make=lambda person: makers.of_team(person) | {"kind": "deputy"},
    ),
    "workspace:contact-test": Row(
        get=signed_in(NO_VERB), post=OWNERS, make=makers.contact_of_team
    ),
    "workspace:listing": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:hand-in": Row(get=signed_in(NO_VERB), post=OWNERS, make=makers.of_team),
    "workspace:listing-move": Row(
        get=OWNERS,
        post=OWNERS,
        make=lambda person: makers.of_team(person) | {"act": "unlist"},
    ),
    "workspace:rights": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:team": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:team-invite": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team,
        data={"email": "new@example.com", "role": "owner"},
    ),
    "workspace:hand-over": Row(get=OWNER_ONLY, post=OWNER_ONLY, make=makers.of_team),
    "workspace:member-role": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.second_owner),
        data={"role": "front_desk"},
    ),
    "workspace:member-end": Row(
        get=OWNER_ONLY, post=OWNER_ONLY, make=makers.of_team_with(makers.second_owner)
    ),
    "workspace:invitation-resend": Row(
        get=signed_in(NO_VERB),
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.invitation_to),
    ),
    "workspace:invitation-withdraw": Row(
        get=signed_in(NO_VERB),
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.invitation_to),
    ),
    "workspace:practitioners": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=makers.of_team
    ),
    "workspace:practitioner-introduce": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team,
        data={"public_name": "Nia Rees", "since": "2026-11-20"},
    ),
    "workspace:practitioner-place": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team,
        data={"address": "nia-rees", "since": "2026-11-20"},
    ),
    "workspace:practitioner-edit": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.practitioner_at),
        data={"public_name": "Nia Rees", "edition": "1"},
    ),
    "workspace:practitioner-invite": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.practitioner_at),
        data={"email": "new@example.com"},
    ),
    "workspace:placement-end": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.practitioner_at),
    ),
    "practitioner-own": Row(
        get=only("practitioner", others=MISSING),
        post=only("practitioner", others=MISSING),
        make=makers.own_practice_there,
        data={"public_name": "Nia Rees", "edition": "1"},
    ),
    "practitioner-own-end": Row(
        get=only("practitioner", others=MISSING),
        post=only("practitioner", others=MISSING),
        make=makers.own_practice,
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
    "workspace:decisions": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.without_number(makers.decision_of_team),
    ),
    "workspace:decision-reply": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "workspace:decision-appeal": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "practitioner-own-decisions": Row(
        get=only("practitioner", others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.without_number(makers.own_decision),
    ),
    **{
        f"practitioner-own-decision-{answer}": Row(
            get=only("practitioner", others=MISSING),
            post=only("practitioner", others=MISSING),
            make=makers.own_decision,
            data={"text": "We have sent every log."},
        )
        for answer in ("reply", "appeal")
    },
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
    "gallery": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-live": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-ready": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:media-picture": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"name": "original_images/secret.jpg"},
    ),
    "share-picture": Row(
        get=everybody(YES),
        post=everybody(NO_VERB),
        make=makers.picture_of(published=True),
    ),
    "share-picture (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.picture_of(published=False),
    ),
    "staff_invitations:index": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "staff_invitations:index_results": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "staff_invitations:add": Row(
        get=ADMIN_ONLY,
        post=ADMIN_ONLY,
        data={"email": "new@example.com", "role": "editor"},
        put_is_post=True,
    ),
    "staff_invitations:act": Row(
        get=ADMIN_ONLY, post=ADMIN_ONLY, make=makers.invitation_to_resend
    ),
    "wagtailusers_users:add": Row(get=ADMIN_ONLY, post=ADMIN_ONLY, put_is_post=True),
    "wagtailusers_users:edit": Row(
        get=ADMIN_ONLY, post=ADMIN_ONLY, make=makers.account_to_edit, put_is_post=True
    ),
}
