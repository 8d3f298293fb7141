"""Inviting people to a clinic: into its team, or to the profile it made for them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clinics import access
from clinics.domain import memberships, practitioners, team_invitations
from clinics.enums import ClinicRole
from clinics.forms.practitioner import ClaimForm
from clinics.forms.team import InviteForm
from clinics.rules import Right
from clinics.views import frame
from portal.accounts.domain import invitations


@never_cache
@require_http_methods(frame.ASKED)
def to_team(request, clinic):
    """Write to somebody and offer a place in the team."""
    clinic = access.workplace(request.user, clinic, Right.MANAGE_TEAM)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = ClinicRole(form.cleaned_data["role"])
        if _sent(request, form, team_invitations.invite, clinic, role=role):
            return redirect("workspace:team", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here="team",
        heading=_("Invite somebody"),
        lede=_("They get a link that works once, for seven days, for that address."),
        submit=_("Send the invitation"),
    )


@never_cache
@require_http_methods(frame.ASKED)
def to_profile(request, clinic, pk):
    """Invite a practitioner to take over the profile that the clinic made."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    practitioner = access.practitioner_to_edit(clinic, pk)
    form = ClaimForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and _sent(request, form, team_invitations.offer_profile, practitioner):
        return redirect("workspace:practitioners", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here="practitioners",
        heading=_("Invite %s to take over the profile") % practitioner.public_name,
        lede=_(
            "Once they accept, only they can change it. It goes with them from clinic "
            "to clinic, and so do their papers."
        ),
        submit=_("Send the invitation"),
    )


def _sent(request, form, send, *args, **kwargs) -> bool:
    """Whether the invitation is on its way; the form says why not."""
    email = form.cleaned_data["email"]
    try:
        send(*args, email=email, by=request.user, **kwargs)
    except memberships.AlreadyMember:
        form.add_error("email", _("This person works here already."))
    except practitioners.AlreadyClaimed:
        form.add_error(None, _("Somebody has claimed this profile meanwhile."))
    except team_invitations.OfferedToAnother as refusal:
        form.add_error(
            "email",
            _(
                "This profile is offered to %s already. Withdraw that invitation "
                "first: it stands on the list of practitioners."
            )
            % refusal.email,
        )
    except team_invitations.TooMany:
        form.add_error(
            None, _("That were many invitations for one day. Try again tomorrow.")
        )
    except invitations.AlreadyInvited:
        form.add_error(
            "email",
            _(
                "This address has an invitation already. Send that one again, or "
                "withdraw it first."
            ),
        )
    else:
        messages.success(request, _("The invitation is on its way to %s.") % email)
        return True
    return False


@require_POST
def resend(request, clinic, pk):
    """A new link goes out; the old one is dead."""
    done = _("The invitation was sent again. The link sent before works no more.")
    return _act_on(request, clinic, pk, invitations.resend, done)


@require_POST
def withdraw(request, clinic, pk):
    done = _("The invitation is withdrawn. Its link works no more.")
    return _act_on(request, clinic, pk, invitations.withdraw, done)


def _act_on(request, clinic, pk, act, done):
    clinic = access.workplace(request.user, clinic, Right.MANAGE_TEAM)
    invitation = access.unanswered_of(clinic, pk)
    try:
        act(invitation, by=request.user)
    except invitations.NotOpen as refusal:  # answered a moment ago
        messages.error(request, _("Nothing was done: %s.") % refusal.state.label)
    except invitations.TooSoon:
        told = _("The invitation went out a moment ago. Give it a minute to arrive.")
        messages.info(request, told)
    else:
        messages.success(request, done)
    here = "team" if access.is_to_team(invitation) else "practitioners"
    return redirect(f"workspace:{here}", clinic.slug)
