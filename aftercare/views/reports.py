"""The client's check-ins and reports: asked, answered, followed, opened again."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import (
    access,
    app_key,
    asking,
    follow_up,
    photo_strips,
    report_reading,
    threads,
)
from aftercare.domain import attachments, days, photos, reports
from aftercare.enums import REPORT_MOVES, ReportAct
from aftercare.forms.report import (
    NOTE,
    MessageForm,
    NotBetterForm,
    ReportForm,
    filled_in,
)
from aftercare.views import frame
from portal.files import keeping, uploading
from portal.knowledge import plan_steps, triage
from portal.knowledge.triage import Level

ASKED = ["GET", "HEAD", "POST"]
HERE = "reports"
PER_PAGE = 25
RECENT = datetime.timedelta(days=1)
SENT_ON = "send"  # the button of the second page
MORE = "more"
NOT_ALLOWED = gettext_lazy(
    "Nothing was sent: you took the consent to care back, and without it no report is "
    "kept here. Give it again and send this, or check your symptom without an account: "
    "that keeps nothing."
)
TO_KEEP = "To-Keep"  # by this header the worker asks for the copy for offline


@never_cache
@require_http_methods(ASKED)
def report(request):
    """Ask how it is today; sent back, keep and judge it at once."""
    plan = access.plans.running_plan(request.user)
    if plan is None:
        return frame.show(request, "aftercare/no_plan.html", {}, here=HERE)
    day = day_of(plan, request.user)
    if request.method != "POST":
        if TO_KEEP in request.headers:
            return _ask_offline(request, plan)
        answer = _ask_today(request, plan, day)
        answer["Saved-For"] = app_key.of(request.user)
        return answer
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, form, plan, day)
    if asks_more(request, form, day):
        return _ask_more(request, form, plan, day, _further(request, form, day))
    try:
        sent = reports.send(
            plan,
            key=form.cleaned_data["key"],
            answers=form.answers,
            by=request.user,
            language=get_language() or "en",
        )
    except reports.NotAllowed:
        form.add_error(None, NOT_ALLOWED)
        is_second = SENT_ON in request.POST
        return _ask_again(request, form, plan, day, is_second=is_second)
    tell_of_cut(request, form)
    return redirect("my:report-shown", sent.number)


def tell_of_cut(request, form) -> None:
    """Say so where the end of a note was left off."""
    if form.note_was_cut:
        said = _("Your note was longer than %(most)s letters. Its end was left off.")
        messages.warning(request, said % {"most": form.fields[NOTE].max_length})


def day_of(plan, user, *, at=None) -> int:
    """The day of the plan, where the person lives; at that moment, or now."""
    on = days.local_date(at or timezone.now(), user.zone)
    return max(0, days.number(on, day_zero=plan.day_zero))


def asks_more(request, form, day: int) -> bool:
    """Whether a second page comes before the report is sent."""
    if _goes_at_once(request, form, day):
        return False
    if MORE not in request.POST and not _further(request, form, day):
        return False
    return not access.consents.took_care_back(request.user)  # nothing will be sent


def _goes_at_once(request, form, day: int) -> bool:
    """After the second page; and an emergency never waits for one more question."""
    if SENT_ON in request.POST:
        return True
    return triage.assess(form.answers, day=day).level == Level.EMERGENCY


def _further(request, form, day: int) -> tuple[str, ...]:
    if MORE in request.POST:
        return ()
    return asking.opened(form.answers, day=day)


def _ask_today(request, plan, day):
    """The form, filled in from yesterday."""
    today = days.local_date(timezone.now(), request.user.zone)
    last = _last_one(request.user, plan, since=today - RECENT)
    form = ReportForm(initial=filled_in(last.answers) if last else {})
    return _ask(request, form, plan, day, last=last)


def _ask_offline(request, plan):
    """The copy for a phone: of no day, not filled in, and all questions on one page."""
    form = ReportForm()
    answer = _ask(request, form, plan, None, groups=form.groups())
    answer["Saved-For"] = app_key.of(request.user)
    return answer


def _last_one(user, plan, *, since):
    """The report of yesterday or today in the same course."""
    mine = access.reports.own_reports(user).filter(plan=plan, local_date__gte=since)
    return mine.order_by("-local_date", "-sent_at").first()


def _ask(request, form, plan, day, last=None, groups=()):
    context = {
        "after": _long_after(plan, day),
        "form": form,
        "usual": form.only(asking.usual(day or 0)),
        "plan": plan,
        "day": day,
        "last": last,
        "groups": groups,
        "numbers": report_reading.numbers(request.user),
        "when_ticked": triage.RULES.levels[Level.EMERGENCY].advice.to(_language()),
        "statement": triage.RULES.statement.to(_language()),
        "has_clinic": access.clients.is_client_of(request.user, plan.clinic),
        "took_care_back": access.consents.took_care_back(request.user),
    }
    return frame.show(request, "aftercare/report/form.html", context, here=HERE)


def _long_after(plan, day: int | None):
    """When we ask again, once the skin has healed; a copy knows of no day."""
    if day is None or day <= plan_steps.LAST_DAY:
        return None
    return follow_up.long_after(plan, plan.version.steps.all(), day=day)


def _ask_again(request, form, plan, day, *, is_second=False):
    """The page whose answer could not be taken, with all that was told."""
    later = [name for name in asking.ALL if name not in asking.FIRST]
    if not is_second and not form.errors.keys() & set(later):
        return _ask(request, form, plan, day)
    opened = asking.opened(form.answers, day=day)
    told = {*opened, *form.data, *form.errors}
    further = tuple(name for name in later if name in told)
    return _ask_more(request, form, plan, day, further)


def _ask_more(request, form, plan, day, further):
    """The second page; what was told on the first is kept in it."""
    groups = [] if further else form.groups()
    asked = further or [field.name for _title, group in groups for field in group]
    context = {
        "form": form,
        "plan": plan,
        "day": day,
        "further": form.only(further),
        "groups": groups,
        "hidden": list(form.hidden(but=frozenset(asked))),
        "numbers": report_reading.numbers(request.user),
        "took_care_back": access.consents.took_care_back(request.user),
    }
    return frame.show(request, "aftercare/report/more.html", context, here=HERE)


@never_cache
@require_safe
def overview(request):
    """All reports of one's own, the newest first."""
    pages = Paginator(access.reports.reports_to_list(request.user), PER_PAGE)
    context = {"reports": pages.get_page(request.GET.get("page"))}
    return frame.show(request, "aftercare/report/list.html", context, here=HERE)


@never_cache
@require_safe
def shown(request, number):
    """The answer to a report, what became of it, and the thread."""
    return _show(request, access.reports.own_report(request.user, number))


def _show(request, found, *, message_form=None):
    if found.is_outside:
        return _show_outside(request, found)
    read = report_reading.read(found)
    thread = threads.own(found, read.messages)
    takes_pictures = access.consents.allows_photos(request.user)
    own_photos = access.photos.own_photos(request.user).filter(report=found)
    has_reader = found.has_reader()
    context = {
        "read": read,
        "thread": thread,
        "openings": threads.openings(found, thread),
        "report": found,
        "numbers": report_reading.numbers(request.user),
        "clinic": access.reports.clinic_behind(found),
        "has_reader": has_reader,
        "is_left": not has_reader and found.left_to_moderators(),
        "can_reopen": found.status in REPORT_MOVES[ReportAct.REOPENED][0],
        "strips": photo_strips.strips(own_photos, photo_strips.own),
        "takes_photos": photos.is_open(found),
        "not_better": NotBetterForm(),
        "message_form": message_form or MessageForm(takes_pictures=takes_pictures),
        "takes_pictures": takes_pictures,
    }
    return frame.show(request, "aftercare/report/shown.html", context, here=HERE)


def _show_outside(request, found):
    context = {
        "read": report_reading.read(found),
        "report": found,
        "numbers": report_reading.numbers(request.user),
        "is_allowed": access.reports.is_allowed_outside(found),
    }
    return frame.show(request, "aftercare/outside/shown.html", context, here=HERE)


@require_POST
def reopen(request, number):
    """Not better."""
    found = access.reports.own_report(request.user, number)
    form = NotBetterForm(request.POST)
    form.full_clean()
    try:
        reports.reopen(found, by=request.user, note=form.cleaned_data["note"])
    except reports.NotNow:
        messages.info(request, _("This report is open already, or no clinic reads it."))
    else:
        messages.success(request, _("Your clinic is asked to look again."))
        tell_of_cut(request, form)
    return redirect("my:report-shown", number)


@require_POST
@uploading.takes(attachments.POLICY)
def write(request, number):
    """A message to the clinic, with up to three files."""
    found = access.reports.own_report(request.user, number)
    form = MessageForm(
        request.POST,
        request.FILES,
        takes_pictures=access.consents.allows_photos(request.user),
    )
    if not form.is_valid():
        return _show(request, found, message_form=form)
    try:
        reports.write(found, by=request.user, **form.cleaned_data)
    except (attachments.NotAllowed, keeping.NotKept) as trouble:
        form.did_not_take(trouble)
        return _show(request, found, message_form=form)
    except reports.NotNow:
        messages.info(request, _("No clinic reads this report."))
    else:
        messages.success(request, _("Your message was sent."))
    return redirect("my:report-shown", number)


@require_POST
def have_read(request, number):
    """The client says that they read what the clinic wrote."""
    found = access.reports.own_report(request.user, number)
    reports.mark_read(found, by=request.user, as_clinic=False)
    return redirect("my:report-shown", number)


def _language() -> str:
    return get_language() or "en"
