"""Who gets what from each of our own addresses: the permission matrix, as data.

An address of ours without a row fails, and so does a row without its address. What
Wagtail and allauth bring is grouped further down, each group with its reason.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from clinics import places
from clinics.models import Clinic, Practitioner
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Invitation
from portal.accounts.models.invitation import hashed
from portal.content import sharing
from portal.content.models import SideEffectPage
from tests.conftest import ROLES
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    EvidenceFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
    UrgentContactFactory,
)
from tests.factories.content import PageFeedbackFactory, SideEffectPageFactory

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
        slug = "published" if published else "draft"
        known = SideEffectPage.objects.filter(slug=slug).first()  # by another row
        article = known or SideEffectPageFactory(
            title="For everybody" if published else CANARY,
            slug=slug,
            by=person("editor"),
            published=published,
        )
        return (article.url_path.split("/", 2)[2],)

    return make


def picture_of(*, published: bool):
    def make(person) -> dict:
        page(published=published)(person)
        slug = "published" if published else "draft"
        drawn = sharing.picture(SideEffectPage.objects.get(slug=slug))
        return {"pk": drawn.page_id, "version": drawn.version}

    return make


def page_in_the_tree(person) -> tuple:
    """For addresses that answer once there is a site."""
    page(published=True)(person)
    return ()


def page_to_answer(person) -> dict:
    return {"page": SideEffectPageFactory(published=True).pk}


def answer_to_comment_on(person) -> dict:
    page = SideEffectPageFactory(published=True)
    row = PageFeedbackFactory(page=page, comment="")
    return {"key": row.key}


def comment_to_deal_with(person) -> dict:
    return {"act": "deal-with", "pk": PageFeedbackFactory(comment=CANARY).pk}


def in_admin(*roles: str) -> Cells:
    """A screen of the Wagtail admin."""
    return only(*roles, others=FORBIDDEN)


TEAM = ("owner", "practitioner", "frontdesk")
WHO_DECIDES = ("reviewer", "second_reviewer", "moderator", "admin")


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


def paper_of_team(person) -> dict:
    """A paper that holds, of the clinic at which the people of TEAM work."""
    from tests.factories.clinics import CertificationFactory
    from tests.factories.people import clinic_of

    where = of_team(person)
    made = CertificationFactory(clinic=clinic_of("owner"), in_force=True)
    return where | {"code": made.shown_code}


def paper_handed_in(**further):
    """A draft of that clinic; its number is the canary."""

    def make(person) -> dict:
        from tests.factories.people import clinic_of

        where = of_team(person)
        paper = CertificationFactory(clinic=clinic_of("owner"), number=CANARY)
        return where | {"pk": paper.pk} | further

    return make


def paper_to_renew(person) -> dict:
    from tests.factories.people import clinic_of

    where, ends = of_team(person), timezone.localdate() + datetime.timedelta(days=30)
    paper = CertificationFactory(
        clinic=clinic_of("owner"), number=CANARY, in_force=True, counts_until=ends
    )
    return where | {"pk": paper.pk}


def kind_to_hand_in(person) -> dict:
    return of_team(person) | {"code": CertificationTypeFactory(code="HAND-IN").code}


def own_paper_handed_in(*, renews=False, **further):
    """The same for the practitioner's own papers."""

    def make(person) -> dict:
        someone = _practice_of_practitioner(person).practitioner
        ends = timezone.localdate() + datetime.timedelta(days=30)
        state = {"in_force": True, "counts_until": ends} if renews else {}
        paper = CertificationFactory(
            clinic=None, practitioner=someone, number=CANARY, **state
        )
        return {"pk": paper.pk} | further

    return make


def own_kind_to_hand_in(person) -> dict:
    _practice_of_practitioner(person)
    kind = CertificationTypeFactory(code="HAND-IN-OWN", subject="practitioner")
    return {"code": kind.code}


def papers_at(prefix: str, see: Cells, hand_in: Cells, **make) -> dict[str, Row]:
    """The addresses of one desk: some show, some ask, some act."""
    name = f"{prefix}certification"
    shows, no_get = signed_in(NO_VERB), signed_in(NO_VERB)
    return {
        f"{name}s": Row(get=see, post=shows, make=make["desk"]),
        f"{name}-kinds": Row(get=hand_in, post=shows, make=make["desk"]),
        f"{name}-begin": Row(get=hand_in, post=hand_in, make=make["kind"]),
        name: Row(get=see, post=shows, make=make["paper"]()),
        f"{name}-edit": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-renew": Row(get=hand_in, post=hand_in, make=make["renewal"]),
        f"{name}-submit": Row(get=no_get, post=hand_in, make=make["paper"]()),
        f"{name}-withdraw": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-upload": Row(
            get=no_get, post=hand_in, make=make["paper"](slot="licence")
        ),
        f"{name}-remove": Row(get=no_get, post=hand_in, make=make["paper"](key=NO_KEY)),
    }


NO_KEY = "00000000-0000-4000-8000-000000000008"


def evidence_of_team(*, frozen: bool, **more):
    """A file of that clinic; its name is the canary."""

    def make(person) -> dict:
        from tests.factories.people import clinic_of

        of_team(person)
        evidence = EvidenceFactory(
            certification__clinic=clinic_of("owner"),
            name=f"{CANARY}.pdf",
            frozen_at=timezone.now() if frozen else None,
            stored=True,
        )
        return {"key": evidence.key, **more}

    return make


def public_paper(person) -> dict:
    return {"code": paper_of_team(person)["code"]}


def key_that_signs(_person) -> dict:
    from portal.operations import signing

    return {"key": signing.signing_key().id}


def misuse_reported(person) -> dict:
    from tests.factories.clinics import MisuseReportFactory

    return {"pk": MisuseReportFactory(place=CANARY).pk}


LOOKS_INTO_MISUSE = ("reviewer", "second_reviewer", "moderator")
MISUSE = in_admin(*LOOKS_INTO_MISUSE)
MISUSE_READS = MISUSE | dict.fromkeys(LOOKS_INTO_MISUSE, NO_VERB)
MISUSE_TOLD = {
    "what": "looks_wrong",
    "place": "Mill Lane",
    "key": "00000000-0000-4000-8000-000000000009",
}


def paper_to_decide_on(person) -> dict:
    """One that was handed in by another clinic than the reviewers'."""
    clinic = ClinicFactory(name=CANARY)
    return {"pk": CertificationFactory(clinic=clinic, waiting=True).pk}


def item_to_claim(person) -> dict:
    return {"kind": "certification"} | paper_to_decide_on(person)


def item_in_the_queue(person) -> dict:
    paper_to_decide_on(person)
    return {}


def clinic_on_show(person) -> tuple:
    """A listed clinic with somebody at work there."""
    placement = PlacementFactory(clinic=ClinicFactory(status="listed"))
    return (placement.clinic.slug,)


def clinic_off_show(status: str):
    def make(person) -> tuple:
        return (ClinicFactory(status=status, name=CANARY).slug,)

    return make


def of_team_with(add: Callable):
    """An address inside the clinic of TEAM, with a row that it acts on."""

    def make(person) -> dict:
        clinic = Clinic.objects.get(slug=of_team(person)["clinic"])
        return {"clinic": clinic.slug, "pk": add(clinic).pk}

    return make


def practitioner_at_work(person) -> tuple:
    placement = PlacementFactory(clinic=ClinicFactory(status="listed"))
    return (placement.practitioner.slug,)


def practitioner_who_left(person) -> tuple:
    clinic = ClinicFactory(status="listed")
    practitioner = PractitionerFactory(public_name=CANARY)
    left_on = timezone.localdate()
    PlacementFactory(clinic=clinic, practitioner=practitioner, until=left_on)
    return (practitioner.slug,)


def second_owner(clinic):
    return MembershipFactory(clinic=clinic, user=UserFactory(display_name=CANARY))


def invitation_to(clinic):
    place = places.team(clinic)
    waiting = Invitation.objects.filter(place=place).first()
    return waiting or InvitationFactory(
        email=f"{CANARY}@example.com", role="owner", place=place, token="of-a-team"
    )


def practitioner_at(clinic):
    return PlacementFactory(
        clinic=clinic, practitioner=PractitionerFactory(public_name=CANARY)
    )


def own_practice(person) -> tuple:
    """The practitioner's own profile, at work at their clinic."""
    return (_practice_of_practitioner(person).pk,)


def own_practice_there(person) -> dict:
    _practice_of_practitioner(person)
    return {}


def _practice_of_practitioner(person):
    user = person("practitioner")
    profile = Practitioner.objects.filter(user=user).first() or PractitionerFactory(
        public_name=CANARY, user=user, claimed_at=timezone.now()
    )
    return PlacementFactory(practitioner=profile)


def suspension_of_team(person):
    """A suspended paper of the clinic at which the people of TEAM work."""
    from tests.factories.clinics import SuspensionFactory
    from tests.factories.people import clinic_of

    of_team(person)
    return SuspensionFactory(
        certification__clinic=clinic_of("owner"), text=f"{CANARY} has opened a case."
    )


def decision_of_team(person) -> dict:
    decision = suspension_of_team(person)
    code = decision.certification.shown_code
    return {"clinic": "crown-clinic", "code": code, "pk": decision.pk}


def own_decision(person) -> dict:
    """The same for a paper of the practitioner who has claimed the profile."""
    from tests.factories.clinics import SuspensionFactory

    decision = SuspensionFactory(
        certification__clinic=None,
        certification__practitioner=_practice_of_practitioner(person).practitioner,
        text=f"{CANARY} has opened a case.",
    )
    return {"code": decision.certification.shown_code, "pk": decision.pk}


def without_number(make):
    """The address of all of them."""
    return lambda person: {
        key: value for key, value in make(person).items() if key != "pk"
    }


def paper_to_look_at(person) -> dict:
    return {"pk": suspension_of_team(person).certification_id}


def waits_for_a_reviewer(factory: str):
    """What another reviewer is to act on, of the clinic of TEAM."""

    def make(person) -> dict:
        from tests.factories import clinics as factories

        known = {"AppealFactory", "ReplyFactory"}
        if factory in known:
            decision = suspension_of_team(person)
            return {"pk": getattr(factories, factory)(decision=decision).pk}
        return {"pk": getattr(factories, factory)(text=CANARY).pk}

    return make


def second_look_to_take(person) -> dict:
    from tests.factories.clinics import SecondLookFactory

    return {"pk": SecondLookFactory(decision__certification__number=CANARY).pk}


# What everybody in a team sees and its owners act on.
OWNER_ONLY = dict.fromkeys(("practitioner", "frontdesk"), FORBIDDEN)
OWNER_ONLY = only("owner", others=MISSING) | OWNER_ONLY


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
# The verb is refused before anybody is asked who they are.
LOOK_AFTER_READS = LOOK_AFTER | dict.fromkeys(STAFF, NO_VERB)

LEADS = in_admin("moderator", "admin")
LEADS_READ = LEADS | dict.fromkeys(STAFF, NO_VERB)

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


# Reviewers see what was submitted; nobody else learns that there is a file.
EVIDENCE = only(*TEAM, others=MISSING)
EVIDENCE_READ = signed_in(NO_VERB)
OWN_PAPERS = only("practitioner", others=MISSING)

KEEPS_INKS = only(*TEAM, others=MISSING)
KEEPS_INKS_READS = signed_in(NO_VERB)
HANDS_IN_REPORTS = only("owner", "practitioner", others=MISSING)
HANDS_IN_REPORTS |= {"frontdesk": FORBIDDEN}


def bottle_at(clinic):
    from tests.factories.inks import BottleFactory

    return BottleFactory(clinic=clinic, batch__ink__name=CANARY)


def photographed_bottle_at(clinic):
    from portal.files import keeping
    from tests.factories.inks import LabelPhotoFactory

    name = keeping.keep("labels", CANARY.encode(), ending=".jpg")
    return LabelPhotoFactory(bottle=bottle_at(clinic), file=name).bottle


def lab_report_at(clinic):
    from tests.factories.inks import LabOriginalFactory, LabReportFactory

    made = LabReportFactory(clinic=clinic, laboratory=CANARY)
    LabOriginalFactory(report=made, content=CANARY.encode())
    return made


def lab_original_at(person) -> dict:
    return of_team_with(lab_report_at)(person) | {"of_round": 1}


def lab_report_to_review(person) -> dict:
    from tests.factories.inks import LabOriginalFactory, LabReportFactory

    made = LabReportFactory(submitted=True, laboratory=CANARY)
    LabOriginalFactory(report=made, content=CANARY.encode())
    return {"pk": made.pk}


def ink_on_show(person) -> dict:
    from tests.factories.inks import BottleFactory

    ink = BottleFactory(in_use=True, clinic__status="listed").batch.ink
    return {"maker": ink.maker.slug, "ink": ink.slug}


def ink_off_show(person) -> dict:
    from tests.factories.inks import BottleFactory

    ink = BottleFactory(in_use=True, batch__ink__name=CANARY).batch.ink
    return {"maker": ink.maker.slug, "ink": ink.slug}


ROWS: dict[str, Row] = {
    "inks:index": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "inks:ink": Row(get=everybody(YES), post=everybody(NO_VERB), make=ink_on_show),
    "inks:ink (of a draft)": Row(
        get=everybody(MISSING), post=everybody(NO_VERB), make=ink_off_show
    ),
    "workspace:bottles": Row(get=KEEPS_INKS, post=KEEPS_INKS_READS, make=of_team),
    "workspace:bottle-add": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=of_team,
        data={"maker": "M", "name": "N", "lot": "12", "received_on": "2026-11-20"},
    ),
    "workspace:bottle": Row(
        get=KEEPS_INKS, post=KEEPS_INKS_READS, make=of_team_with(bottle_at)
    ),
    "workspace:bottle-label": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=of_team_with(bottle_at),
        data={"batch": "yes"},
    ),
    "workspace:bottle-label-photo": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS_READS,
        make=of_team_with(photographed_bottle_at),
    ),
    "workspace:bottle-act": Row(
        get=KEEPS_INKS,
        post=KEEPS_INKS,
        make=lambda person: of_team_with(bottle_at)(person) | {"act": "empty"},
    ),
    "workspace:lab-reports": Row(get=KEEPS_INKS, post=KEEPS_INKS_READS, make=of_team),
    "workspace:lab-report-add": Row(
        get=HANDS_IN_REPORTS, post=HANDS_IN_REPORTS, make=of_team
    ),
    "workspace:lab-report": Row(
        get=KEEPS_INKS,
        post=HANDS_IN_REPORTS,
        make=of_team_with(lab_report_at),
        data={"row-2-value": "0.1"},
    ),
    "workspace:lab-report-table": Row(
        get=HANDS_IN_REPORTS,
        post=HANDS_IN_REPORTS,
        make=of_team_with(lab_report_at),
        data={"pasted": "Lead;0.1;ppm"},
    ),
    "workspace:lab-report-submit": Row(
        get=signed_in(NO_VERB),
        post=HANDS_IN_REPORTS,
        make=of_team_with(lab_report_at),
    ),
    "workspace:lab-report-original": Row(
        get=KEEPS_INKS, post=KEEPS_INKS_READS, make=lab_original_at
    ),
    "queue:lab-report": Row(
        get=REVIEWERS, post=REVIEWERS, make=lab_report_to_review, data={"act": "accept"}
    ),
    "queue:lab-report-original": Row(
        get=REVIEWERS,
        post=REVIEWERS | dict.fromkeys(STAFF, NO_VERB),
        make=lambda person: lab_report_to_review(person) | {"of_round": 1},
    ),
    **papers_at(
        "workspace:",
        EVIDENCE,
        OWNERS,
        desk=of_team,
        kind=kind_to_hand_in,
        paper=paper_handed_in,
        renewal=paper_to_renew,
    ),
    **papers_at(
        "practitioner-own-",
        OWN_PAPERS,
        OWN_PAPERS,
        desk=own_practice_there,
        kind=own_kind_to_hand_in,
        paper=own_paper_handed_in,
        renewal=own_paper_handed_in(renews=True),
    ),
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
    "feed": Row(get=everybody(YES), post=everybody(NO_VERB), make=page_in_the_tree),
    "evidence:file": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=evidence_of_team(frozen=True),
    ),
    "evidence:file (draft)": Row(
        get=EVIDENCE, post=EVIDENCE_READ, make=evidence_of_team(frozen=False)
    ),
    "evidence:page": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=evidence_of_team(frozen=True, page=1),
    ),
    "evidence:page (of none)": Row(
        get=signed_in(MISSING),
        post=EVIDENCE_READ,
        make=evidence_of_team(frozen=True, page=2),
    ),
    "favicon": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "readability": Row(get=WRITERS, post=WRITERS_READ),
    "readability_results": Row(get=WRITERS, post=WRITERS_READ),
    "feedback": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=page_to_answer,
        data={"answer": "yes"},
    ),
    "feedback-comment": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=answer_to_comment_on,
        data={"comment": "The table"},
    ),
    "feedback-thanks": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=page_to_answer
    ),
    "page_comment_act": Row(
        get=signed_in(FORBIDDEN) | dict.fromkeys(STAFF, NO_VERB),
        post=WRITERS,
        make=comment_to_deal_with,
    ),
    "page_comments": Row(get=WRITERS, post=WRITERS_READ),
    "page_comments_results": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback_results": Row(get=WRITERS, post=WRITERS_READ),
    "robots": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search_misses": Row(get=WRITERS, post=WRITERS_READ),
    "search_misses_results": Row(get=WRITERS, post=WRITERS_READ),
    "sources": Row(get=WRITERS, post=WRITERS_READ),
    "sources_results": Row(get=WRITERS, post=WRITERS_READ),
    "sitemap": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "translations_behind": Row(get=WRITERS, post=WRITERS_READ),
    "translations_behind_results": Row(get=WRITERS, post=WRITERS_READ),
    "statement": Row(get=everybody(YES), post=everybody(NO_VERB), make=public_paper),
    "statement-key": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=key_that_signs
    ),
    "statement-keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:find": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:page": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=public_paper
    ),
    "verification:page (nobody's)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"code": "8K2M-4T7Q-WXX9"},
    ),
    "verification:badge": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=public_paper
    ),
    "verification:report": Row(
        get=everybody(YES), post=everybody(YES), make=public_paper, data=MISUSE_TOLD
    ),
    "misuse_reports:index": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:index_results": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:report": Row(
        get=MISUSE, post=MISUSE, make=misuse_reported, data={"note": "Taken down."}
    ),
    "workspace:certification-share": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=paper_of_team
    ),
    "workspace:certification-poster": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=paper_of_team
    ),
    "workspace:certification-poster-pdf": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=paper_of_team
    ),
    "wagtail_serve (published)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=page(published=True)
    ),
    "wagtail_serve (draft)": Row(
        get=everybody(MISSING), post=everybody(NO_VERB), make=page(published=False)
    ),
    "clinics:directory": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "clinics:profile (listed)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=clinic_on_show
    ),
    "clinics:profile (unlisted)": Row(
        get=everybody(MISSING) | dict.fromkeys(WHO_DECIDES, YES),
        post=everybody(NO_VERB),
        make=clinic_off_show("unlisted"),
    ),
    "clinics:profile (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=clinic_off_show("draft"),
    ),
    "practitioner (at work)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=practitioner_at_work
    ),
    "practitioner (left)": Row(
        get=everybody(MISSING), post=everybody(NO_VERB), make=practitioner_who_left
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
    "workspace:team": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:team-invite": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team,
        data={"email": "new@example.com", "role": "owner"},
    ),
    "workspace:hand-over": Row(get=OWNER_ONLY, post=OWNER_ONLY, make=of_team),
    "workspace:member-role": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team_with(second_owner),
        data={"role": "front_desk"},
    ),
    "workspace:member-end": Row(
        get=OWNER_ONLY, post=OWNER_ONLY, make=of_team_with(second_owner)
    ),
    "workspace:invitation-resend": Row(
        get=signed_in(NO_VERB), post=OWNER_ONLY, make=of_team_with(invitation_to)
    ),
    "workspace:invitation-withdraw": Row(
        get=signed_in(NO_VERB), post=OWNER_ONLY, make=of_team_with(invitation_to)
    ),
    "workspace:practitioners": Row(
        get=only(*TEAM, others=MISSING), post=signed_in(NO_VERB), make=of_team
    ),
    "workspace:practitioner-introduce": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team,
        data={"public_name": "Nia Rees", "since": "2026-11-20"},
    ),
    "workspace:practitioner-place": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team,
        data={"address": "nia-rees", "since": "2026-11-20"},
    ),
    "workspace:practitioner-edit": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team_with(practitioner_at),
        data={"public_name": "Nia Rees", "edition": "1"},
    ),
    "workspace:practitioner-invite": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=of_team_with(practitioner_at),
        data={"email": "new@example.com"},
    ),
    "workspace:placement-end": Row(
        get=OWNER_ONLY, post=OWNER_ONLY, make=of_team_with(practitioner_at)
    ),
    "practitioner-own": Row(
        get=only("practitioner", others=MISSING),
        post=only("practitioner", others=MISSING),
        make=own_practice_there,
        data={"public_name": "Nia Rees", "edition": "1"},
    ),
    "practitioner-own-end": Row(
        get=only("practitioner", others=MISSING),
        post=only("practitioner", others=MISSING),
        make=own_practice,
    ),
    "moderation:clinics": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinics-results": Row(get=LOOK_AFTER, post=LOOK_AFTER_READS),
    "moderation:clinic": Row(
        get=LOOK_AFTER,
        post=LOOK_AFTER_READS,
        make=clinic_to_decide_about,
    ),
    "moderation:timeline": Row(
        get=LOOK_AFTER, post=LOOK_AFTER_READS, make=clinic_to_decide_about
    ),
    "moderation:paper": Row(
        get=LOOK_AFTER, post=LOOK_AFTER_READS, make=paper_to_look_at
    ),
    "moderation:paper-act": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=lambda person: paper_to_look_at(person) | {"act": "lift"},
        data={"text": "It was explained."},
    ),
    "moderation:proposal": Row(
        get=REVIEWERS, post=REVIEWERS, make=waits_for_a_reviewer("ProposalFactory")
    ),
    "moderation:reply": Row(
        get=REVIEWERS, post=REVIEWERS, make=waits_for_a_reviewer("ReplyFactory")
    ),
    "moderation:appeal": Row(
        get=REVIEWERS, post=REVIEWERS, make=waits_for_a_reviewer("AppealFactory")
    ),
    "moderation:second-look": Row(
        get=REVIEWERS, post=REVIEWERS, make=second_look_to_take
    ),
    "moderation:agreement": Row(get=LEADS, post=LEADS_READ),
    "workspace:decisions": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=without_number(decision_of_team),
    ),
    "workspace:decision-reply": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "workspace:decision-appeal": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "practitioner-own-decisions": Row(
        get=only("practitioner", others=MISSING),
        post=signed_in(NO_VERB),
        make=without_number(own_decision),
    ),
    **{
        f"practitioner-own-decision-{answer}": Row(
            get=only("practitioner", others=MISSING),
            post=only("practitioner", others=MISSING),
            make=own_decision,
            data={"text": "We have sent every log."},
        )
        for answer in ("reply", "appeal")
    },
    "moderation:clinic-act": Row(
        get=REVIEWERS,
        post=REVIEWERS,
        make=lambda person: clinic_to_decide_about(person) | {"act": "suspend"},
    ),
    "queue:items": Row(get=MISUSE, post=LOOK_AFTER_READS, make=item_in_the_queue),
    "queue:certification": Row(
        get=REVIEWERS, post=REVIEWERS, make=paper_to_decide_on, data={"act": "accept"}
    ),
    "queue:certification-preview": Row(
        get=REVIEWERS,
        post=LOOK_AFTER_READS,
        make=paper_to_decide_on,
    ),
    "queue:claim": Row(
        get=REVIEWERS, post=REVIEWERS, make=item_to_claim, data={"act": "take"}
    ),
    "gallery": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-live": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-ready": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:media-picture": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"name": "original_images/secret.jpg"},
    ),
    "share-picture": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=picture_of(published=True)
    ),
    "share-picture (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=picture_of(published=False),
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
