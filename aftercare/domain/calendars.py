"""The subscription by which a calendar of the person's own reads the plan."""

from django.db import transaction
from django.utils import timezone

from aftercare.domain import link_tokens
from aftercare.models import CalendarLink
from portal.accounts.models import User
from portal.audit.domain import audit

SALT = "aftercare.calendar"


@transaction.atomic
def make_link(*, by: User) -> CalendarLink:
    """The subscription to one's own plan; while there is one, it stays that one."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once queue up
    known = link_of(by)
    if known:
        return known
    link = CalendarLink.objects.create(user=by, made_at=timezone.now())
    audit.note("calendar link made", about=link, by=by)
    return link


@transaction.atomic
def withdraw_link(*, by: User) -> None:
    """From now on the address leads nowhere; without one nothing happens."""
    link = CalendarLink.objects.select_for_update().open().filter(user=by).first()
    if link is not None:
        link.withdrawn_at = timezone.now()
        link.save(update_fields=["withdrawn_at"])
        audit.note("calendar link withdrawn", about=link, by=by)


def link_of(person: User) -> CalendarLink | None:
    """The subscription that holds today."""
    return CalendarLink.objects.open().filter(user=person).first()


def token(link: CalendarLink) -> str:
    """What its address ends with."""
    return link_tokens.token(link, salt=SALT)


def person_behind(token: str) -> User | None:
    """Whose plan an address leads to; None once it was withdrawn, or never did."""
    key = link_tokens.key(token, salt=SALT)
    if key is None:
        return None
    link = CalendarLink.objects.open().filter(key=key).select_related("user").first()
    return link.user if link and link.user.is_active else None
