"""The two versions that an amendment keeps, side by side and in words."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aftercare.models import Amendment, Session
from clinics.models import Bottle, Practitioner


@dataclass(frozen=True, kw_only=True)
class Change:
    """One fact that was corrected."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """An amendment with what it changed."""

    amendment: Amendment
    changes: list[Change]


def of(session: Session, amendments: Iterable[Amendment]) -> list[Version]:
    """The amendments of a session, the first one first. At most two queries."""
    amendments = list(amendments)
    told = [facts for each in amendments for facts in (each.before, each.after)]
    people = Practitioner.objects.in_bulk({facts["practitioner"] for facts in told})
    keys = {pk for facts in told for pk in facts["bottles"]}
    bottles = {
        each.pk: each for each in Bottle.objects.for_reading().filter(pk__in=keys)
    }
    zone = zoneinfo.ZoneInfo(session.clinic.time_zone)

    def words(facts: dict) -> dict[str, str]:
        moment = datetime.datetime.fromisoformat(facts["performed_at"])
        used = [str(bottles[pk]) for pk in facts["bottles"]]
        return {
            _("Practitioner"): people[facts["practitioner"]].public_name,
            _("When"): date_format(moment.astimezone(zone), "DATETIME_FORMAT"),
            _("Ink"): "; ".join(used) or facts["no_ink_reason"],
            _("Why it went ahead"): facts["go_ahead_reason"] or "–",
        }

    found = []
    for each in amendments:
        before, after = words(each.before), words(each.after)
        changes = [
            Change(label=label, before=before[label], after=after[label])
            for label in before
            if before[label] != after[label]
        ]
        found.append(Version(amendment=each, changes=changes))
    return found
