"""A clinic's laboratory reports: begun, mended row by row, handed in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from clinics import access, lab_charts, lab_verdicts, rules
from clinics.domain import lab_reports
from clinics.forms.lab_report import TABLES, BeginForm, Grid, ReplaceForm
from clinics.rules import Right
from clinics.views import frame
from portal.files import serving, uploading

PER_PAGE = 25


@never_cache
@require_safe
def overview(request, clinic):
    """Every report the clinic wrote down, the last one first."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    page = Paginator(access.lab_reports_of(clinic), PER_PAGE)
    context = {
        "entries": page.get_page(request.GET.get("page")),
        "may_hand_in": rules.may(request.user, Right.HAND_IN_REPORTS, clinic),
    }
    template = "clinics/workspace/lab_reports.html"
    return frame.show(request, clinic, template, context, here="bottles")


@never_cache
@require_http_methods(frame.ASKED)
@uploading.takes(TABLES)
def add(request, clinic):
    """Begin a report; its table may be wrong still, and is kept as it is."""
    clinic = access.workplace(request.user, clinic, Right.HAND_IN_REPORTS)
    had = list(access.batches_of(clinic))
    words = {
        "here": "bottles",
        "heading": _("A laboratory report"),
        "lede": _("One report on one batch. Readers see it once a reviewer decided."),
        "submit": _("Go on"),
    }
    if not had:
        told = _("A report is about a batch. Add a bottle of that batch first.")
        return frame.ask(request, clinic, None, otherwise=told, **words)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BeginForm(*data, had=had, today=clinic.today)
    if request.method == "POST" and form.is_valid():
        begun = _begin(request, clinic, form)
        if begun:
            return redirect("workspace:lab-report", clinic.slug, begun.pk)
    return frame.ask(request, clinic, form, **words)


def _begin(request, clinic, form: BeginForm):
    """The draft, or None and the form says why."""
    try:
        begun = lab_reports.begin(
            clinic,
            form.chosen,
            key=form.cleaned_data["key"],
            by=request.user,
            **form.paper,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    if form.table and not begun.table:
        lab_reports.fill(begun, form.table, by=request.user, original=form.original)
    return begun


@never_cache
@require_http_methods(frame.ASKED)
def report(request, clinic, pk):
    """What it says and shows; a POST brings rows that were typed in or mended."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    found = access.lab_report_of(clinic, pk)
    if request.method == "POST":
        access.workplace(request.user, clinic.slug, Right.HAND_IN_REPORTS)
        return _mend(request, clinic, found)
    return _show(request, clinic, found)


def _mend(request, clinic, found):
    grid = Grid(found.table, request.POST)
    if not grid.table.lines:
        messages.warning(request, _("Nothing was typed in."))
        return redirect("workspace:lab-report", clinic.slug, found.pk)
    try:
        lab_reports.fill(found, grid.table, by=request.user)
    except lab_reports.MoveNotAllowed:
        return _too_late(request, clinic, found)
    if not grid.table.wrong:
        messages.success(request, _("Every row is understood."))
    return redirect("workspace:lab-report", clinic.slug, found.pk)


def _show(request, clinic, found):
    may_change = found.may_be_changed and rules.may(
        request.user, Right.HAND_IN_REPORTS, clinic
    )
    results = lab_reports.results_of(found)
    verdicts = lab_verdicts.everywhere(results, on=clinic.today) if results else []
    context = {
        "report": found,
        "may_change": may_change,
        "grid": Grid(found.table) if may_change and not results else None,
        "verdicts": verdicts,
        "chart": lab_charts.against_limits(verdicts[0]) if verdicts else None,
        "decision": found.decisions.last(),
        "originals": found.originals.defer("content"),
    }
    template = "clinics/workspace/lab_report.html"
    return frame.show(request, clinic, template, context, here="bottles")


@never_cache
@require_http_methods(frame.ASKED)
@uploading.takes(TABLES)
def whole_table(request, clinic, pk):
    """The table as a text, or another file in its place."""
    clinic = access.workplace(request.user, clinic, Right.HAND_IN_REPORTS)
    found = access.lab_report_of(clinic, pk)
    if not found.may_be_changed:
        return _too_late(request, clinic, found)
    if request.method == "POST":
        form = ReplaceForm(request.POST, request.FILES)
    else:
        form = ReplaceForm(initial={"pasted": found.table})
    if request.method == "POST" and form.is_valid():
        try:
            lab_reports.fill(found, form.table, by=request.user, original=form.original)
        except lab_reports.MoveNotAllowed:
            return _too_late(request, clinic, found)
        return redirect("workspace:lab-report", clinic.slug, pk)
    return frame.ask(
        request,
        clinic,
        form,
        here="lab-reports",
        heading=_("The whole table"),
        lede=str(found),
        submit=_("Read it again"),
    )


@never_cache
@require_POST
def submit(request, clinic, pk):
    """Hand it in to the reviewers."""
    clinic = access.workplace(request.user, clinic, Right.HAND_IN_REPORTS)
    found = access.lab_report_of(clinic, pk)
    try:
        lab_reports.submit(found, by=request.user)
    except lab_reports.MoveNotAllowed:
        return _too_late(request, clinic, found)
    except lab_reports.NotWhole:
        messages.error(request, _("Mend the rows below first."))
    else:
        messages.success(request, _("The report is with the reviewers."))
    return redirect("workspace:lab-report", clinic.slug, pk)


@never_cache
@require_safe
def original(request, clinic, pk, of_round):
    """The file that a table was read from, as it came."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    file = access.lab_original(access.lab_report_of(clinic, pk), of_round)
    content = lab_reports.read_original(file, by=request.user)
    return serving.attachment(content, media_type=file.media_type, name=file.name)


def _too_late(request, clinic, found):
    """It is with the reviewers, or decided."""
    now = access.lab_report_of(clinic, found.pk)
    messages.warning(
        request,
        _("Nothing was changed. The report is: %s.") % now.get_status_display().lower(),
    )
    return redirect("workspace:lab-report", clinic.slug, found.pk)
