"""The words of the permission matrix: what an address answers, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import reverse

from tests.conftest import ROLES

SIGNED_IN = [role for role in ROLES if role != "anonymous"]
STAFF = ("editor", "clinical_reviewer", "reviewer", "second_reviewer")
STAFF += ("moderator", "admin")


class Answer(StrEnum):
    """What a person gets from an address."""

    YES = "it answers, or leads on"
    DOOR = "sign in first"
    FORBIDDEN = "403"
    MISSING = "404"
    GONE = "410"
    NO_VERB = "405"


YES, DOOR, FORBIDDEN, MISSING, GONE, NO_VERB = Answer
Cells = dict[str, Answer]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address: how to reach it, what to send, and everybody's answer."""

    get: Cells
    post: Cells
    make: Callable[[Callable], dict | tuple] = lambda person: {}
    data: dict = field(default_factory=dict)
    # Django's own form views take a PUT for a POST, behind the same questions.
    put_is_post: bool = False

    def path(self, name: str, person: Callable) -> str:
        """The concrete address, once the rows it leads to are stored."""
        made = self.make(person)
        by_name = isinstance(made, dict)
        name, _, _case = name.partition(" (")
        return reverse(name, **{"kwargs" if by_name else "args": made})


def everybody(answer: Answer) -> Cells:
    return dict.fromkeys(ROLES, answer)


def signed_in(answer: Answer) -> Cells:
    return everybody(answer) | {"anonymous": DOOR}


def only(*roles: str, others: Answer) -> Cells:
    """These may; strangers are sent to the door; the others get `others`."""
    return signed_in(others) | dict.fromkeys(roles, YES)


def in_admin(*roles: str) -> Cells:
    """A screen of the Wagtail admin."""
    return only(*roles, others=FORBIDDEN)


TEAM = ("owner", "practitioner", "frontdesk")
WHO_DECIDES = ("reviewer", "second_reviewer", "moderator", "admin")


LOOKS_INTO_MISUSE = ("reviewer", "second_reviewer", "moderator")
MISUSE = in_admin(*LOOKS_INTO_MISUSE)
MISUSE_READS = MISUSE | dict.fromkeys(LOOKS_INTO_MISUSE, NO_VERB)
MISUSE_TOLD = {
    "what": "looks_wrong",
    "place": "Mill Lane",
    "key": "00000000-0000-4000-8000-000000000009",
}


# What everybody in a team sees and its owners act on.
OWNER_ONLY = dict.fromkeys(("practitioner", "frontdesk"), FORBIDDEN)
OWNER_ONLY = only("owner", others=MISSING) | OWNER_ONLY


OWNERS = only("owner", others=MISSING)
OWNERS |= {"practitioner": FORBIDDEN, "frontdesk": FORBIDDEN}
ADMIN_ONLY = in_admin("admin")
ADMIN_READS = ADMIN_ONLY | {"admin": NO_VERB}

REVIEWERS = in_admin("reviewer", "second_reviewer")
LOOK_AFTER = in_admin("reviewer", "second_reviewer", "moderator", "admin")
# The verb is refused before anybody is asked who they are.
LOOK_AFTER_READS = LOOK_AFTER | dict.fromkeys(STAFF, NO_VERB)

MODERATORS = in_admin("moderator")
LEADS = in_admin("moderator", "admin")
LEADS_READ = LEADS | dict.fromkeys(STAFF, NO_VERB)

WRITERS = in_admin("editor", "admin")
WRITERS_READ = WRITERS | {"editor": NO_VERB, "admin": NO_VERB}

OPEN_DATA = {"get": everybody(YES), "post": everybody(NO_VERB)}
OFF_THE_LIST = {"get": everybody(MISSING), "post": everybody(NO_VERB)}


# Reviewers see what was submitted; nobody else learns that there is a file.
EVIDENCE = only(*TEAM, others=MISSING)
EVIDENCE_READ = signed_in(NO_VERB)
OWN_PAPERS = only("practitioner", others=MISSING)

KEEPS_INKS = only(*TEAM, others=MISSING)
KEEPS_INKS_READS = signed_in(NO_VERB)
HANDS_IN_REPORTS = only("owner", "practitioner", others=MISSING)
HANDS_IN_REPORTS |= {"frontdesk": FORBIDDEN}
