"""A paper after it was accepted: its sheet, and what reviewers do to it by two."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinics import presenting, rules
from clinics.domain import certifications, objections, sanctions
from clinics.enums import AppealOutcome, ProposalOutcome, ReplyOutcome
from portal.moderation import access, paper_acts
from portal.moderation.forms import paper as forms
from portal.moderation.paper_sheet import Button, facts_of, sheet_of

ASKED = ["GET", "HEAD", "POST"]


@require_safe
def sheet(request, pk):
    """Everything that was decided and said about one paper, and what can be done."""
    paper = access.paper(request.user, pk)
    may = certifications.may_decide(request.user, paper)
    found = sheet_of(paper, user=request.user)
    waits = found["proposal"] is not None
    decides = rules.decides_about_clinics(request.user)
    context = found | {
        "acts": paper_acts.offered(paper) if may and not waits else [],
        "decides": decides,
        "is_kept_apart": decides and not may,
    }
    return TemplateResponse(request, "moderation/paper.html", context)


@require_http_methods(ASKED)
def propose(request, pk, act):
    """Ask for the words, show what the public will read, then propose it."""
    paper = access.paper_to_decide_about(request.user, pk)
    chosen = paper_acts.ACTS.get(act)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST or None)
    if not chosen.is_offered(paper):
        if not form.is_bound:
            return _moved(request, paper)
        return _refuse(request, paper, chosen, form, _has_moved(request, paper))
    is_preview = request.POST.get("act") == "preview"
    if form.is_bound and form.is_valid() and not is_preview:
        return _propose(request, paper, chosen, form)
    return _ask_words(request, paper, chosen, form)


def _propose(request, paper, chosen, form):
    try:
        chosen.do(paper, by=request.user, **form.cleaned_data)
    except sanctions.NotYours:
        refusal = _kept_apart()
    except sanctions.AnotherWaits:
        refusal = _(
            "Nothing was done: another proposal waits already. Look at the sheet of "
            "the paper; what you typed is still here."
        )
    except sanctions.MoveNotAllowed:
        refusal = _has_moved(request, paper)
    else:
        messages.success(request, chosen.done)
        return _to_sheet(paper)
    return _refuse(request, paper, chosen, form, refusal)


def _refuse(request, paper, chosen, form, refusal):
    """Nothing was stored: why, and all that was typed."""
    messages.warning(request, refusal)
    now = access.paper(request.user, paper.pk)
    return _ask_words(request, now, chosen, form, status=409)


def _ask_words(request, paper, chosen, form, *, status=200):
    return _ask(
        request,
        paper,
        form,
        status=status,
        title=chosen.label,
        says=chosen.says,
        # Refused, it is a draft of their own: it stands in the form alone.
        line="" if status == 409 else form["public_sentence"].value() or "",
        is_public=False,
        buttons=[
            Button(value="do", label=chosen.label, is_grave=chosen.is_grave),
            Button(value="preview", label=_("Preview")),
        ],
    )


@require_http_methods(ASKED)
def settle(request, pk):
    """Confirm or decline what somebody else proposed, or take back one's own."""
    proposal = access.proposal(request.user, pk)
    paper = proposal.certification
    form = forms.SettleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return _settle(request, proposal, **form.cleaned_data)
    if not proposal.waits:
        return _too_late(request, paper)
    own = proposal.proposed_by == request.user
    buttons = [Button(value="withdrawn", label=_("Take it back"))] if own else []
    if sanctions.may_settle(request.user, proposal):
        buttons = [
            Button(value="confirmed", label=_("Confirm"), is_grave=True),
            Button(value="declined", label=_("Decline")),
        ]
    return _ask(
        request,
        paper,
        form,
        title=proposal.get_act_display(),
        says=_("Your own proposal: another reviewer confirms it.") if own else "",
        facts=facts_of(proposal),
        line=proposal.public_sentence,
        is_public=proposal.is_emergency,
        buttons=buttons,
        has_note=not own,
    )


def _settle(request, proposal, *, answer, note):
    paper = proposal.certification
    try:
        match answer:
            case ProposalOutcome.CONFIRMED:
                sanctions.confirm(proposal, by=request.user)
                done = _("Confirmed, and done.")
            case ProposalOutcome.DECLINED:
                sanctions.decline(proposal, by=request.user, note=note)
                done = _("Declined.")
            case ProposalOutcome.WITHDRAWN:
                sanctions.withdraw(proposal, by=request.user)
                done = _("Taken back.")
    except sanctions.OwnProposal:
        messages.error(request, _("Your own proposal: another reviewer confirms it."))
    except sanctions.NotYours:
        messages.error(request, _kept_apart())
    except sanctions.AlreadySettled:
        return _too_late(request, paper)
    except sanctions.MoveNotAllowed:
        return _moved(request, paper)
    else:
        messages.success(request, done)
    return _to_sheet(paper)


@require_http_methods(ASKED)
def vet(request, pk):
    """Publish the reply of whom a decision is about, or say why not."""
    reply = access.reply(request.user, pk)
    paper = reply.decision.certification
    form = forms.VetForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["answer"] == ReplyOutcome.PUBLISHED:
                objections.publish(reply, by=request.user)
                done = _("The public reads it now.")
            else:
                objections.refuse(
                    reply, by=request.user, note=form.cleaned_data["note"]
                )
                done = _("Refused, and whoever wrote it hears why.")
        except objections.NotYours:
            messages.error(request, _kept_apart())
        except objections.AlreadySettled:
            return _too_late(request, paper)
        else:
            messages.success(request, done)
        return _to_sheet(paper)
    if reply.outcome:
        return _too_late(request, paper)
    may = objections.may_vet(request.user, reply)
    return _ask(
        request,
        paper,
        form,
        title=_("Reply to a decision"),
        says=_(
            "Look for names of people, for anything about their health, and for what "
            "the law forbids. Whether you agree does not matter."
        ),
        facts=facts_of(reply),
        line=reply.decision.public_sentence,
        buttons=[
            Button(value="published", label=_("Publish")),
            Button(value="refused", label=_("Do not publish")),
        ]
        if may
        else [],
    )


@require_http_methods(ASKED)
def decide_appeal(request, pk):
    """Somebody who was not involved looks again."""
    appeal = access.appeal(request.user, pk)
    paper = appeal.decision.certification
    form = forms.AppealForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            objections.decide(
                appeal,
                by=request.user,
                outcome=AppealOutcome(form.cleaned_data["answer"]),
                answer=form.cleaned_data["note"],
            )
        except objections.NotYours:
            messages.error(request, _not_involved())
        except objections.AlreadySettled:
            return _too_late(request, paper)
        else:
            messages.success(request, _("Decided, and whoever appealed hears of it."))
        return _to_sheet(paper)
    if appeal.outcome:
        return _too_late(request, paper)
    may = objections.may_decide(request.user, appeal)
    return _ask(
        request,
        paper,
        form,
        title=_("Appeal"),
        says="" if may else _not_involved(),
        facts=facts_of(appeal),
        line=appeal.decision.public_sentence,
        buttons=[
            Button(value="upheld", label=_("The decision stands")),
            Button(value="overturned", label=_("Overturn it"), is_grave=True),
        ]
        if may
        else [],
    )


def _ask(
    request,
    paper,
    form,
    *,
    facts=(),
    has_note=True,
    is_public=True,
    status=200,
    **words,
):
    context = {
        "paper": paper,
        "form": form if has_note and words["buttons"] else None,
        "facts": facts,
        "is_public": is_public,
        "today": presenting.line(paper, on=paper.today).word,
        **words,
    }
    template = "moderation/paper_act.html"
    return TemplateResponse(request, template, context, status=status)


def _moved(request, paper):
    messages.warning(request, _has_moved(request, paper))
    return _to_sheet(paper)


def _too_late(request, paper):
    messages.warning(
        request, _("Nothing was done: this was settled meanwhile, or its time is over.")
    )
    if words := request.POST.get("note"):
        messages.info(request, _("You had written: “%s”") % words)
    return _to_sheet(paper)


def _to_sheet(paper):
    return redirect("moderation:paper", paper.pk)


def _has_moved(request, paper) -> str:
    status = access.paper(request.user, paper.pk).get_status_display()
    told = _("Nothing was done: the paper has moved meanwhile, and is now: %s.")
    return told % status


def _kept_apart() -> str:
    return _(
        "You handed this in, or are close to whom it is about. Somebody else acts."
    )


def _not_involved() -> str:
    return _("Somebody decides who neither proposed nor confirmed it.")
