"""The team of a clinic: who works there, and who owns it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinics import access, rules
from clinics.domain import memberships
from clinics.enums import ClinicRole
from clinics.forms.team import HandOverForm, RoleForm
from clinics.rules import Right
from clinics.views import frame

FORMER_PER_PAGE = 20


@never_cache
@require_safe
def team(request, clinic):
    """Members for everybody in the team; invitations for who may act on them."""
    clinic = access.workplace(request.user, clinic, Right.SEE_TEAM)
    may_manage = rules.may(request.user, Right.MANAGE_TEAM, clinic)
    unanswered = access.invitations_to(clinic) if may_manage else []
    now = timezone.now()
    former = Paginator(access.former_members_of(clinic), FORMER_PER_PAGE)
    context = {
        "members": list(access.members_of(clinic)),
        "may_manage": may_manage,
        "invitations": [(each, each.state(on=now)) for each in unanswered],
        "former": former.get_page(request.GET.get("page")),
    }
    template = "clinics/workspace/team.html"
    return frame.show(request, clinic, template, context, here="team")


@never_cache
@require_http_methods(frame.ASKED)
def end(request, clinic, pk):
    """Take somebody out of the team, or leave it oneself; a POST does it."""
    clinic = access.workplace(request.user, clinic, Right.SEE_TEAM)
    member = access.member_of(clinic, pk)
    is_self = member.user_id == request.user.pk
    if not is_self and not rules.may(request.user, Right.MANAGE_TEAM, clinic):
        raise PermissionDenied
    if member.until is not None:
        return _look_again(request, clinic)
    if request.method == "POST" and _end(request, member, is_self=is_self):
        if is_self:
            return redirect("account")
        return redirect("workspace:team", clinic.slug)
    context = {
        "member": member,
        "is_self": is_self,
        "is_needed": memberships.is_needed(member, clinic),
    }
    template = "clinics/workspace/member_end.html"
    return frame.show(request, clinic, template, context, here="team")


def _end(request, member, *, is_self: bool) -> bool:
    """Whether the member is out of the team now; if not, the page says why."""
    names = {"name": member.user.display_name, "clinic": member.clinic.name}
    try:
        memberships.end(member, by=request.user)
    except memberships.LastOwner:
        return False
    except memberships.AlreadyEnded:
        messages.error(request, changed_meanwhile())
    else:
        mine, theirs = _("You have left %(clinic)s."), _("%(name)s has left the team.")
        messages.success(request, (mine if is_self else theirs) % names)
    return True


@never_cache
@require_http_methods(frame.ASKED)
def role(request, clinic, pk):
    """Give somebody another role, once the owner has proved who they are."""
    clinic = access.workplace(request.user, clinic, Right.MANAGE_TEAM)
    member = access.member_of(clinic, pk)
    if member.until is not None:
        return _look_again(request, clinic)
    return _role(request, clinic, member)


@reauthentication_required
def _role(request, clinic, member):
    form = RoleForm(request.POST or None, initial={"role": member.role})
    sent = request.method == "POST" and form.is_valid()
    if sent and _change_role(request, member, form):
        return redirect("workspace:team", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here="team",
        heading=_("Another role for %s") % member.user.display_name,
        lede=_("It holds at once. “Who can see what” shows what each role opens."),
        submit=_("Change the role"),
    )


def _change_role(request, member, form) -> bool:
    new = ClinicRole(form.cleaned_data["role"])
    try:
        memberships.change_role(member, new, by=request.user)
    except memberships.LastOwner:
        form.add_error(
            "role",
            _(
                "This is the only owner, and the clinic needs one. Make somebody else "
                "an owner first, or hand the clinic over."
            ),
        )
        return False
    except memberships.AlreadyEnded:
        messages.error(request, changed_meanwhile())
    else:
        names = {"name": member.user.display_name, "role": new.label}
        messages.success(request, _("%(name)s is now: %(role)s.") % names)
    return True


@never_cache
@require_http_methods(frame.ASKED)
def hand_over(request, clinic):
    """Make another member the owner and step down, once one proved who one is."""
    clinic = access.workplace(request.user, clinic, Right.MANAGE_TEAM)
    return _hand_over(request, clinic)


@reauthentication_required
def _hand_over(request, clinic):
    members = access.members_of(clinic).filter(user__is_active=True)
    others = list(members.exclude(user=request.user))
    form = HandOverForm(request.POST or None, members=others)
    if request.method == "POST" and form.is_valid():
        return _give(request, clinic, form)
    return frame.ask(
        request,
        clinic,
        form if others else None,
        here="team",
        heading=_("Hand the clinic over"),
        lede=_(
            "Another member becomes an owner and you stop being one, in one step. "
            "You cannot take it back yourself. All owners get a letter."
        ),
        submit=_("Hand it over"),
        otherwise=_(
            "Nobody else works here yet. Invite the new owner first; once they have "
            "joined, hand the clinic over."
        ),
    )


def _give(request, clinic, form):
    then = form.role_afterwards
    try:
        memberships.hand_over(clinic, to=form.heir, by=request.user, then=then)
    except (memberships.NotOwner, memberships.AlreadyEnded):
        messages.error(request, changed_meanwhile())
        return redirect("workspace:team", clinic.slug)
    names = {"name": form.heir.user.display_name, "clinic": clinic.name}
    messages.success(request, _("%(name)s owns %(clinic)s now.") % names)
    if then is None:
        return redirect("account")
    return redirect("workspace:team", clinic.slug)


def _look_again(request, clinic):
    """The place in the team ended, or became another one, since its list was shown."""
    messages.error(request, changed_meanwhile())
    return redirect("workspace:team", clinic.slug)


def changed_meanwhile() -> str:
    return _("Somebody else has changed this meanwhile. See how it stands now.")
