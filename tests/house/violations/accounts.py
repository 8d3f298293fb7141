"""How to break the constraints of accounts, consents and invitations."""

from django.contrib.auth import get_user_model

from portal.accounts.models import Invitation
from tests.factories import accounts
from tests.house.violations.writing import NOON, capitals, one, twin


def second_invitation_to_a_place():
    first = accounts.InvitationFactory(role="owner", place="clinic:1")
    one(
        accounts.InvitationFactory,
        email=first.email,
        role="front_desk",
        place=first.place,
        token_hash="f" * 64,
    )()


VIOLATIONS = {
    "consent_act_is_known": one(accounts.ConsentFactory, act="mumbled"),
    "consent_names_the_version_of_its_text": one(
        accounts.ConsentFactory, text_version=""
    ),
    "consent_purpose_is_known": one(
        accounts.ConsentFactory, purpose="selling", text_version="1"
    ),
    "invitation_accepted_at_and_by_go_together": one(
        accounts.InvitationFactory, accepted_at=NOON
    ),
    "invitation_email_is_lower_case": capitals(Invitation, accounts.InvitationFactory),
    "invitation_expires_after_it_is_made": one(
        accounts.InvitationFactory, created_at=NOON, expires_at=NOON
    ),
    "invitation_is_accepted_or_withdrawn_not_both": lambda: one(
        accounts.InvitationFactory,
        accepted_at=NOON,
        accepted_by=accounts.UserFactory(),
        withdrawn_at=NOON,
        withdrawn_by=accounts.UserFactory(),
    )(),
    "invitation_place_is_a_key": one(
        accounts.InvitationFactory, role="owner", place="?"
    ),
    "invitation_to_the_staff_is_to_the_platform": one(
        accounts.InvitationFactory, role="admin", place="clinic:1"
    ),
    "invitation_role_is_known": one(accounts.InvitationFactory, role="king"),
    "invitation_withdrawn_at_and_by_go_together": one(
        accounts.InvitationFactory, withdrawn_at=NOON
    ),
    # Another role at the same place is still a second invitation to it.
    "one_unanswered_invitation_per_address_and_place": second_invitation_to_a_place,
    "one_unanswered_invitation_per_address_and_role": twin(
        accounts.InvitationFactory, "email", "role", token_hash="f" * 64
    ),
    "user_email_is_lower_case": capitals(get_user_model(), accounts.UserFactory),
}
