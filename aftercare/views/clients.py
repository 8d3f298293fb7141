"""A clinic's clients: who is, who is invited, who asks, and one page for each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import access, passport, reading, sharing
from aftercare.domain import clients, leaving
from aftercare.enums import ClientStatus
from aftercare.forms.client import InviteForm, LeaveForm
from clinics import access as clinic_access
from clinics import rules
from clinics.rules import Right
from clinics.views import frame
from portal.accounts.domain import invitations
from portal.accounts.presenters import questions

HERE = "clients"
PER_PAGE = 25
ACTIVE, INVITED, ENDED = "active", "invited", "ended"
SHELVES = {
    ACTIVE: pgettext_lazy("clients", "Active"),
    INVITED: pgettext_lazy("clients", "Invited"),
    ENDED: pgettext_lazy("clients", "Ended"),
}


@never_cache
@require_safe
def overview(request, clinic):
    """One shelf of people at a time, with a count on each, and who asks on top."""
    clinic = clinic_access.workplace(request.user, clinic, Right.SEE_CLIENTS)
    words = request.GET.get("q", "").strip()[:80]
    shown = request.GET.get("show")
    shown = shown if shown in SHELVES else ACTIVE
    found = access.clients.clients_of(clinic, words=words)
    shelves = {
        ACTIVE: found.linked(),
        INVITED: access.joining.invitations_of(clinic, words=words),
        ENDED: found.ended(),
    }
    page = Paginator(shelves[shown], PER_PAGE).get_page(request.GET.get("page"))
    counts = {key: rows.count() for key, rows in shelves.items() if key != shown}
    counts[shown] = page.paginator.count
    now = timezone.now()
    context = {
        "shelves": [
            (label, counts[key], urlencode({"show": key, "q": words}), key == shown)
            for key, label in SHELVES.items()
        ],
        "shown": shown,
        "words": words,
        "entries": page,
        "further": urlencode({"show": shown, "q": words}),
        "invitations": [
            (each, each.state(on=now)) for each in (page if shown == INVITED else ())
        ],
        "asking": list(access.clients.clients_of(clinic).asking()),
        "may_invite": rules.may(request.user, Right.INVITE_CLIENTS, clinic),
    }
    template = "aftercare/workspace/clients.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_safe
def client(request, clinic, pk):
    """What the clinic may see of one person, and what became of the link."""
    clinic = clinic_access.workplace(request.user, clinic, Right.SEE_CLIENTS)
    found = access.clients.client_of(clinic, pk)
    sees = access.clients.may_see(found)
    may_record = sees and rules.may(request.user, Right.KEEP_TREATMENTS, clinic)
    context = {
        "client": found,
        "sees": sees,
        "is_open": found.status != ClientStatus.ENDED,
        "is_asking": found.status == ClientStatus.ASKED,
        "ended_by_clinic": found.ended_by_id not in {None, found.user_id},
        "questions": questions(found.user) if sees else [],
        "treatments": list(access.treatments.treatments_of(found)) if sees else [],
        "shown": list(access.treatments.shown_treatments(found)) if may_record else [],
        "may_record": may_record,
        "clinic_sees": sharing.SEES,
        "never_sees": sharing.NEVER_SEES,
        "may_end": rules.may(request.user, Right.INVITE_CLIENTS, clinic),
    }
    template = "aftercare/workspace/client.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_safe
def shown(request, clinic, pk, treatment):
    """A treatment that another clinic made, while its person shows it here."""
    clinic = clinic_access.workplace(request.user, clinic, Right.KEEP_TREATMENTS)
    client = access.clients.active_client(clinic, pk)
    found = access.treatments.shown_treatment(client, treatment)
    plan = access.plans.shown_plan(client, found)
    context = {
        "client": client,
        "treatment": found,
        "entries": passport.entries(access.sessions.shown_sessions(client, found)),
        "plan": plan,
        "rows": reading.read(plan).rows() if plan else [],
        "shown": sharing.SHOWN,
        "shown_never": sharing.SHOWN_NEVER,
    }
    template = "aftercare/workspace/shown.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_http_methods(frame.ASKED)
def invite(request, clinic):
    """Write to somebody and offer to look after them here."""
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, clinic, form):
        return redirect(_invited(clinic))
    return frame.ask(
        request,
        clinic,
        form,
        here=HERE,
        heading=_("Invite a client"),
        lede=_(
            "They get a link that works once, for seven days, for that address. The "
            "clinic sees nothing of them before they have read what it will see, and "
            "said yes."
        ),
        submit=_("Send the invitation"),
    )


def _sent(request, clinic, form) -> bool:
    """Whether the invitation is on its way; the form says why not."""
    email = form.cleaned_data["email"]
    try:
        clients.invite(clinic, email=email, by=request.user)
    except clients.AlreadyClient:
        form.add_error("email", _("This person is on your list of clients already."))
    except invitations.AlreadyInvited:
        form.add_error(
            "email",
            _(
                "This address has an invitation already. Send that one again, or "
                "withdraw it first."
            ),
        )
    except clients.Closed:
        form.add_error(None, clients.closed_sentence(clinic))
    except clients.TooMany:
        form.add_error(
            None, _("That were many invitations for one day. Try again tomorrow.")
        )
    else:
        messages.success(request, _("The invitation is on its way to %s.") % email)
        return True
    return False


@require_POST
def resend(request, clinic, pk):
    """A new link goes out; the old one is dead. A closed clinic sends none."""
    found = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    if found.is_closed:
        messages.info(request, clients.closed_sentence(found))
        return redirect(_invited(found))
    done = _("The invitation was sent again. The link sent before works no more.")
    return _act_on_invitation(request, clinic, pk, invitations.resend, done)


@require_POST
def withdraw(request, clinic, pk):
    done = _("The invitation is withdrawn. Its link works no more.")
    return _act_on_invitation(request, clinic, pk, invitations.withdraw, done)


def _act_on_invitation(request, clinic, pk, act, done):
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    invitation = access.joining.invitation_of(clinic, pk)
    try:
        act(invitation, by=request.user)
    except invitations.NotOpen as refusal:  # answered a moment ago
        told = _("This was answered before: %s.") % refusal.state.label
        messages.info(request, told)
    except invitations.TooSoon:
        told = _("The invitation went out a moment ago. Give it a minute to arrive.")
        messages.info(request, told)
    else:
        messages.success(request, done)
    return redirect(_invited(clinic))


@require_POST
def accept(request, clinic, pk):
    """Take somebody who asked."""
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    found = access.clients.client_of(clinic, pk)
    try:
        clients.accept(found, by=request.user)
    except clients.NotOpen:
        messages.info(request, _("This was answered before, or taken back."))
    except clients.Closed:
        messages.info(request, clients.closed_sentence(clinic))
    else:
        messages.success(request, _("%s is your client now.") % found.name)
    return redirect("clients:client", clinic.slug, pk)


@never_cache
@require_http_methods(frame.ASKED)
def end(request, clinic, pk):
    """Say what ending the link means, or saying no; a POST does it, at once.

    Urgent reports that would be left behind are named, and a reason is asked.
    """
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    found = access.clients.client_of(clinic, pk)
    if found.status == ClientStatus.ENDED:
        messages.info(request, _("This link had ended before."))
        return redirect("clients:client", clinic.slug, pk)
    left = [] if found.user_id == request.user.pk else list(leaving.left_behind(found))
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form.is_valid() or not left):
        return _end(request, clinic, found, form)
    return _ask_to_end(request, clinic, found, form, left)


def _ask_to_end(request, clinic, found, form, left):
    context = {
        "client": found,
        "is_asking": found.status == ClientStatus.ASKED,
        "left": left,
        "form": form,
    }
    template = "aftercare/workspace/client_end.html"
    return frame.show(request, clinic, template, context, here=HERE)


def _end(request, clinic, found, form):
    reason = form.cleaned_data.get("reason", "")
    try:
        ended = clients.end(found, by=request.user, reason=reason, named=form.named)
    except clients.LeavesReports:  # the client was faster
        form.add_error(None, _("A report has come meanwhile. Look first."))
        left = list(leaving.left_behind(found))
        return _ask_to_end(request, clinic, found, form, left)
    except clients.NotOpen:  # the other side was faster
        messages.info(request, _("This link had ended before."))
    else:
        name = {"name": ended.name}
        messages.success(request, _("The link with %(name)s has ended.") % name)
    return redirect("clients:overview", clinic.slug)


def _invited(clinic) -> str:
    return f"{reverse('clients:overview', args=[clinic.slug])}?show={INVITED}"
