"""People, their invitations and their consents."""

import datetime

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.accounts import consent_texts
from portal.accounts.enums import ConsentAct, InvitedRole, Purpose
from portal.accounts.models import Consent, Invitation, User
from portal.accounts.models.invitation import hashed

PASSWORD = "crown of small dots"


class UserFactory(factory.django.DjangoModelFactory):
    """A person whose address is proved; PASSWORD signs them in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.com")
    display_name = "Robin Reader"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified(self, create, extracted, **_kwargs):
        if create:
            EmailAddress.objects.create(
                user=self,
                email=self.email,
                primary=True,
                verified=extracted is not False,
            )


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `token` is what its link carries."""

    class Meta:
        model = Invitation

    class Params:
        token = "token-of-the-letter"

    email = "invited@example.com"
    role = InvitedRole.EDITOR
    token_hash = factory.LazyAttribute(lambda made: hashed(made.token))
    invited_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(
        lambda made: made.created_at + datetime.timedelta(days=7)
    )


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = Purpose.CARE
    act = ConsentAct.GIVEN
    text_version = factory.LazyAttribute(
        lambda made: consent_texts.current(made.purpose).version
    )
