"""A plan as a calendar file: one entry for each day on which something changes.

The title tells nothing of anybody's health: calendars are shared, and show themselves
on locked screens. What changes stands in the text of the entry.
"""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from aftercare.reading import Reading
from portal.knowledge import plan_days
from portal.knowledge.plan_steps import LAST_DAY


def content(read: Reading | None) -> bytes:
    """The file, in the language spoken; without a plan it has no entry yet."""
    calendar = Calendar()
    calendar.add("prodid", "-//Scalpwise//Healing plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Aftercare"))
    for day in _days(read) if read else ():
        calendar.add_component(_event(read, day))
    return calendar.to_ical()


def _days(read: Reading) -> list[int]:
    changes = {0, LAST_DAY}
    for step in read.steps:
        changes.add(step.first_day)
        if step.last_day <= LAST_DAY:
            changes.add(step.last_day)
    last = read.held.until
    return sorted(day for day in changes if last is None or day <= last)


def _event(read: Reading, day: int) -> Event:
    on = read.plan.date_of(day)
    event = Event()
    event.add("uid", f"plan-{read.plan.pk}-day-{day}@scalpwise")
    event.add("dtstamp", read.plan.launched_at)
    event.add("dtstart", on)
    event.add("dtend", on + datetime.timedelta(days=1))
    event.add("summary", _("Aftercare, day %(day)d") % {"day": day})
    event.add("description", "\n".join(_lines(read, day)))
    event.add("url", settings.BASE_URL + reverse("my:day", args=[on]))
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return event


def _lines(read: Reading, day: int) -> list[str]:
    new = [str(step.title) for step in plan_days.beginning(read.steps, day=day)]
    over = [
        _("Last day: %(step)s") % {"step": step.title}
        for step in plan_days.ending(read.steps, day=day)
    ]
    return [*new, *over]
