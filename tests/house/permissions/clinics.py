"""Who gets what from the addresses of clinics, teams and practitioners."""

from tests.house import makers
from tests.house.matrix import (
    FORBIDDEN,
    MISSING,
    NO_VERB,
    OWNER_ONLY,
    OWNERS,
    TEAM,
    WHO_DECIDES,
    YES,
    Row,
    everybody,
    only,
    signed_in,
)

ROWS: dict[str, Row] = {
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
    "workspace:placement-request-withdraw": Row(
        get=signed_in(NO_VERB),
        post=OWNER_ONLY,
        make=makers.of_team_with(makers.asked_by_clinic),
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
    "practitioner-own-agree": Row(
        get=signed_in(NO_VERB),
        post=only("practitioner", others=MISSING),
        make=makers.asked_of_practitioner,
    ),
    "practitioner-own-decline": Row(
        get=only("practitioner", others=MISSING),
        post=only("practitioner", others=MISSING),
        make=makers.asked_of_practitioner,
    ),
}
