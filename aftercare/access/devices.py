"""The devices that a person is reminded on."""

from django.db.models import QuerySet

from aftercare.models import PushSubscription


def devices_of(user) -> QuerySet[PushSubscription]:
    """Those on which this person allowed reminders."""
    return user.push_subscriptions.all()
