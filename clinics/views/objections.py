"""What was decided about a paper, and what its people can say against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinics import access, codes, objecting, presenting, rules
from clinics.domain import objections
from clinics.forms.decision import AppealForm, ReplyForm
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_safe
def decisions(request, clinic, code):
    """Each decision, how it stands with a reply and an appeal, and what comes next."""
    clinic, paper = _paper(request, clinic, code)
    rows = objecting.decisions(paper)
    context = {
        "paper": paper,
        "line": presenting.line(
            paper,
            on=paper.today,
            decision=next((row.decision for row in rows), None),
        ),
        "rows": rows,
        "may_answer": rules.answers_for(request.user, paper),
    }
    return frame.show(
        request, clinic, "clinics/workspace/decisions.html", context, here="decisions"
    )


@never_cache
@require_http_methods(frame.ASKED)
def reply(request, clinic, code, pk):
    """Write what the public is to read beside our sentence."""
    clinic, paper, decided = _decided(request, clinic, code, pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.reply(
                decided.decision, by=request.user, text=form.cleaned_data["text"]
            )
        except objections.AlreadyThere:
            messages.warning(request, _("There is a reply already."))
        else:
            messages.success(request, _("Your reply is with the reviewers."))
        return _back(clinic, paper)
    return _ask(
        request,
        clinic,
        paper,
        form if decided.may_be_replied_to else None,
        decided,
        heading=_("Reply in public"),
        submit=_("Send to the reviewers"),
        otherwise=_("There is a reply to this decision already."),
        next=_(
            "A reviewer reads it within five working days and publishes it, or says "
            "why not. What we check: no names of people, nothing about health, nothing "
            "against the law. Whether we agree does not matter."
        ),
    )


@never_cache
@require_http_methods(frame.ASKED)
def appeal(request, clinic, code, pk):
    """Ask somebody who was not involved to look again."""
    clinic, paper, decided = _decided(request, clinic, code, pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.appeal(
                decided.decision, by=request.user, text=form.cleaned_data["text"]
            )
        except objections.AlreadyThere:
            messages.warning(request, _("You have appealed already."))
        except objections.TooLate:
            messages.warning(request, _("The 30 days for an appeal are over."))
        else:
            messages.success(request, _("Your appeal is on its way."))
        return _back(clinic, paper)
    return _ask(
        request,
        clinic,
        paper,
        form if decided.may_be_appealed else None,
        decided,
        heading=_("Appeal"),
        submit=_("Send the appeal"),
        otherwise=_("You have appealed already, or the 30 days are over."),
        next=_(
            "Once per decision. Somebody who neither proposed nor confirmed it decides "
            "within ten working days. Until then the decision holds."
        ),
    )


def _paper(request, slug, code):
    clinic = access.workplace(request.user, slug, Right.SEE_CERTIFICATIONS)
    papers = access.certifications_to_share(clinic)
    return clinic, get_object_or_404(papers, code=codes.read(code))


def _decided(request, slug, code, pk):
    """For who speaks for whom it is about. Raises Http404, PermissionDenied."""
    clinic, paper = _paper(request, slug, code)
    if not rules.answers_for(request.user, paper):
        raise PermissionDenied
    for decided in objecting.decisions(paper):
        if decided.decision.pk == pk and decided.is_answerable:
            return clinic, paper, decided
    raise Http404


def _ask(request, clinic, paper, form, decided, **words):
    context = {"paper": paper, "form": form, "decided": decided, **words}
    template = "clinics/workspace/decision_answer.html"
    return frame.show(request, clinic, template, context, here="decisions")


def _back(clinic, paper):
    return redirect("workspace:decisions", clinic.slug, paper.shown_code)
