"""A report as a phone brings it, at once or when its network is back."""

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare import access, app_key
from aftercare.domain import days, late_reports, reports
from aftercare.enums import ReportStatus
from aftercare.forms.late_report import LateReportForm
from aftercare.forms.report import ReportForm
from aftercare.views.reports import NOT_ALLOWED, asks_more, day_of, tell_of_cut
from portal.knowledge.triage import Level
from portal.ui.check import wording


@require_POST
def take(request):
    """Keep and judge it; the answer says what became of it, and is the same again."""
    told = LateReportForm(request.POST)
    if not told.is_valid():
        return JsonResponse({"fate": "malformed"}, status=400)
    if told.cleaned_data["person"] != app_key.of(request.user):
        return JsonResponse({"fate": "somebody else's"}, status=409)
    if known := access.reports.report_of_key(request.user, told.cleaned_data["key"]):
        return _sent(known)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _refused([each for errors in form.errors.values() for each in errors])
    try:
        written_at = late_reports.written_at(told.cleaned_data["waited"])
        plan = _plan(request.user, written_at)
    except late_reports.TooLate:
        return _refused([_("It is older than three days. Check in anew.")])
    except Http404:
        return _refused([_("You had no healing plan on that day.")])
    day = day_of(plan, request.user, at=written_at)
    if asks_more(request, form, day):
        return JsonResponse({"fate": "more"})
    try:
        sent = reports.send(
            plan,
            key=form.cleaned_data["key"],
            answers=form.answers,
            by=request.user,
            language=get_language() or "en",
            written_at=written_at,
        )
    except reports.NotAllowed:
        return _refused([NOT_ALLOWED])
    tell_of_cut(request, form)
    return _sent(sent)


def _plan(user, written_at):
    """The one that runs, or that ran when it was written. Raises Http404."""
    if written_at is not None:
        return access.plans.plan_of_day(user, days.local_date(written_at, user.zone))
    plan = access.plans.running_plan(user)
    if plan is None:
        raise Http404
    return plan


def _sent(report):
    return JsonResponse(
        {
            "fate": "sent",
            "answer": reverse("my:report-shown", args=[report.number]),
            "level": report.get_level_display(),
            "kind": wording.STATUS[Level(report.level)],
            "is_read": report.status != ReportStatus.KEPT,
        }
    )


def _refused(why: list[str]):
    return JsonResponse({"fate": "refused", "why": " ".join(map(str, why))})
