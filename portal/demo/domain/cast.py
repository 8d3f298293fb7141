"""Who acts in the demo world, and what an act is."""

import datetime
from collections.abc import Callable

from django.utils import timezone

from portal.accounts import consent_texts
from portal.accounts.enums import Purpose
from portal.accounts.models import User

Act = tuple[datetime.date, Callable[[], object]]
ADMIN = "admin@example.com"
REVIEWER = "reviewer@example.com"
SECOND_REVIEWER = "second-reviewer@example.com"
THIRD_REVIEWER = "third-reviewer@example.com"
MODERATOR = "moderator@example.com"


def person(email: str) -> User:
    return User.objects.get(email=email)


def text_version(purpose: Purpose) -> str:
    """Of the text that is asked on the day that is being told."""
    return consent_texts.asked_on(purpose, day=timezone.localdate()).version
