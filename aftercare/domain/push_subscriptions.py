"""The devices on which a person allowed reminders."""

import logging

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from aftercare import push
from aftercare.models import PushSubscription
from portal.accounts.models import User
from portal.audit.domain import audit

logger = logging.getLogger(__name__)


@transaction.atomic
def add(endpoint: str, *, p256dh: str, auth: str, by: User) -> PushSubscription:
    """Remind on this device from now on. Twice is once.

    A browser in which another person had allowed it is the other's no more.
    """
    keys = {"p256dh": p256dh, "auth": auth, "user": by}
    made, is_new = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults=keys,
        create_defaults=keys | {"made_at": timezone.now()},
    )
    if is_new:
        audit.note("reminders to a device allowed", about=by, by=by)
    return made


@transaction.atomic
def remove_all(*, by: User) -> None:
    """No device of this person is reminded any more."""
    gone, _rows = PushSubscription.objects.filter(user=by).delete()
    if gone:
        audit.note("reminders to devices ended", about=by, by=by, devices=gone)


def show(person: User, title: Promise, kind: str) -> None:
    """On each device of the person's; those that are gone are forgotten.

    `kind` says what a tap opens.
    """
    if not push.is_on():
        return
    with translation.override(person.language):
        message = {"title": str(title), "kind": kind}
    for device in person.push_subscriptions.all():
        try:
            push.deliver(device, message)
        except push.Gone:
            forget(device)
        except push.NotDelivered as error:
            logger.warning("A device was not reached.", extra={"reason": str(error)})


def forget(subscription: PushSubscription) -> None:
    """The push service knows the device no more."""
    PushSubscription.objects.filter(pk=subscription.pk).delete()
