"""What is kept about a person's reports, kind by kind: a chapter of `kept.PARTS`."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from aftercare import judging
from aftercare.kept_part import Part
from aftercare.models import (
    Assessment,
    Attachment,
    Escalation,
    EscalationAct,
    FlagOpening,
    Message,
    MessageFlag,
    Photo,
    ReportEvent,
    SymptomReport,
)


def told_in(report: SymptomReport) -> list[str]:
    told = judging.told(report.answers, get_language() or "en")
    return [f"{name}: {answer}" for name, answer in told]


def named_outside(report: SymptomReport) -> str:
    """The clinic as the person named it; "" for one that is on the platform."""
    where = report.outside_clinic
    return ", ".join(filter(None, [str(where), where.place])) if where else ""


def shown_in(assessment: Assessment) -> list[str]:
    return [str(each) for each in assessment.shown.values() if each]


def rules_in(assessment: Assessment) -> list[str]:
    return [each["text"] for each in assessment.fired]


PARTS = (
    Part(
        key="reports",
        title=gettext_lazy("Your reports"),
        rows=lambda user: (
            SymptomReport.objects.filter(user=user.pk)
            .select_related("clinic", "session", "outside_clinic")
            .order_by("sent_at", "pk")
        ),
        fields=(
            "number",
            "clinic",
            "session",
            (
                "outside_clinic",
                gettext_lazy("clinic that is not here"),
                named_outside,
            ),
            "session_on",
            "written_at",
            "sent_at",
            "local_date",
            "time_zone",
            "day",
            ("answers", gettext_lazy("answers"), told_in),
            "level",
            "status",
            "answer_by",
            "instrument_version",
        ),
    ),
    Part(
        key="report_levels",
        title=gettext_lazy("What your reports were answered with"),
        rows=lambda user: (
            Assessment.objects.filter(report__user=user.pk)
            .select_related("report", "by")
            .order_by("at", "pk")
        ),
        fields=(
            "report",
            "kind",
            "at",
            "by",
            "level",
            ("fired", gettext_lazy("rules that fired"), rules_in),
            ("shown", gettext_lazy("text shown"), shown_in),
            "reason",
            "rules_version",
            "course_version",
        ),
    ),
    Part(
        key="report_events",
        title=gettext_lazy("What was done with your reports"),
        rows=lambda user: (
            ReportEvent.objects.filter(report__user=user.pk)
            .select_related("report", "by")
            .order_by("at", "pk")
        ),
        fields=("report", "act", "at", "by", "note", "outcome"),
    ),
    Part(
        key="report_messages",
        title=gettext_lazy("Messages about your reports"),
        rows=lambda user: (
            Message.objects.filter(report__user=user.pk)
            .select_related("report", "by")
            .order_by("sent_at", "pk")
        ),
        fields=(
            "report",
            "by",
            "from_clinic",
            "text",
            "watch_for",
            "come_back",
            "attached",
            "sent_at",
            "read_at",
        ),
    ),
    Part(
        key="report_attachments",
        title=gettext_lazy("Files attached to these messages"),
        rows=lambda user: Attachment.objects.of(user.pk).select_related(
            "message__report", "message__by"
        ),
        fields=(
            (
                "report",
                gettext_lazy("report"),
                lambda each: each.message.report.spoken,
            ),
            ("by", gettext_lazy("by"), lambda each: str(each.message.by)),
            ("sent_at", gettext_lazy("sent on"), lambda each: each.message.sent_at),
            "name",
            "media_type",
            "pages",
            "width",
            "height",
            "size",
            "sha256",
            (
                "file",
                gettext_lazy("where to see it, signed in"),
                lambda each: reverse("my:attachment", args=[each.key]),
            ),
        ),
    ),
    Part(
        key="reported_messages",
        title=gettext_lazy("Messages that were reported to the moderators"),
        rows=lambda user: MessageFlag.objects.filter(
            message__report__user=user.pk
        ).select_related("message__report", "flagged_by"),
        fields=(
            (
                "report",
                gettext_lazy("report"),
                lambda each: each.message.report.spoken,
            ),
            "flagged_by",
            "flagged_at",
            "reason",
            "text",
            "decision",
            "note",
            "decided_at",
        ),
    ),
    Part(
        key="opened_threads",
        title=gettext_lazy("When moderators opened the thread of a report"),
        rows=lambda user: FlagOpening.objects.filter(
            flag__message__report__user=user.pk
        ),
        fields=("at", "reason"),
    ),
    Part(
        key="report_escalations",
        title=gettext_lazy("Who was written to, or asked to look, about a report"),
        rows=lambda user: (
            Escalation.objects.filter(report__user=user.pk)
            .select_related("report")
            .order_by("at", "pk")
        ),
        fields=("report", "step", "at", "outcome", "closed_at", "conclusion"),
    ),
    Part(
        key="report_moderators",
        title=gettext_lazy("What moderators did with your reports"),
        rows=lambda user: (
            EscalationAct.objects.filter(escalation__report__user=user.pk)
            .select_related("escalation__report")
            .order_by("at", "pk")
        ),
        fields=(
            (
                "report",
                gettext_lazy("report"),
                lambda each: each.escalation.report.number,
            ),
            "act",
            "at",
            "text",
        ),
    ),
    Part(
        key="photos",
        title=gettext_lazy("Photos of your reports"),
        rows=lambda user: Photo.objects.of(user.pk).by_day(),
        fields=(
            ("report", gettext_lazy("report"), lambda photo: photo.report.spoken),
            "view",
            ("day", gettext_lazy("day"), lambda photo: photo.report.local_date),
            "added_at",
            "taken_on",
            "width",
            "height",
            "size",
            "sha256",
            (
                "file",
                gettext_lazy("where to see it, signed in"),
                lambda photo: reverse("my:photo", args=[photo.key]),
            ),
        ),
    ),
)
