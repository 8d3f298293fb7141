"""Who gets what from the addresses of accounts and invitations."""

from tests.house import care, makers
from tests.house.matrix import (
    ADMIN_ONLY,
    ADMIN_READS,
    GONE,
    MISSING,
    NO_VERB,
    YES,
    Row,
    everybody,
    only,
    signed_in,
)

ROWS: dict[str, Row] = {
    "account-invitation (expired, to a helper)": Row(
        get=everybody(GONE), post=everybody(GONE), make=care.expired_letter
    ),
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
