"""What the rows of accounts can never look like."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Upper
from django.utils import timezone

from portal.accounts.models import Consent, Invitation, User
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(make, **fields) -> str:
    """The words of the database when it refuses such a row."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(**fields)
    return str(error.value)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("role_is_known", {"role": "king"}),
        ("expires_after_it_is_made", {"expires_at": timezone.now}),
        ("accepted_at_and_by_go_together", {"accepted_at": timezone.now}),
        ("accepted_at_and_by_go_together", {"accepted_by": UserFactory}),
        ("withdrawn_at_and_by_go_together", {"withdrawn_at": timezone.now}),
        ("withdrawn_at_and_by_go_together", {"withdrawn_by": UserFactory}),
        (
            "is_accepted_or_withdrawn_not_both",
            {
                "accepted_at": timezone.now,
                "accepted_by": UserFactory,
                "withdrawn_at": timezone.now,
                "withdrawn_by": UserFactory,
            },
        ),
    ],
)
def test_invitation_refuses(constraint, fields):
    made = {key: value() if callable(value) else value for key, value in fields.items()}

    assert f"invitation_{constraint}" in refused(InvitationFactory, **made)


def test_invitation_is_one_per_address_and_role():
    InvitationFactory()

    refused(InvitationFactory, token="another")
    InvitationFactory(token="third", role="moderator")


def test_addresses_are_lower_case_however_they_are_written():
    user = UserFactory(email="Mixed@Example.COM")
    invitation = InvitationFactory(email="Mixed@Example.COM")

    assert User.objects.get(email="MIXED@example.com") == user
    assert user.email == invitation.email == "mixed@example.com"


@pytest.mark.parametrize(
    ("model", "make", "constraint"),
    [
        (User, UserFactory, "user_email_is_lower_case"),
        (Invitation, InvitationFactory, "invitation_email_is_lower_case"),
    ],
)
def test_capitals_written_past_the_field_are_refused(model, make, constraint):
    row = make()
    capitals = Upper(F("email"))

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.filter(pk=row.pk).update(email=capitals)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("purpose_is_known", {"purpose": "marketing", "text_version": "1"}),
        ("act_is_known", {"act": "perhaps"}),
        ("names_the_version_of_its_text", {"text_version": ""}),
    ],
)
def test_consent_refuses(constraint, fields):
    assert f"consent_{constraint}" in refused(ConsentFactory, **fields)
    assert not Consent.objects.exists()


def test_time_zone_is_one_the_world_knows():
    with pytest.raises(ValidationError, match="Choose a time zone from the list"):
        UserFactory(time_zone="Mars/Olympus").full_clean()


def test_invitation_says_when_it_is_open():
    now = timezone.now()
    week = datetime.timedelta(days=7)
    invitation = InvitationFactory()

    assert list(Invitation.objects.open(on=now)) == [invitation]
    assert list(Invitation.objects.open(on=now + week)) == []
    assert str(invitation) == "invited@example.com (Editor)"


def test_person_is_called_by_name_or_else_by_address():
    assert str(UserFactory(display_name="Robin")) == "Robin"
    nameless = UserFactory(display_name="", email="n@example.com")
    assert nameless.get_short_name() == nameless.get_full_name() == "n@example.com"
