"""Reports about a clinic that is not here: asked, judged, kept."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftercare import access, asking, judging, report_reading
from aftercare.domain import days, joining, outside_reports
from aftercare.forms.outside_report import (
    WHEN,
    WHERE,
    BeginForm,
    OutsideReportForm,
    told_before,
)
from aftercare.views import frame
from aftercare.views.reports import tell_of_cut
from portal.knowledge import plan_steps, triage
from portal.knowledge.triage import Level

ASKED = ["GET", "HEAD", "POST"]
HERE = "reports"
RECENT = datetime.timedelta(days=1)
SENT_ON, MORE = "send", "more"  # the buttons that lead past, or to, the second page
USUAL = (*asking.USUAL, asking.LATE)  # the day is not known before the form is sent
STRICTEST = plan_steps.LAST_DAY + 1  # on no day is less called usual


@never_cache
@require_http_methods(ASKED)
def begin(request):
    """Age, clock and consent of somebody who is no client: nothing is kept before."""
    form = BeginForm(request.POST or None, person=request.user)
    if not form.is_needed:
        return redirect("my:report-outside")
    if request.method == "POST" and form.is_valid():
        try:
            joining.keep(form.answers, by=request.user)
        except LookupError:
            words = _("The words of the consent have changed. Please read them again.")
            form.add_error(None, words)
        else:
            return redirect("my:report-outside")
    context = {"form": form, "numbers": report_reading.numbers(request.user)}
    return frame.show(request, "aftercare/outside/begin.html", context, here=HERE)


@never_cache
@require_http_methods(ASKED)
def report(request):
    """Ask where, when and how it is; sent back, keep and judge it at once."""
    if BeginForm(person=request.user).is_needed:
        return redirect("my:report-outside-begin")
    if request.method != "POST":
        return _ask_today(request)
    form = OutsideReportForm(request.POST, person=request.user)
    if not form.is_valid():
        return _ask_again(request, form)
    further = _further(request, form)
    if further or _wants_more(request, form):
        return _ask_more(request, form, further)
    try:
        sent = outside_reports.send(
            form.place,
            session_on=form.day_of_session,
            key=form.cleaned_data["key"],
            answers=form.answers,
            by=request.user,
            language=get_language() or "en",
        )
    except outside_reports.NotAllowed:  # taken back in another window
        messages.info(request, _("Nothing was kept: you do not allow it now."))
        return redirect("my:report-outside-begin")
    tell_of_cut(request, form)
    return redirect("my:report-shown", sent.number)


def _ask_today(request):
    """The form, with the place of the last report filled in."""
    last = access.reports.own_reports(request.user).exclude(outside_clinic=None).first()
    told, recent = {}, False
    if last is not None:
        today = days.local_date(timezone.now(), request.user.zone)
        recent = last.local_date >= today - RECENT
        told = told_before(last, recent=recent)
    form = OutsideReportForm(initial=told, person=request.user)
    here = last.outside_clinic.clinic if last and last.outside_clinic.is_here else None
    return _ask(request, form, last=last if recent else None, here=here)


def _ask(request, form, last=None, here=None):
    language = get_language() or "en"
    context = {
        "here": here,
        "form": form,
        "place": form.only((*WHERE, *WHEN)),
        "usual": form.only(USUAL),
        "last": last,
        "numbers": report_reading.numbers(request.user),
        "when_ticked": triage.RULES.levels[Level.EMERGENCY].advice.to(language),
        "statement": triage.RULES.statement.to(language),
        "has_plan": access.plans.running_plan(request.user) is not None,
    }
    return frame.show(request, "aftercare/outside/form.html", context, here=HERE)


def _ask_again(request, form):
    """The page whose answer could not be read, with all that was told."""
    later = [name for name in asking.ALL if name not in (*asking.FIRST, *USUAL)]
    wrong = form.errors.keys()
    if not wrong & set(later) or wrong & {*WHERE, *WHEN}:
        return _ask(request, form)
    told = {*form.data, *wrong}
    return _ask_more(request, form, tuple(name for name in later if name in told))


def _wants_more(request, form) -> bool:
    return MORE in request.POST and not _goes_at_once(request, form)


def _further(request, form) -> tuple[str, ...]:
    """What the answers open; nothing after the second page."""
    if MORE in request.POST or _goes_at_once(request, form):
        return ()
    day = outside_reports.day_of(form.day_of_session, by=request.user)
    return asking.opened(form.answers, day=STRICTEST if day is None else day)


def _goes_at_once(request, form) -> bool:
    """After the second page; and an emergency never waits for one more question."""
    if SENT_ON in request.POST:
        return True
    day = outside_reports.day_of(form.day_of_session, by=request.user)
    return judging.assess(form.answers, day=day).level == Level.EMERGENCY


def _ask_more(request, form, further):
    """The second page; what was told on the first is kept in it."""
    groups = [] if further else form.groups()
    asked = further or [field.name for _title, group in groups for field in group]
    context = {
        "form": form,
        "further": form.only(further),
        "groups": groups,
        "hidden": list(form.hidden(but=frozenset(asked))),
        "numbers": report_reading.numbers(request.user),
    }
    return frame.show(request, "aftercare/outside/more.html", context, here=HERE)
