"""What a reviewer does to a listing: when it is offered, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinics.domain import clinics
from clinics.enums import ClinicStatus
from clinics.models import Clinic
from portal.accounts.models import User
from portal.moderation.forms import clinic as forms

DRAFT, LISTED, UNLISTED, SUSPENDED, CLOSED = ClinicStatus


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: the statuses it is offered in, its form and what it does.

    `becomes` is the status whose public line the form previews; None where the public
    reads nothing new.
    """

    name: str
    label: str
    says: str
    done: str
    when: frozenset[ClinicStatus]
    form: type[forms.ActForm]
    do: Callable[..., Clinic]
    becomes: ClinicStatus | None = None
    needs_application: bool = False
    is_grave: bool = False

    def is_offered(self, clinic: Clinic) -> bool:
        waits = clinic.handed_in_at is not None
        return clinic.status in self.when and (waits or not self.needs_application)


def _list(clinic: Clinic, *, by: User, seen: str, note: str, **_checks) -> Clinic:
    return clinics.list_first(clinic, by=by, seen=seen, reason=note)


def _move(to: ClinicStatus) -> Callable[..., Clinic]:
    def move(clinic: Clinic, *, by: User, seen: str, **words) -> Clinic:
        return clinics.move(clinic, to, by=by, seen=seen, **words)

    return move


ACTS = {
    act.name: act
    for act in (
        Act(
            name="list",
            label=_("Put on the list"),
            says=_(
                "The public finds the clinic at once. Tick what you have made sure of; "
                "your name stays beside it."
            ),
            done=_("The clinic is on the list, and its owners hear of it."),
            when=frozenset({DRAFT}),
            form=forms.ListForm,
            do=_list,
            needs_application=True,
        ),
        Act(
            name="send-back",
            label=_("Send back"),
            says=_("The application leaves the queue until it is handed in again."),
            done=_("The application is sent back, and the owners hear what to mend."),
            when=frozenset({DRAFT}),
            form=forms.SendBackForm,
            do=clinics.send_back,
            needs_application=True,
        ),
        Act(
            name="suspend",
            label=_("Suspend"),
            says=_("The clinic leaves the list until a reviewer ends the suspension."),
            done=_("The clinic is suspended, and its owners hear why."),
            when=frozenset({LISTED}),
            form=forms.TakeOffForm,
            do=_move(SUSPENDED),
            becomes=SUSPENDED,
            is_grave=True,
        ),
        Act(
            name="lift",
            label=_("End the suspension"),
            says=_("The public finds the clinic again, at once."),
            done=_("The suspension has ended, and the owners hear of it."),
            when=frozenset({SUSPENDED}),
            form=forms.LiftForm,
            do=_move(LISTED),
        ),
        Act(
            name="close",
            label=_("Close"),
            says=_("For good: there is no way back from here."),
            done=_("The clinic is closed, and its owners hear why."),
            when=frozenset({LISTED, UNLISTED, SUSPENDED}),
            form=forms.TakeOffForm,
            do=_move(CLOSED),
            becomes=CLOSED,
            is_grave=True,
        ),
    )
}


def offered(clinic: Clinic) -> list[Act]:
    """What can be done to a clinic as it stands."""
    return [act for act in ACTS.values() if act.is_offered(clinic)]
