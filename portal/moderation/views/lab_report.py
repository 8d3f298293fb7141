"""The review of a laboratory report: what it says, what it shows, what is decided."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinics import access, lab_charts, lab_verdicts
from clinics.domain import lab_reports
from clinics.enums import LabAct, LabReportStatus
from clinics.forms.lab_report import DecideForm
from portal.files import serving
from portal.moderation.domain import claims
from portal.moderation.domain import lab_reports as deciding


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """Everything that a decision rests on, and the decision."""
    report = access.lab_report_for_review(request.user, pk)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": report.round},
    )
    if request.method == "POST" and form.is_valid():
        return _decide(request, report, form)
    return _show(request, report, form)


def _decide(request, report, form: DecideForm):
    told = form.cleaned_data
    try:
        deciding.decide(
            report,
            LabAct(told["act"]),
            by=request.user,
            round_seen=told["seen"],
            reason=told["reason"],
            text=told["text"],
        )
    except (claims.Taken, claims.Ended):
        messages.warning(request, _("Nothing was decided. Claim the report first."))
        return redirect("queue:claim", deciding.KIND, report.pk)
    except lab_reports.MoveNotAllowed:
        messages.warning(request, _moved(report))
        return redirect("queue:lab-report", report.pk)
    except lab_reports.NotYours:
        messages.error(
            request, _("You are close to this clinic. Somebody else decides.")
        )
        return redirect("queue:items")
    except lab_reports.OverTheLimit as over:
        names = {"substances": ", ".join(over.substances)}
        form.add_error(
            "act",
            _("It cannot be accepted. At or above the limit: %(substances)s.") % names,
        )
    except lab_reports.ShowsNothing as nothing:
        form.add_error(
            "act", _("It cannot be accepted. %(why)s") % {"why": nothing.because}
        )
    except lab_reports.NotOver:
        form.add_error("reason", _("No substance is at or above its limit there."))
    else:
        messages.success(request, _("The decision is recorded."))
        return redirect("queue:items")
    return _show(request, report, form)


def _show(request, report, form: DecideForm):
    results = lab_reports.results_of(report)
    home = lab_reports.at_home(report)
    waits = report.status == LabReportStatus.SUBMITTED
    may = waits and lab_reports.may_decide(request.user, report)
    claim = claims.alive(deciding.KIND, report.pk)
    context = {
        "report": report,
        "home": home,
        "places": lab_verdicts.everywhere(results, on=report.clinic.today),
        "chart": lab_charts.against_limits(home),
        "results": results,
        "originals": report.originals.defer("content"),
        "decisions": report.decisions.select_related("by"),
        "claim": claim,
        "is_mine": bool(claim) and claim.by_id == request.user.pk,
        "may_decide": may,
        "form": form,
    }
    return TemplateResponse(request, "moderation/lab_report.html", context)


def _moved(report) -> str:
    """Who was faster, and with what."""
    last = report.decisions.select_related("by").last()
    if last is None:
        return _("Nothing was decided: the report has changed. Look at it again.")
    return _("Nothing was decided: %(who)s was faster on %(when)s, %(what)s.") % {
        "who": last.by,
        "when": date_format(last.at, "DATETIME_FORMAT"),
        "what": last.get_act_display().lower(),
    }


@require_safe
def original(request, pk, of_round):
    """The file of one round, as it came."""
    report = access.lab_report_for_review(request.user, pk)
    file = access.lab_original(report, of_round)
    content = lab_reports.read_original(file, by=request.user)
    return serving.attachment(content, media_type=file.media_type, name=file.name)
