"""What a row of the matrix acts upon: each makes it, and names it for the address.

CANARY stands where only those may read it who may see the thing. A maker may be called
again in one world: the sweep of pages makes every row in turn.
"""

import datetime
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.utils import timezone

from clinics import places
from clinics.models import Clinic, Practitioner
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Invitation
from portal.accounts.models.invitation import hashed
from portal.content import sharing
from portal.content.models import SideEffectPage
from tests.factories.accounts import ConsentFactory, InvitationFactory, UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    EvidenceFactory,
    MembershipFactory,
    PlacementFactory,
    PlacementRequestFactory,
    PractitionerFactory,
    UrgentContactFactory,
)
from tests.factories.content import PageFeedbackFactory, SideEffectPageFactory

CANARY = "canary-3fa9"


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


def asked_by_clinic(clinic):
    """Somebody whom the clinic has asked whether they work there."""
    return PlacementRequestFactory(clinic=clinic, practitioner__public_name=CANARY)


def asked_of_practitioner(person) -> tuple:
    """A clinic asks the practitioner; its name is the canary."""
    profile = _practice_of_practitioner(person).practitioner
    clinic = ClinicFactory(name=CANARY)
    made = PlacementRequestFactory(
        practitioner=profile, person=profile.user, clinic=clinic
    )
    return (made.pk,)


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


def waits_near_a_reviewer(factory: str):
    """The same, of a clinic that the first of the reviewers belongs to."""

    def make(person) -> dict:
        from tests.factories import clinics as factories

        item = getattr(factories, factory)(text=CANARY)
        paper = getattr(item, "decision", item).certification
        factories.MembershipFactory(clinic=paper.clinic, user=person("reviewer"))
        return {"pk": item.pk}

    return make


def second_look_to_take(person) -> dict:
    from tests.factories.clinics import SecondLookFactory

    return {"pk": SecondLookFactory(decision__certification__number=CANARY).pk}


def clinic_to_decide_about(person) -> dict:
    from tests.factories.people import clinic_of

    of_team(person)
    return {"pk": clinic_of("owner").pk}


def clinic_in_open_data(status: str):
    def make(person) -> dict:
        return {"slug": ClinicFactory(name=CANARY, status=status).slug}

    return make


def paper_in_open_data(**paper):
    def make(person) -> dict:
        made = CertificationFactory(clinic__status="listed", **paper)
        return {"code": made.code or "0123456789AB"}

    return make


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
