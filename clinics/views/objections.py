"""What was decided about a paper, and what its people can say against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clinics import access, codes, objecting, presenting, rules
from clinics.domain import objections
from clinics.forms.decision import AppealForm, ReplyForm
from clinics.views.desks import Desk


def decisions(desk: Desk, code):
    """Each decision, how it stands with a reply and an appeal, and what comes next."""
    paper = _paper(desk, code)
    rows = objecting.decisions(paper, reader=desk.request.user)
    context = {
        "paper": paper,
        "line": presenting.line(
            paper,
            on=paper.today,
            decision=next((row.decision for row in rows), None),
        ),
        "rows": rows,
    }
    return desk.show("clinics/papers/decisions.html", context)


def reply(desk: Desk, code, pk):
    """Write what the public is to read beside our sentence."""
    request = desk.request
    paper, decided = _decided(desk, code, pk)
    form = ReplyForm(request.POST or None)
    may = decided.may_be_replied_to
    if request.method == "POST" and form.is_valid():
        try:
            objections.reply(
                decided.decision, by=request.user, text=form.cleaned_data["text"]
            )
        except objections.AlreadyThere:
            may = False
        else:
            messages.success(request, _("Your reply is with the reviewers."))
            return desk.go("decisions", paper.shown_code)
    return _ask(
        desk,
        paper,
        form,
        decided,
        may=may,
        heading=_("Reply in public"),
        submit=_("Send to the reviewers"),
        otherwise=_("There is a reply to this decision already."),
        next=_(
            "A reviewer reads it within five working days and publishes it, or says "
            "why not. What we check: no names of people, nothing about health, nothing "
            "against the law. Whether we agree does not matter."
        ),
    )


def appeal(desk: Desk, code, pk):
    """Ask somebody who was not involved to look again."""
    request = desk.request
    paper, decided = _decided(desk, code, pk)
    form = AppealForm(request.POST or None)
    may = decided.may_be_appealed
    if request.method == "POST" and form.is_valid():
        try:
            objections.appeal(
                decided.decision, by=request.user, text=form.cleaned_data["text"]
            )
        except (objections.AlreadyThere, objections.TooLate):
            may = False
        else:
            messages.success(request, _("Your appeal is on its way."))
            return desk.go("decisions", paper.shown_code)
    return _ask(
        desk,
        paper,
        form,
        decided,
        may=may,
        heading=_("Appeal"),
        submit=_("Send the appeal"),
        otherwise=_("You have appealed already, or the 30 days are over."),
        next=_(
            "Once per decision. Somebody who neither proposed nor confirmed it decides "
            "within ten working days. Until then the decision holds."
        ),
    )


def _paper(desk: Desk, code):
    """A paper that was accepted once, whether in public or not. Raises Http404."""
    if desk.is_clinics:
        papers = access.certifications_at(desk.subject)
    else:
        papers = access.papers_of(desk.subject).with_public_page()
    return get_object_or_404(papers.decided(), code=codes.read(code))


def _decided(desk: Desk, code, pk):
    """For who speaks for whom it is about. Raises Http404, PermissionDenied."""
    paper = _paper(desk, code)
    reader = desk.request.user
    if not rules.answers_for(reader, paper):
        raise PermissionDenied
    for decided in objecting.decisions(paper, reader=reader):
        if decided.decision.pk == pk and decided.is_answerable:
            return paper, decided
    raise Http404


def _ask(desk: Desk, paper, form, decided, *, may: bool, **words):
    """The form; where somebody was faster, why not, and what was typed."""
    context = {
        "paper": paper,
        "form": form if may else None,
        "typed": "" if may else form["text"].value(),
        "decided": decided,
        "back": desk.url("decisions", paper.shown_code),
        **words,
    }
    status = 409 if form.is_bound and not may else 200
    return desk.show("clinics/papers/decision_answer.html", context, status=status)
