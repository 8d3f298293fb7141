"""Reports about a clinic that is not on the platform: no clinic reads them.

What calls for a clinic or a doctor, or has words for an emergency sign in its note,
waits for our moderators, without a name, because there is nobody else; what is urgent
is told to them by letter at once.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aftercare import judging, note_flags
from aftercare.domain import days, escalations, health, reports
from aftercare.enums import ReportLevel, ReportStatus
from aftercare.models import OutsideClinic, SymptomReport
from aftercare.models.outside_clinic import key_of
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, User
from portal.knowledge.symptoms import CATALOGUE, Answers


class NotAllowed(Exception):
    """The person does not allow that reports are kept."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody was treated, in their own words; without a name it is nowhere."""

    name: str = ""
    town: str = ""
    country: str = ""


@transaction.atomic
def send(
    place: Place,
    *,
    session_on: datetime.date | None,
    key: UUID,
    answers: Answers,
    by: User,
    language: str,
) -> SymptomReport:
    """Keep what the person reports, and judge it. The same form twice is one report.

    Days count from `session_on`; a day to come counts as today. Raises AnswerError and
    NotAllowed.
    """
    CATALOGUE.validate(answers)
    User.objects.select_for_update().get(pk=by.pk)  # two at once: one after the other
    if known := SymptomReport.objects.of(by).filter(key=key).first():
        return known
    if Purpose.CARE not in Consent.objects.in_force(by):
        raise NotAllowed
    now = timezone.now()
    on = days.local_date(now, by.zone)
    where = stored(place)
    day = day_of(session_on, by=by, at=now)
    judged = judging.judge(
        answers,
        day=day,
        health=health.latest_of(by),
        earlier=course_of(by, where, session_on).values_list("day", "answers"),
        language=language,
        has_plan=False,
    )
    report = reports.store(
        judged,
        answers=answers,
        language=language,
        key=key,
        user=by,
        outside_clinic=where,
        session_on=session_on,
        sent_at=now,
        local_date=on,
        time_zone=by.time_zone,
        day=day,
        status=ReportStatus.KEPT,
    )
    if report.level > ReportLevel.EXPECTED or note_flags.of(answers):
        escalations.hand_to_moderators(report)
    return report


def day_of(
    session_on: datetime.date | None, *, by: User, at: datetime.datetime | None = None
) -> int | None:
    """The day after a session, where the person lives; None without its date."""
    if session_on is None:
        return None
    on = days.local_date(at or timezone.now(), by.zone)
    return max(0, days.number(on, day_zero=session_on))


def course_of(user: User, where: OutsideClinic, session_on: datetime.date | None):
    """What this person told of the same session there, the newest first."""
    told = SymptomReport.objects.of(user).filter(outside_clinic=where)
    return told.filter(session_on=session_on).exclude(session_on=None)


def stored(place: Place) -> OutsideClinic:
    """The row of that place: the same one for whoever names it."""
    if not place.name:
        place = Place()
    found, _made = OutsideClinic.objects.get_or_create(
        key=key_of(place.name, place.town, place.country),
        defaults={"name": place.name, "town": place.town, "country": place.country},
    )
    return found


def forget_places(user: User) -> None:
    """Leave the words of this person for a place to nobody else but who used them too.

    The reports of somebody who is erased are then about a clinic that was not named.
    """
    theirs = OutsideClinic.objects.filter(reports__user=user).exclude(key="")
    alone = theirs.exclude(reports__in=SymptomReport.objects.exclude(user=user))
    numbers = list(alone.values_list("pk", flat=True).distinct())
    if numbers:
        told = SymptomReport.objects.of(user).filter(outside_clinic__in=numbers)
        told.update(outside_clinic=stored(Place()))
        OutsideClinic.objects.filter(pk__in=numbers).delete()
