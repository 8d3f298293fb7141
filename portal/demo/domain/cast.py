"""Who acts in the demo world, and what an act is."""

import datetime
from collections.abc import Callable

from portal.accounts.models import User

Act = tuple[datetime.date, Callable[[], object]]
ADMIN = "admin@example.com"
REVIEWER = "reviewer@example.com"
SECOND_REVIEWER = "second-reviewer@example.com"
THIRD_REVIEWER = "third-reviewer@example.com"


def person(email: str) -> User:
    return User.objects.get(email=email)
