"""Reminders of plans, the wishes for them, and ticks made offline."""

from uuid import uuid4

import factory
from django.utils import timezone

from aftercare.enums import ReminderKind, TickFate
from aftercare.models import LateTick, PushSubscription, Reminder, ReminderWish
from tests.factories.accounts import UserFactory
from tests.factories.plans import HealingPlanFactory, PlanStepFactory


class ReminderWishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReminderWish

    user = factory.SubFactory(UserFactory)


class ReminderFactory(factory.django.DjangoModelFactory):
    """Claimed just now, for today."""

    class Meta:
        model = Reminder

    user = factory.SubFactory(UserFactory)
    kind = ReminderKind.PLAN
    on = factory.LazyFunction(timezone.localdate)
    batch = factory.LazyFunction(uuid4)
    claimed_at = factory.LazyFunction(timezone.now)


class PushSubscriptionFactory(factory.django.DjangoModelFactory):
    """With the keys of the example in RFC 8291."""

    class Meta:
        model = PushSubscription

    user = factory.SubFactory(UserFactory)
    endpoint = factory.Sequence("https://push.example.com/{}".format)
    p256dh = (
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
        "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    )
    auth = "BTBZMqHH6r4Tts7J_aSIgg"
    made_at = factory.LazyFunction(timezone.now)


class LateTickFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LateTick

    key = factory.LazyFunction(uuid4)
    plan = factory.SubFactory(HealingPlanFactory)
    user = factory.SelfAttribute("plan.user")
    step = factory.SubFactory(PlanStepFactory)
    on = factory.SelfAttribute("plan.day_zero")
    fate = TickFate.KEPT
    came_at = factory.LazyFunction(timezone.now)
