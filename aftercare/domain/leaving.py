"""What becomes of urgent reports when a clinic ends the link with their client.

No clinic reads them from then on, so they go to our moderators at once; what waits
with those already stays there. Client and moderators read why the link was ended.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from aftercare.domain import escalations, reports
from aftercare.enums import REPORT_OPEN, ReportAct, ReportLevel
from aftercare.models import Client, SymptomReport
from portal.accounts.models import User

URGENT_AND_OPEN = Q(status__in=REPORT_OPEN, level__gte=ReportLevel.URGENT)


def left_behind(link: Client) -> QuerySet[SymptomReport]:
    """What nobody would look at if the clinic ended this link: urgent and open, or with
    our moderators. The clinic sees these, the most urgent first."""
    seen = SymptomReport.objects.seen_by(link.clinic).of(link.user)
    item = SymptomReport.objects.with_moderators()
    found = seen.filter(URGENT_AND_OPEN | Q(pk__in=item.values("pk")))
    return found.order_by("-level", "-sent_at", "-pk")


def hold(link: Client) -> list[SymptomReport]:
    """The same, held until the transaction ends, whatever was about to happen to them.

    All reports of the person there are held, in one order: one that is opened again at
    this moment would be missed otherwise.
    """
    every = SymptomReport.objects.seen_by(link.clinic).of(link.user)
    rows = SymptomReport.objects.filter(pk__in=every.values("pk")).order_by("pk")
    list(rows.select_for_update().values_list("pk"))
    return list(left_behind(link).select_related("user", "clinic"))


def hand_over(held: list[SymptomReport], *, reason: str, by: User) -> None:
    """Write down that their clinic ended the link, and ask moderators to look.

    It is another round: should the clinic see the person again, it looks anew.
    """
    for report in held:
        report.round += 1
        report.save(update_fields=["round"])
        reports.act(report, ReportAct.LEFT, by=by, at=timezone.now(), note=reason)
        if report.is_open and report.level >= ReportLevel.URGENT:
            escalations.take_from_clinic(report)
