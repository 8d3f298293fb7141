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
from tests.conftest import ROLES
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
)
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


ADMIN_ONLY = in_admin("admin")
ADMIN_READS = ADMIN_ONLY | {"admin": NO_VERB}

WRITERS = in_admin("editor", "admin")
WRITERS_READ = WRITERS | {"editor": NO_VERB, "admin": NO_VERB}

OPEN_DATA = {"get": everybody(YES), "post": everybody(NO_VERB)}
OFF_THE_LIST = {"get": everybody(MISSING), "post": everybody(NO_VERB)}


def clinic_in_open_data(status: str):
    def make(person) -> dict:
        return {"slug": ClinicFactory(name=CANARY, status=status).slug}

    return make


def paper_in_open_data(**paper):
    def make(person) -> dict:
        made = CertificationFactory(clinic__status="listed", **paper)
        return {"code": made.code or "0123456789AB"}

    return make


ROWS: dict[str, Row] = {
    "api:certification": Row(**OPEN_DATA, make=paper_in_open_data(in_force=True)),
    "api:certification (draft)": Row(
        **OFF_THE_LIST, make=paper_in_open_data(number=CANARY)
    ),
    "api:certifications-csv": Row(**OPEN_DATA),
    "api:clinic": Row(**OPEN_DATA, make=clinic_in_open_data("listed")),
    "api:clinic (draft)": Row(**OFF_THE_LIST, make=clinic_in_open_data("draft")),
    "api:clinic (unlisted)": Row(**OFF_THE_LIST, make=clinic_in_open_data("unlisted")),
    "api:clinic-certifications": Row(**OPEN_DATA, make=clinic_in_open_data("listed")),
    "api:clinic-certifications (draft)": Row(
        **OFF_THE_LIST, make=clinic_in_open_data("draft")
    ),
    "api:clinics": Row(**OPEN_DATA),
    "api:clinics-csv": Row(**OPEN_DATA),
    "api:openapi": Row(**OPEN_DATA),
    "api:type": Row(
        **OPEN_DATA,
        make=lambda person: {"code": CertificationTypeFactory(code="APC").code},
    ),
    "api:types": Row(**OPEN_DATA),
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
    "workspace:choose": Row(
        get=only(*TEAM, "other_owner", others=MISSING), post=signed_in(NO_VERB)
    ),
    "workspace:dashboard": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:rights": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
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
