"""Who has an item of the queue in hand."""

import datetime

import factory
from django.utils import timezone

from portal.moderation.models import Claim
from tests.factories.accounts import UserFactory


class ClaimFactory(factory.django.DjangoModelFactory):
    """Alive for half an hour, on an item that need not be there."""

    class Meta:
        model = Claim

    kind = "certification"
    item = factory.Sequence(lambda n: n + 1)
    by = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(timezone.now)
    until = factory.LazyAttribute(
        lambda made: made.since + datetime.timedelta(minutes=30)
    )
