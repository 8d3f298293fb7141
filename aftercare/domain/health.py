"""What people say of their health."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from aftercare.models import HealthProfile
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge.symptoms import CATALOGUE

QUESTION = CATALOGUE.item("risk")


@transaction.atomic
def answer(
    user: User,
    *,
    risks: Collection[str],
    by: User,
    at: datetime.datetime | None = None,
) -> HealthProfile:
    """Keep what a person says applies to them; `by` is who wrote it down.

    Each time the person is asked is a row. Raises AnswerError for a risk that the
    questions do not know.
    """
    QUESTION.check(list(risks))
    kept = HealthProfile.objects.create(
        user=user,
        risks=[value for value in QUESTION.values if value in risks],
        version=CATALOGUE.version,
        answered_at=at or timezone.now(),
        written_by=by,
    )
    audit.note("health answered", about=kept, by=by, version=kept.version)
    return kept


def latest_of(user: User) -> HealthProfile | None:
    """What the person said last."""
    return HealthProfile.objects.latest_of(user)
