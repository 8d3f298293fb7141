"""What an invitation to a place of an app above leads to: a clinic, a profile.

A place is named by a key, "kind:number"; "" is the platform itself. An app tells what
its kind of place offers through `is_a_place`, in its `AppConfig.ready`; accounts knows
nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.accounts.models import Invitation


class CannotTakeUp(Exception):
    """The offer does not hold for this person; `sentence` tells them why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An invitation in words: what to join, what that means, where it leads."""

    heading: str
    explains: str
    welcome: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of place describes an offer and acts on the answer.

    `take_up(invitation, by=user)` runs inside the transaction that accepts and may
    raise CannotTakeUp. Who takes up an offer that `gives_duties` needs the longer
    password. Where more is asked than a yes, `asks_at` names the page that asks it of
    whoever the invitation is for; it accepts.
    """

    offer: Callable[[Invitation], Offer]
    take_up: Callable[..., None]
    gives_duties: bool
    asks_at: Callable[[Invitation], str] | None = None


_kinds: dict[str, Kind] = {}


def is_a_place(name: str, kind: Kind) -> None:
    """Let an app above answer for the places whose key begins with that name."""
    _kinds[name] = kind


def key(name: str, number: int) -> str:
    return f"{name}:{number}"


def number(place: str) -> int:
    """The number in a key, as `key` put it there."""
    return int(place.partition(":")[2])


def kind_of(invitation: Invitation) -> Kind | None:
    """Who answers for the place; None for the platform itself."""
    return _kinds[invitation.place.partition(":")[0]] if invitation.place else None


def offer_of(invitation: Invitation) -> Offer | None:
    kind = kind_of(invitation)
    return kind and kind.offer(invitation)


def gives_duties(invitation: Invitation) -> bool:
    """Whether whoever accepts answers for other people from then on."""
    kind = kind_of(invitation)
    return kind.gives_duties if kind else invitation.staff_role is not None
