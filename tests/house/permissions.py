"""Who gets what from each of our own addresses: the permission matrix, as data.

An address of ours without a row fails, and so does a row without its address. What
Wagtail and allauth bring is grouped further down, each group with its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models.invitation import hashed
from tests.conftest import ROLES
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.clinics import UrgentContactFactory
from tests.factories.content import SideEffectPageFactory

SIGNED_IN = [role for role in ROLES if role != "anonymous"]
STAFF = ("editor", "clinical_reviewer", "reviewer", "second_reviewer")
STAFF += ("moderator", "admin")
CANARY = "canary-3fa9"


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


def session_of_client(person) -> dict:
    """A session that belongs to the client, from another place."""
    session = UserSession.objects.create(
        user=person("client"),
        ip="192.0.2.7",
        last_seen_at=timezone.now(),
        session_key="x" * 32,
        user_agent=CANARY,
    )
    return {"pk": session.pk}


def consent_given(person) -> dict:
    ConsentFactory(user=person("client"), purpose=Purpose.CARE, act=ConsentAct.GIVEN)
    return {"purpose": Purpose.CARE}


def invitation_of_client(person) -> dict:
    """An open invitation for the client's own address."""
    InvitationFactory(
        email=person("client").email,
        role="editor",
        token="of-the-client",
        invited_by=UserFactory(display_name=CANARY),
    )
    return {"token": "of-the-client"}


def invitation_to_resend(person) -> dict:
    invitation = InvitationFactory(email=f"{CANARY}@example.com")
    return {"act": "resend", "pk": invitation.pk}


def account_to_edit(person) -> dict:
    return {"pk": person("client").pk}


def page(*, published: bool):
    def make(person) -> tuple:
        article = SideEffectPageFactory(
            title="For everybody" if published else CANARY,
            slug="published" if published else "draft",
            by=person("editor"),
            published=published,
        )
        return (article.url_path.split("/", 2)[2],)

    return make


def in_admin(*roles: str) -> Cells:
    """A screen of the Wagtail admin."""
    return only(*roles, others=FORBIDDEN)


TEAM = ("owner", "practitioner", "frontdesk")


def of_team(person) -> dict:
    """The clinic at which the people of TEAM work; its name is the canary."""
    from tests.factories.people import clinic_of

    clinic = clinic_of("owner")
    clinic.name = CANARY
    clinic.save()
    return {"clinic": clinic.slug}


def contact_of_team(person) -> dict:
    """The urgent contact of that clinic."""
    from tests.factories.people import clinic_of

    kwargs = of_team(person)
    UrgentContactFactory(clinic=clinic_of("owner"), name=CANARY)
    return kwargs | {"kind": "urgent"}


def contact_to_confirm(person) -> dict:
    """The link of a test message: whoever holds it may say that it arrived."""
    UrgentContactFactory(code_hash=hashed("of-the-message"), tested_at=timezone.now())
    return {"token": "of-the-message"}


def clinic_to_decide_about(person) -> dict:
    from tests.factories.people import clinic_of

    of_team(person)
    return {"pk": clinic_of("owner").pk}


OWNERS = only("owner", others=MISSING)
OWNERS |= {"practitioner": FORBIDDEN, "frontdesk": FORBIDDEN}
ADMIN_ONLY = in_admin("admin")
ADMIN_READS = ADMIN_ONLY | {"admin": NO_VERB}

REVIEWERS = in_admin("reviewer", "second_reviewer")
LOOK_AFTER = in_admin("reviewer", "second_reviewer", "moderator", "admin")
LOOK_AFTER_READS = {
    role: NO_VERB if answer == YES else answer for role, answer in LOOK_AFTER.items()
}

WRITERS = in_admin("editor", "admin")
WRITERS_READ = WRITERS | {"editor": NO_VERB, "admin": NO_VERB}

ROWS: dict[str, Row] = {
    "account": Row(get=signed_in(YES), post=signed_in(YES)),
    "account-consent": Row(
        get=signed_in(NO_VERB),
        post=signed_in(YES),
        make=consent_given,
        data={"act": "withdraw"},
    ),
    "account-session-end": Row(
        get=signed_in(NO_VERB),
        post=only("client", others=MISSING),
        make=session_of_client,
    ),
    "account-invitation": Row(
        get=everybody(MISSING) | {"anonymous": YES, "client": YES},
        post=everybody(MISSING) | {"anonymous": YES, "client": YES},
        make=invitation_of_client,
    ),
    "account_logout": Row(get=everybody(YES), post=everybody(YES)),
    "audit:report": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "audit:report-results": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "check": Row(get=everybody(YES), post=everybody(YES), data={"temp": "38.5"}),
    "due_for_review": Row(get=WRITERS, post=WRITERS_READ),
    "due_for_review_results": Row(get=WRITERS, post=WRITERS_READ),
    "favicon": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "robots": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search_misses": Row(get=WRITERS, post=WRITERS_READ),
    "search_misses_results": Row(get=WRITERS, post=WRITERS_READ),
    "sitemap": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "translations_behind": Row(get=WRITERS, post=WRITERS_READ),
    "translations_behind_results": Row(get=WRITERS, post=WRITERS_READ),
    "wagtail_serve (published)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=page(published=True)
    ),
    "wagtail_serve (draft)": Row(
        get=everybody(MISSING), post=everybody(NO_VERB), make=page(published=False)
    ),
    "clinic-apply": Row(
        get=everybody(YES), post=signed_in(YES), data={"name": "Crown Clinic"}
    ),
    "clinic-terms": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "contact-confirm": Row(
        get=everybody(YES), post=everybody(YES), make=contact_to_confirm
    ),
    "workspace:choose": Row(
        get=only(*TEAM, "other_owner", others=MISSING), post=signed_in(NO_VERB)
    ),
    "workspace:dashboard": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:profile": Row(
        get=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        post=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        make=of_team,
        data={"act": "preview"},
    ),
    "workspace:hours": Row(
        get=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        post=only("owner", "frontdesk", others=MISSING) | {"practitioner": FORBIDDEN},
        make=lambda person: of_team(person) | {"kind": "opening"},
        data={"day0_0_from": "09:00"},
    ),
    "workspace:contacts": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:contact-name": Row(
        get=OWNERS,
        post=OWNERS,
        make=lambda person: of_team(person) | {"kind": "deputy"},
    ),
    "workspace:contact-test": Row(
        get=signed_in(NO_VERB), post=OWNERS, make=contact_of_team
    ),
    "workspace:listing": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:hand-in": Row(get=signed_in(NO_VERB), post=OWNERS, make=of_team),
    "workspace:listing-move": Row(
        get=OWNERS, post=OWNERS, make=lambda person: of_team(person) | {"act": "unlist"}
    ),
    "workspace:rights": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "moderation:clinics": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinics-results": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinic": Row(
        get=LOOK_AFTER, post=LOOK_AFTER_READS, make=clinic_to_decide_about
    ),
    "moderation:clinic-act": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=lambda person: clinic_to_decide_about(person) | {"act": "suspend"},
    ),
    "gallery": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-live": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-ready": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:media-picture": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"name": "original_images/secret.jpg"},
    ),
    "staff_invitations:index": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "staff_invitations:index_results": Row(get=ADMIN_ONLY, post=ADMIN_READS),
    "staff_invitations:add": Row(
        get=ADMIN_ONLY,
        post=ADMIN_ONLY,
        data={"email": "new@example.com", "role": "editor"},
        put_is_post=True,
    ),
    "staff_invitations:act": Row(
        get=ADMIN_ONLY, post=ADMIN_ONLY, make=invitation_to_resend
    ),
    "wagtailusers_users:add": Row(get=ADMIN_ONLY, post=ADMIN_ONLY, put_is_post=True),
    "wagtailusers_users:edit": Row(
        get=ADMIN_ONLY, post=ADMIN_ONLY, make=account_to_edit, put_is_post=True
    ),
}
