"""The clinic's inbox: what clients report, by urgency, and one page for each."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aftercare import access, note_flags, photo_strips, report_reading, threads
from aftercare.domain import attachments, report_answers, reports
from aftercare.enums import REPORT_MOVES, REPORT_WAITS, ReportAct, StepOutcome
from aftercare.forms.inbox import (
    MEANWHILE,
    TEMPLATES,
    AnswerForm,
    ContactForm,
    RaiseForm,
    ReplyForm,
    ResolveForm,
)
from aftercare.models import SessionBottle
from clinics import access as clinic_access
from clinics.rules import Right
from clinics.views import frame
from portal.files import keeping, uploading
from portal.knowledge.triage import Level
from portal.ui import paging
from portal.ui.check import wording

HERE = "inbox"
PER_PAGE = 25
EARLIER, TOLD = 10, 30


@never_cache
@require_safe
def overview(request, clinic):
    """What is open or has a new message, the most urgent first, then the oldest."""
    clinic = _workplace(request, clinic)
    shown = "all" if request.GET.get("show") == "all" else "open"
    if shown == "all":
        found = access.reports.with_new_messages(access.reports.reports_at(clinic))
    else:
        open_ones = access.reports.reports_to_see_to(clinic)
        open_ones = access.reports.with_new_messages(open_ones)
        found = paging.InTurn(*access.reports.pressing_first(open_ones))
    page = paging.page(found, request.GET.get("page"), size=PER_PAGE)
    now = timezone.now()
    context = {
        "page": page,
        "shown": shown,
        "further": f"show={shown}",
        "rows": [
            (
                each,
                wording.STATUS[Level(each.level)],
                each.status in REPORT_WAITS,
                each.is_late(on=now),
                note_flags.in_words(each),
                each.new_messages,
            )
            for each in page.rows
        ],
    }
    return frame.show(
        request, clinic, "aftercare/workspace/inbox.html", context, here=HERE
    )


@never_cache
@require_safe
def report(request, clinic, number):
    """One report with all that helps to answer it."""
    clinic = _workplace(request, clinic)
    return _show(request, clinic, access.reports.report_at(clinic, number))


@require_POST
def have_read(request, clinic, number):
    """Somebody of the team opens it; the client is told that it was read."""
    clinic = _workplace(request, clinic)
    found = access.reports.report_at(clinic, number)
    reports.mark_read(found, by=request.user, as_clinic=True)
    return redirect("inbox:report", clinic.slug, number)


@require_POST
def acknowledge(request, clinic, number):
    return _act(request, clinic, number, "acknowledge", report_answers.acknowledge)


@require_POST
@uploading.takes(attachments.POLICY)
def reply(request, clinic, number):
    return _act(request, clinic, number, "reply", report_answers.reply)


@require_POST
def contact(request, clinic, number):
    return _act(request, clinic, number, "contact", report_answers.record_contact)


@require_POST
def raise_level(request, clinic, number):
    return _act(request, clinic, number, "raise", report_answers.raise_level)


@require_POST
def resolve(request, clinic, number):
    return _act(request, clinic, number, "resolve", report_answers.resolve)


def _act(request, clinic, number, name, do):
    clinic = _workplace(request, clinic)
    found = access.reports.report_at(clinic, number)
    form = _forms(found, data=request.POST, files=request.FILES, only=name)[name]
    if not form.is_valid():
        if form.is_behind(report_answers.seen(found)):
            return _put_back(request, clinic, number, {name: form})
        return _show(request, clinic, found, {name: form})
    try:
        do(found, by=request.user, **form.cleaned_data)
    except report_answers.Moved:
        return _put_back(request, clinic, number, {name: form})
    except keeping.NotKept as trouble:
        form.did_not_take(trouble)
        return _show(request, clinic, found, {name: form})
    except report_answers.NotNow:
        messages.info(request, _("Where the report stands, this cannot be done."))
    else:
        messages.success(request, _("It is written down, and the client can see it."))
    return redirect("inbox:report", clinic.slug, number)


def _put_back(request, clinic, number, sent):
    """Somebody was faster: what was typed comes back on the page as it is now."""
    found = access.reports.report_at(clinic, number)
    for form in sent.values():
        form.put_back(seen=report_answers.seen(found))
    messages.warning(request, MEANWHILE)
    return _show(request, clinic, found, sent)


def _forms(found, *, data=None, files=None, only="", template=""):
    """The forms of the page, each with how much has happened so far."""
    start = {"seen": report_answers.seen(found)}

    def sent(name):
        return data if name == only else None

    return {
        "acknowledge": AnswerForm(sent("acknowledge"), initial=start),
        "reply": ReplyForm(
            sent("reply"), files, initial=dict(start), template=template
        ),
        "contact": ContactForm(sent("contact"), initial=start, now=found.level),
        "raise": RaiseForm(sent("raise"), initial=start, now=found.level),
        "resolve": ResolveForm(sent("resolve"), initial=start),
    }


def _show(request, clinic, found, sent=None):
    """The page; `sent` are forms that came back, with a mistake or too late."""
    sent = sent or {}
    forms = _forms(found, template=request.GET.get("reply", "")) | sent
    may = _may(found)
    told = found.plan.records.exclude(outcome=StepOutcome.DONE)
    mine = access.reports.reports_at(clinic).filter(user=found.user)
    session = access.sessions.sessions_at(clinic).filter(pk=found.session_id).first()
    photos = access.photos.photos_at(clinic, found.user).filter(
        report__plan=found.plan_id
    )
    read = report_reading.read(found)
    used = SessionBottle.objects.filter(session=found.session_id)
    used = used.select_related("bottle__batch__ink__maker")
    context = {
        "read": read,
        "thread": threads.at_clinic(found, read.messages),
        "report": found,
        "waits": found.status in REPORT_WAITS,
        "may": may,
        "forms": forms,
        "too_late": [form for name, form in sent.items() if not may[name]],
        "templates": [(key, words[0]) for key, words in TEMPLATES.items()],
        "strips": photo_strips.strips(photos, photo_strips.at_clinic),
        "session": session,
        "bottles": list(used) if session else [],
        "slips": list(told.select_related("step").order_by("-on", "pk")[:TOLD]),
        "ticks": found.plan.records.filter(outcome=StepOutcome.DONE).count(),
        "earlier": list(mine.exclude(pk=found.pk)[:EARLIER]),
    }
    template = "aftercare/workspace/report.html"
    return frame.show(request, clinic, template, context, here=HERE)


def _may(found) -> dict[str, bool]:
    """Which forms of the page can do something, where the report stands."""
    possible = {act: found.status in REPORT_MOVES[act][0] for act in ReportAct}
    return {
        "acknowledge": possible[ReportAct.ACKNOWLEDGED],
        "reply": possible[ReportAct.REPLIED],
        "contact": possible[ReportAct.CALLED],
        "raise": possible[ReportAct.RAISED] and found.level < Level.EMERGENCY,
        "resolve": possible[ReportAct.RESOLVED],
    }


def _workplace(request, clinic):
    return clinic_access.workplace(request.user, clinic, Right.ANSWER_REPORTS)
