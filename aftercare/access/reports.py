"""What a person reported, and the thread under it."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from aftercare.enums import REPORT_OPEN, REPORT_WAITS, EscalationStep, ReportLevel
from aftercare.models import Escalation, FlagOpening, Message, SymptomReport
from clinics.models import Clinic

# Below urgent, but the moderators were asked about the words of its note.
HAS_SIGNS = Exists(
    Escalation.objects.filter(report=OuterRef("pk"), step=EscalationStep.NOTE)
)


def own_reports(user) -> QuerySet[SymptomReport]:
    """What this person has ever reported, the newest first."""
    return SymptomReport.objects.of(user).select_related(
        "clinic", "outside_clinic__clinic"
    )


def own_report(user, number: str) -> SymptomReport:
    """One of them. Raises Http404."""
    return get_object_or_404(own_reports(user), number=number)


def clinic_behind(report: SymptomReport) -> Clinic:
    """The clinic of its session, also where that does not read it."""
    return report.clinic or Clinic.objects.get(sessions=report.session_id)


def own_report_here(user, number: str) -> SymptomReport:
    """One about a session that is kept here. Raises Http404."""
    return get_object_or_404(own_reports(user).exclude(session=None), number=number)


def is_allowed_outside(report: SymptomReport) -> bool:
    """Whether the person allows that moderators see it without a name."""
    allowed = SymptomReport.objects.outside_and_allowed()
    return allowed.filter(pk=report.pk).exists()


def reports_to_follow(user) -> QuerySet[SymptomReport]:
    """Those of this person that are open, have an answer to read, or are kept alone.

    Each with what `reports_to_list` knows.
    """
    return own_reports(user).to_follow(at=timezone.now())


def reports_to_list(user) -> QuerySet[SymptomReport]:
    """All, the newest first, with `unread` messages and the `link_of_reader`."""
    told = own_reports(user).with_unread().with_link_of_reader()
    return told.order_by("-sent_at", "-pk")  # what is counted loses its own order


def report_of_key(user, key: UUID) -> SymptomReport | None:
    """What the form of that key has become."""
    return own_reports(user).filter(key=key).first()


def reports_at(clinic: Clinic) -> QuerySet[SymptomReport]:
    """Those sent to the clinic, of the people it treats today."""
    return SymptomReport.objects.seen_by(clinic).select_related("user")


def with_new_messages(reports: QuerySet[SymptomReport]) -> QuerySet[SymptomReport]:
    """Each says how many `new_messages` of its client the clinic has not read."""
    counted = _new_messages().order_by().values("report").annotate(n=Count("pk"))
    return reports.annotate(new_messages=Subquery(counted.values("n")))


def reports_to_see_to(clinic: Clinic) -> QuerySet[SymptomReport]:
    """Those that are open, and those of any status with a message nobody has read.

    Who is seen is asked last: of the few that are left, not of all that were resolved.
    """
    to_do = Q(status__in=REPORT_OPEN) | Exists(_new_messages())
    found = SymptomReport.objects.filter(to_do).seen_by(clinic)
    return found.select_related("user")


def pressing_first(reports: QuerySet[SymptomReport]) -> list[QuerySet[SymptomReport]]:
    """The urgent ones, then those with words for an emergency sign, then the others.

    Each list comes by level, and by how long it waits, as its index has them.
    """
    sorted_ones = reports.alias(has_signs=HAS_SIGNS).order_by("-level", "sent_at", "pk")
    urgent = Q(level__gte=ReportLevel.URGENT)
    return [
        sorted_ones.filter(urgent),
        sorted_ones.filter(~urgent, has_signs=True),
        sorted_ones.filter(~urgent, has_signs=False),
    ]


def new_messages_beside(clinic: Clinic) -> int:
    """How many messages nobody has read, under reports that do not wait anyway."""
    others = reports_at(clinic).exclude(status__in=REPORT_WAITS)
    under = Exists(others.filter(pk=OuterRef("report")))
    return Message.objects.unread_of_clients().filter(under).count()


def _new_messages() -> QuerySet[Message]:
    return Message.objects.unread_of_clients().filter(report=OuterRef("pk"))


def report_at(clinic: Clinic, number: str) -> SymptomReport:
    """One of them. Raises Http404."""
    found = reports_at(clinic).select_related("user", "clinic")
    return get_object_or_404(found, number=number)


def message_to_flag(report: SymptomReport, pk: int, *, from_clinic: bool) -> Message:
    """A message of that side in a thread, reported or not. Raises Http404."""
    rows = report.messages.select_related("report")
    return get_object_or_404(rows, from_clinic=from_clinic, pk=pk)


def opened_threads(report: SymptomReport) -> QuerySet[FlagOpening]:
    """When moderators opened the thread of a report, and why."""
    return FlagOpening.objects.filter(flag__message__report=report)
