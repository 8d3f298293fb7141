"""The link by which a person shows the ink passport to somebody."""

from django.db import transaction
from django.utils import timezone

from aftercare.domain import link_tokens
from aftercare.models import PassportLink
from portal.accounts.models import User
from portal.audit.domain import audit

SALT = "aftercare.passport"


class NoLink(Exception):
    """There is no link to withdraw."""


@transaction.atomic
def make_link(*, by: User) -> PassportLink:
    """The link to one's own passport; while there is one, it stays that one."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once queue up
    known = link_of(by)
    if known:
        return known
    link = PassportLink.objects.create(user=by, made_at=timezone.now())
    audit.note("passport link made", about=link, by=by)
    return link


@transaction.atomic
def withdraw_link(*, by: User) -> PassportLink:
    """From now on the link leads nowhere. Raises NoLink."""
    links = PassportLink.objects.select_for_update().open()
    link = links.filter(user=by).first()
    if link is None:
        raise NoLink
    link.withdrawn_at = timezone.now()
    link.save(update_fields=["withdrawn_at"])
    audit.note("passport link withdrawn", about=link, by=by)
    return link


def link_of(person: User) -> PassportLink | None:
    """The link that leads to the person's passport today."""
    return PassportLink.objects.open().filter(user=person).first()


def token(link: PassportLink) -> str:
    """What its address ends with."""
    return link_tokens.token(link, salt=SALT)


def person_behind(token: str) -> User | None:
    """Whose passport an address leads to; None once it was withdrawn, or never did."""
    key = link_tokens.key(token, salt=SALT)
    if key is None:
        return None
    link = PassportLink.objects.open().filter(key=key).select_related("user").first()
    return link.user if link else None
