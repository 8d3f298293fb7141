"""Publishing on a day that was set before, when nobody is there to read an error."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.content import emails

ACTION = "wagtail.publish.scheduled"
REFUSED = "content.schedule.refused"


def publish(page, version: Revision, *, through: Callable, **kwargs) -> None:
    """Publish a version whose day has come; if a rule objects, take it off the plan.

    The pages planned after it must not wait for it, so nothing is raised: the history
    of the page says why, and the people who work on it get a mail.
    """
    try:
        through(version, **kwargs)
    except ValidationError as error:
        refuse(page, version, reasons=error.messages)


@transaction.atomic
def refuse(page, version: Revision, *, reasons: list[str]) -> None:
    """Take a version off the plan and tell the people who wrote and submitted it."""
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)
    log(
        instance=page,
        action=REFUSED,
        revision=version,
        data={"reasons": reasons},
    )
    tell = partial(emails.schedule_refused, page.pk, version.pk, reasons)
    transaction.on_commit(tell, robust=True)  # the next page's turn must come


def check(version: Revision) -> None:
    """Raise ValidationError when a version could not go live on its day."""
    page = version.as_object()
    day = timezone.localdate(max(version.approved_go_live_at, timezone.now()))
    page.refuse_unless_publishable(on=day, last_editor=page.last_editor_of(version))
