"""How a person wishes to be reminded."""

from django.db import transaction

from aftercare.models import ReminderWish
from portal.accounts.models import User
from portal.audit.domain import audit

FIELDS = ("by_email", "by_push", "hour", "quiet_from", "quiet_until")


def of(person: User) -> ReminderWish:
    """What the person wishes; the usual where they never said."""
    try:
        return person.reminder_wish
    except ReminderWish.DoesNotExist:
        return ReminderWish(user=person)


@transaction.atomic
def change(person: User, *, by: User, **told) -> ReminderWish:
    """Keep what was told of the FIELDS. Raises ValidationError."""
    User.objects.select_for_update().get(pk=person.pk)  # two devices queue up
    wish = ReminderWish.objects.filter(user=person).first()
    wish = wish or ReminderWish(user=person)
    for name in FIELDS:
        setattr(wish, name, told.get(name, getattr(wish, name)))
    wish.full_clean(exclude=["user"], validate_unique=False)
    wish.save()
    audit.note("reminders changed", about=person, by=by, email=wish.by_email)
    return wish


def end_letters(person: User) -> ReminderWish:
    """No more reminders by e-mail, as the address in a letter asks."""
    return change(person, by=person, by_email=False)
