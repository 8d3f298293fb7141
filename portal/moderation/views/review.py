"""The review screen of a certification: look, answer slot by slot, decide."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinics import papers as on_paper
from clinics.domain import certifications
from clinics.domain import reviews as papers
from clinics.enums import CertificationStatus
from clinics.forms.seen import sealed
from portal.moderation import access, reviewing
from portal.moderation.domain import claims, reviews
from portal.moderation.forms.review import ReviewForm
from portal.moderation.kinds import KINDS


@require_http_methods(["GET", "HEAD", "POST"])
def certification(request, pk):
    """A paper with its evidence; the form is for who has it in hand."""
    paper = access.certification_to_review(request.user, pk)
    form = _form(request.POST if request.method == "POST" else None, paper)
    if form.is_bound and form.is_valid():
        return _decide(request, paper, form)
    return _show(request, paper, form)


@require_safe
def preview(request, pk):
    """What the public would read of it, if it were accepted."""
    paper = access.certification_to_review(request.user, pk)
    context = {"paper": paper, "line": on_paper.as_accepted(paper)}
    return TemplateResponse(request, "moderation/certification_preview.html", context)


def _decide(request, paper, form):
    try:
        decided = reviews.decide(paper, by=request.user, **form.decision)
    except claims.Taken as taken:
        what = _("%(who)s has taken it over at %(time)s.") % {
            "who": taken.claim.by,
            "time": time_format(taken.claim.since),
        }
        return _conflict(request, paper, form, what)
    except claims.Ended:
        return _begin_again(request, paper, form)
    except (papers.Moved, certifications.MoveNotAllowed):
        return _conflict(request, paper, form)
    except certifications.NotYours:
        messages.error(request, _("Somebody else decides on this paper."))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return _show(request, paper, form)
    else:
        messages.success(request, _done(decided))
    return redirect("queue:items")


def _begin_again(request, paper, form):
    """The half hour was too short, or the form came twice."""
    seen = form.cleaned_data["seen"] or {}
    mine = paper.decisions.filter(by=request.user, round=seen.get("round"))
    if mine.exists():
        messages.info(request, _("You have decided on this already."))
        return redirect("queue:items")
    handed_in_again = paper.round != seen.get("round", paper.round)
    if paper.status != CertificationStatus.SUBMITTED or handed_in_again:
        return _conflict(request, paper, form)
    try:
        claims.take(reviews.KIND, paper.pk, by=request.user)
    except claims.Taken:
        return _conflict(request, paper, form, _("Your half hour is over."))
    what = _("Your half hour was over. Nobody took it, so it is yours again.")
    return _conflict(request, paper, form, what)


def _conflict(request, paper, form, *said):
    """Nothing was stored: who did what meanwhile, and all that was typed."""
    now = access.certification_to_review(request.user, paper.pk)
    seen = form.cleaned_data["seen"]
    said = [*said, *reviewing.changes(request.user, now, seen)]
    answers = form.data.copy()
    answers["seen"] = _seal(now)
    return _show(request, now, _form(answers, now), said=said, status=409)


def _form(data, paper):
    initial = {"seen": _seal(paper), "register_seen_on": timezone.localdate()}
    slots = papers.slots_to_answer(paper)
    return ReviewForm(data, paper=paper, slots=slots, initial=initial)


def _seal(paper):
    return sealed(papers.facts_of(paper))


def _show(request, paper, form, *, said=(), status=200):
    user, kind = request.user, KINDS[reviews.KIND]
    deeds = kind.offered(user, paper)
    alive = claims.alive(kind.key, paper.pk) if deeds else None
    mine = alive is not None and alive.by_id == user.pk
    slots = reviewing.slots(user, paper)
    answers = form if mine or form.is_bound else None
    context = {
        "paper": paper,
        "claim": alive,
        "is_mine": mine,
        "deeds": deeds,
        "decisions": papers.decisions_shown(user, paper),
        "slots": slots,
        "form": answers,
        "rows": reviewing.rows(form, slots) if answers else [],
        "said": said,
    }
    template = "moderation/certification.html"
    return TemplateResponse(request, template, context, status=status)


def _done(decided) -> str:
    if decided.status == CertificationStatus.SUBMITTED:
        return _("Approved. It is in force once another reviewer approves as well.")
    label = CertificationStatus(decided.status).label
    return _("Decided: %s.") % label
