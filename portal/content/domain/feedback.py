"""Keeps what readers answer to "Was this page clear?", and what editors do about it.

Nothing here tells who answered, from where or at what hour.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from portal.accounts.models import User
from portal.audit.domain import audit
from portal.content.models.feedback import PageFeedback

A_DAY_AT_MOST = 2000  # so that nobody can fill the disk
KEPT = timedelta(days=730)
OPEN_FOR = timedelta(days=1)  # a comment may follow its answer past midnight


class AlreadyDealtWith(Exception):
    """Somebody dealt with this comment before, or it is gone."""


@transaction.atomic
def answer(
    page: Page, *, version: Revision | None, was_clear: bool, key: UUID
) -> PageFeedback | None:
    """Keep an answer; the same key again is the same answer.

    None when there were too many on this day.
    """
    day = timezone.localdate()
    if PageFeedback.objects.filter(answered_on=day).count() >= A_DAY_AT_MOST:
        return PageFeedback.objects.filter(key=key).first()
    PageFeedback.objects.filter(answered_on__lt=day - KEPT).delete()
    row, _made = PageFeedback.objects.get_or_create(
        key=key,
        defaults={
            "page_id": page.pk,
            "version": version,
            "answered_on": day,
            "was_clear": was_clear,
        },
    )
    return row


def open_for_comment(key: UUID) -> PageFeedback | None:
    """The "no" that was given under this key, while it can take a comment."""
    return PageFeedback.objects.filter(
        key=key,
        was_clear=False,
        answered_on__gte=timezone.localdate() - OPEN_FOR,
    ).first()


def comment(row: PageFeedback, text: str) -> None:
    """Add what was unclear to a "no"; the first comment stands."""
    PageFeedback.objects.filter(pk=row.pk, comment="").update(comment=text)


@transaction.atomic
def deal_with(row: PageFeedback, *, by: User) -> PageFeedback:
    """Mark a comment as dealt with."""
    locked = _locked(row, among=PageFeedback.objects.waiting())
    locked.dealt_with_at, locked.dealt_with_by = timezone.now(), by
    locked.save(update_fields=["dealt_with_at", "dealt_with_by"])
    audit.note("page feedback dealt with", about=locked, by=by)
    return locked


@transaction.atomic
def erase(row: PageFeedback, *, by: User) -> PageFeedback:
    """Take the words away, as when they name somebody; the "no" still counts."""
    locked = _locked(row, among=PageFeedback.objects.commented())
    locked.comment, locked.dealt_with_at, locked.dealt_with_by = "", None, None
    locked.save(update_fields=["comment", "dealt_with_at", "dealt_with_by"])
    audit.note("page feedback erased", about=locked, by=by)
    return locked


def _locked(row: PageFeedback, *, among) -> PageFeedback:
    try:
        return among.select_for_update(of=("self",)).get(pk=row.pk)
    except PageFeedback.DoesNotExist as gone:
        raise AlreadyDealtWith(row.pk) from gone
