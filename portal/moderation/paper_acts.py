"""What a reviewer can propose about a paper, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.domain import sanctions
from clinics.enums import Sanction
from clinics.models import Certification, Proposal
from portal.accounts.models import User
from portal.moderation.forms import paper as paper_forms


@dataclass(frozen=True, kw_only=True)
class PaperAct:
    """One thing to propose, or to do at once; `act` says when it is offered."""

    name: str
    act: Sanction
    label: str | Promise
    says: str | Promise
    done: str | Promise
    form: type[forms.Form]
    do: Callable[..., Proposal]
    is_grave: bool = False

    def is_offered(self, paper: Certification) -> bool:
        return self.act in sanctions.offered(paper)


def _propose(act: Sanction) -> Callable[..., Proposal]:
    def do(paper: Certification, *, by: User, **words) -> Proposal:
        return sanctions.propose(paper, act, by=by, **words)

    return do


PROPOSED = _("Proposed. Another reviewer confirms or declines it.")
ACTS = {
    act.name: act
    for act in (
        PaperAct(
            name="suspend",
            act=Sanction.SUSPEND,
            label=_("Propose to suspend"),
            says=_("Nothing changes until another reviewer confirms it."),
            done=PROPOSED,
            form=paper_forms.AgainstForm,
            do=_propose(Sanction.SUSPEND),
        ),
        PaperAct(
            name="suspend-at-once",
            act=Sanction.SUSPEND,
            label=_("Suspend at once"),
            says=_(
                "For an emergency: page, badge and directory change now. Another "
                "reviewer has 72 hours to confirm it, or it ends by itself."
            ),
            done=_("Suspended. Another reviewer has 72 hours to confirm it."),
            form=paper_forms.AgainstForm,
            do=sanctions.suspend_at_once,
            is_grave=True,
        ),
        PaperAct(
            name="lift",
            act=Sanction.LIFT,
            label=_("Propose to end the suspension"),
            says=_("It stays suspended until another reviewer confirms it."),
            done=PROPOSED,
            form=paper_forms.LiftForm,
            do=_propose(Sanction.LIFT),
        ),
        PaperAct(
            name="revoke",
            act=Sanction.REVOKE,
            label=_("Propose to revoke"),
            says=_(
                "For good, once another reviewer confirms it. Only an appeal undoes it."
            ),
            done=PROPOSED,
            form=paper_forms.AgainstForm,
            do=_propose(Sanction.REVOKE),
            is_grave=True,
        ),
    )
}


def offered(paper: Certification) -> list[PaperAct]:
    return [act for act in ACTS.values() if act.is_offered(paper)]
