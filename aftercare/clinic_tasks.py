"""What clients and sessions ask of a clinic today, for the front of its workspace."""

import datetime
import zoneinfo
from collections.abc import Iterator

from django.db.models import Count, Q, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare import access
from aftercare.enums import REPORT_WAITS, ReportLevel
from aftercare.models import SymptomReport
from clinics import presenting
from clinics.models import Clinic
from clinics.rules import Right
from clinics.todo import Place, Task

SHOWN = 10
INBOX = Place("overview", Right.ANSWER_REPORTS, namespace="inbox")
TREATMENTS = Place("overview", Right.KEEP_TREATMENTS, namespace="treatments")
PRESSING = Q(level__gte=ReportLevel.URGENT) | Q(has_signs=True)


def about_reports(clinic: Clinic) -> Iterator[Task]:
    """The pressing ones that wait, the most urgent first; the others in one line.

    Last how many messages nobody has read under reports that do not wait. Three
    queries. Names and numbers as in the inbox, and nothing that was told but that a
    note has words for an emergency sign.
    """
    now = timezone.now()
    waiting = access.reports.reports_at(clinic).filter(status__in=REPORT_WAITS)
    waiting = waiting.annotate(has_signs=access.reports.HAS_SIGNS)
    pressing = waiting.filter(PRESSING).defer("answers")
    for report in pressing.order_by("-level", "sent_at", "pk")[:SHOWN]:
        place = Place("report", Right.ANSWER_REPORTS, (report.number,), "inbox")
        yield Task(kind="bad", text=_said(report, clinic, now), place=place)
    counted = waiting.aggregate(
        pressing=Count("pk", filter=PRESSING),
        others=Count("pk", filter=~PRESSING),
        late=Count("pk", filter=~PRESSING & Q(answer_by__lt=now)),
    )
    if (more := counted["pressing"] - SHOWN) > 0:
        text = ngettext(
            "%(reports)s more report waits that should be looked at now.",
            "%(reports)s more reports wait that should be looked at now.",
            more,
        ) % {"reports": more}
        yield Task(kind="bad", text=text, place=INBOX)
    if counted["others"]:
        yield _others(counted["others"], late=counted["late"])
    if new := access.reports.new_messages_beside(clinic):
        text = ngettext(
            "%(messages)s new message of a client has not been read.",
            "%(messages)s new messages of clients have not been read.",
            new,
        ) % {"messages": new}
        yield Task(kind="warn", text=text, place=INBOX)


def about_sessions(clinic: Clinic) -> Iterator[Task]:
    """What was begun and not saved, and what was not handed over. Two queries."""
    if drafts := access.sessions.drafts_at(clinic).count():
        text = ngettext(
            "%(sessions)s session was begun and is not saved yet.",
            "%(sessions)s sessions were begun and are not saved yet.",
            drafts,
        ) % {"sessions": drafts}
        yield Task(kind="warn", text=text, place=TREATMENTS)
    open_ones = access.sessions.sessions_at(clinic).filter(handed_over_at=None)
    counted = open_ones.annotate(how_many=Window(Count("pk")))
    if first := counted.order_by("performed_at", "pk").first():
        text = ngettext(
            "The session of %(day)s is not handed over to the client.",
            "%(sessions)s sessions are not handed over to the clients, the oldest "
            "of %(day)s.",
            first.how_many,
        )
        text %= presenting.named_day(first.clinic_day) | {"sessions": first.how_many}
        place = Place("session", Right.KEEP_TREATMENTS, (str(first.pk),), "treatments")
        yield Task(kind="warn", text=text, place=place)


def _said(report: SymptomReport, clinic: Clinic, now: datetime.datetime) -> str:
    who = f"{report.get_level_display()}: {report.user}, {report.spoken}"
    parts = [who, report.get_status_display()]
    if report.is_late(on=now):
        due = report.answer_by.astimezone(zoneinfo.ZoneInfo(clinic.time_zone))
        moment = {"moment": date_format(due, "DATETIME_FORMAT")}
        parts.append(_("Late: was due %(moment)s") % moment)
    if report.has_signs:
        parts.append(_("The note mentions an emergency sign that was not ticked."))
    return " · ".join(parts)


def _others(reports: int, *, late: int) -> Task:
    text = ngettext(
        "%(reports)s report waits for the clinic; it is not urgent.",
        "%(reports)s reports wait for the clinic; none of them is urgent.",
        reports,
    ) % {"reports": reports}
    if late:
        behind = _("Late: %(late)s.") % {"late": late}
        return Task(kind="bad", text=f"{text} {behind}", place=INBOX)
    return Task(kind="warn", text=text, place=INBOX)
