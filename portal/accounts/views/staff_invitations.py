"""Inviting staff, in the Wagtail admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from portal.accounts import rules
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState
from portal.accounts.forms.invitation import InvitationForm
from portal.accounts.models import Invitation

STAYS_OPEN = (InvitationState.WAITING, InvitationState.EXPIRED)


def state_of(invitation: Invitation) -> InvitationState:
    return invitation.state(on=timezone.now())


class InvitationIndexView(generic.IndexView):
    add_item_label = gettext_lazy("Invite")

    def get_base_queryset(self):
        return Invitation.objects.to_the_platform().select_related("invited_by")

    def get_list_more_buttons(self, instance):
        if state_of(instance) not in STAYS_OPEN:
            return []
        names = {
            "resend": (_("Send again"), "mail"),
            "withdraw": (_("Withdraw"), "cross"),
        }
        return [
            Button(label, url=f"{self.index_url}{act}/{instance.pk}/", icon_name=icon)
            for act, (label, icon) in names.items()
        ]


class InviteView(generic.CreateView):
    page_title = gettext_lazy("Invite")
    submit_button_label = gettext_lazy("Send invitation")
    success_message = gettext_lazy("The invitation is on its way to %(object)s.")

    def save_instance(self):
        if not rules.may_invite_staff(self.request.user):
            raise PermissionDenied
        data = self.form.cleaned_data
        return invitations.invite(
            email=data["email"], role=data["role"], by=self.request.user
        )

    def get_success_buttons(self):
        return []


@require_http_methods(["GET", "HEAD", "POST"])
def act_on(request, pk, act):
    """Ask, then send again or withdraw; `act` is one of ACTS."""
    if not rules.may_invite_staff(request.user):
        raise PermissionDenied
    invitation = get_object_or_404(Invitation.objects.to_the_platform(), pk=pk)
    if act not in ACTS:
        raise Http404
    function, done = ACTS[act]
    if request.method != "POST":
        context = {"invitation": invitation, "act": act}
        return TemplateResponse(request, "accounts/staff_invitation.html", context)
    try:
        function(invitation, by=request.user)
    except invitations.NotOpen as refusal:
        messages.error(request, _("Nothing was done: %s.") % refusal.state.label)
    except invitations.TooSoon:
        told = _("The invitation went out a moment ago. Give it a minute to arrive.")
        messages.info(request, told)
    else:
        messages.success(request, done)
    return redirect("staff_invitations:index")


ACTS = {
    "resend": (invitations.resend, gettext_lazy("The invitation was sent again.")),
    "withdraw": (invitations.withdraw, gettext_lazy("The invitation is withdrawn.")),
}


class InvitationViewSet(ModelViewSet):
    """List and invite; an invitation is never edited, copied or deleted."""

    model = Invitation
    name = "staff_invitations"
    url_prefix = "invitations"
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    menu_order = 601  # below Wagtail's own "Users"
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = InvitationIndexView
    add_view_class = InviteView
    search_fields = ["email"]
    list_display = [
        "email",
        Column("role", label=gettext_lazy("Role"), accessor="get_role_display"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda invitation: state_of(invitation).label,
            primary=lambda invitation: state_of(invitation) in STAYS_OPEN,
        ),
        Column("invited_by", label=gettext_lazy("Invited by")),
        Column(  # Wagtail's DateColumn calls every day to come "just now"
            "expires_at",
            label=gettext_lazy("Good until"),
            accessor=lambda invitation: date_format(invitation.expires_at),
        ),
    ]

    def get_form_class(self, for_update=False):  # noqa: FBT002 (Wagtail's signature)
        return InvitationForm

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {
            f"{name}_url_name": None for name in ("edit", "delete", "history", "usage")
        }
        return super().get_common_view_kwargs(**(nowhere | kwargs))

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<str:act>/<int:pk>/", act_on, name="act"),
        ]
