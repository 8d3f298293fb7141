"""What the rows of a person's care lead to, stored for one question."""

from django.utils import timezone

from clinics.models import Clinic
from portal.accounts.enums import Purpose
from portal.accounts.models import Invitation
from portal.accounts.models.invitation import LIFETIME
from tests.factories.accounts import ConsentFactory, InvitationFactory
from tests.factories.clinics import (
    ClinicFactory,
)
from tests.house.makers import (
    CANARY,
    of_team,
)


def plan_of_client(person):
    """A running plan; the name of its clinic is the canary."""
    from tests.factories.plans import launched

    of_team(person)
    return launched(person("client"))


def day_of_client(person) -> dict:
    return {"on": plan_of_client(person).day_zero}


def step_of_client(person) -> dict:
    return day_of_client(person) | {"slug": "keep-dry"}


def plan_of_client_by_number(person) -> dict:
    return {"pk": plan_of_client(person).pk}


def link_of_client(person) -> dict:
    """The client's own; the name of its clinic is the canary."""
    of_team(person)
    return {"pk": link_to_team(person).pk}


def link_to_team(person):
    """Between the client and the clinic of TEAM, which may not be the only one."""
    from tests.factories.people import clinic_of

    return person("client").care.get(clinic=clinic_of("owner"))


def offer_to_client(person) -> dict:
    """An invitation of another clinic to the client; its name is the canary."""
    from aftercare import places as care_places

    clinic = ClinicFactory(name=CANARY)
    made = InvitationFactory(
        email=person("client").email,
        role="client",
        place=care_places.client(clinic),
        token=f"to-the-client-of-{clinic.slug}",
    )
    return {"pk": made.pk}


def clinic_to_ask(person) -> dict:
    return {"slug": of_team(person)["clinic"]}


def code_at_desk(person) -> dict:
    from tests.factories.aftercare import DeskLinkFactory
    from tests.factories.people import clinic_of

    return {"token": DeskLinkFactory(clinic=clinic_of("owner")).token}


def linked_client_of_team(person) -> dict:
    return of_team(person) | link_of_client(person)


def asker_of_team(person) -> dict:
    from tests.factories.aftercare import AskerFactory
    from tests.factories.people import clinic_of

    where = of_team(person)
    return where | {"pk": AskerFactory(clinic=clinic_of("owner")).pk}


def letter_of_team(person) -> dict:
    """An invitation to a client that nobody has answered."""
    from aftercare import places as care_places
    from tests.factories.people import clinic_of

    where = of_team(person)
    number = Invitation.objects.count()
    made = InvitationFactory(
        email=f"{CANARY}-{number}@example.com",
        role="client",
        place=care_places.client(clinic_of("owner")),
        token=f"of-the-team-{number}",
    )
    return where | {"pk": made.pk}


def calendar_of_client(person) -> dict:
    from aftercare.domain import calendars

    plan_of_client(person)
    return {"token": calendars.token(calendars.make_link(by=person("client")))}


def plan_of_team(person) -> dict:
    """The clinic of TEAM with a plan of its own; one of its steps is the canary."""
    from aftercare.domain import clinic_plans
    from aftercare.models import PlanStep

    where = of_team(person)
    clinic_plans.adopt(Clinic.objects.get(slug=where["clinic"]), by=person("owner"))
    PlanStep.objects.filter(slug="keep-dry").update(title={"en": CANARY})
    return where


def step_of_team(person) -> dict:
    return plan_of_team(person) | {"slug": "keep-dry"}


def step_to_leave_out(person) -> dict:
    return step_of_team(person) | {"act": "remove"}


def session_of_team(*, ended=False, **state):
    """A session of the client at the clinic of TEAM; its treatment is the canary."""

    def make(person) -> dict:
        from aftercare.models import Client
        from tests.factories.aftercare import SessionFactory, TreatmentFactory

        where, someone = of_team(person), person("client")
        link = link_to_team(person)
        ConsentFactory(user=someone)
        treatment = TreatmentFactory(client=link, title=CANARY)
        made = SessionFactory(treatment=treatment, no_ink_reason=CANARY, **state)
        if ended:
            now = timezone.now()
            Client.objects.update(status="ended", ended_at=now, ended_by=someone)
        return where | {"pk": made.pk}

    return make


def treatment_of_team(person) -> dict:
    from aftercare.models import Session

    where = session_of_team()(person)
    return where | {"pk": Session.objects.get(pk=where["pk"]).treatment_id}


def draft_of_team(person) -> dict:
    from tests.factories.aftercare import SessionDraftFactory

    where = of_team(person)
    link = link_to_team(person)
    return where | {"key": SessionDraftFactory(client=link, title=CANARY).key}


def client_of_team(person) -> dict:
    where, someone = of_team(person), person("client")
    someone.display_name = CANARY
    someone.save()
    return where | {"client": link_to_team(person).pk}


def clinic_of_client(person) -> dict:
    return {"clinic": client_of_team(person)["clinic"]}


def session_handed_over(person) -> dict:
    return {"pk": session_of_team(handed_over=True)(person)["pk"]}


def passport_of_client(person) -> dict:
    from aftercare.domain import passports

    session_of_team()(person)
    return {"token": passports.token(passports.make_link(by=person("client")))}


def way_out_of_client(person) -> dict:
    from aftercare import opting_out

    return {"token": opting_out.token(person("client"))}


def treatment_elsewhere(person, *, grant=None) -> dict:
    """Of the client, at another clinic than that of TEAM; its title is the canary.

    `grant`: with one to the clinic of TEAM, and what is told of that.
    """
    from tests.factories import aftercare
    from tests.factories.people import clinic_of

    where, someone = linked_client_of_team(person), person("client")
    ConsentFactory(user=someone)
    made = aftercare.TreatmentFactory(client__user=someone, title=CANARY)
    if grant is not None:
        aftercare.TreatmentGrantFactory(
            treatment=made, clinic=clinic_of("owner"), **grant
        )
    where["pk"] = link_to_team(person).pk
    return where | {"treatment": made.pk}


def treatment_to_show(person) -> dict:
    made = treatment_elsewhere(person)
    return {name: made[name] for name in ("pk", "treatment")}


def treatment_shown(*, taken_back=False, ended=False, former=False):
    """To the clinic of TEAM; taken back, its link ended, or its team gone but one."""

    def make(person) -> dict:
        from aftercare.models import Client

        now = timezone.now()
        made = treatment_elsewhere(
            person, grant={"withdrawn_at": now} if taken_back else {}
        )
        if ended:
            Client.objects.filter(pk=made["pk"]).update(
                status="ended", ended_at=now, ended_by=person("client")
            )
        if former:
            from clinics.models import Membership

            team = Membership.objects.filter(clinic__slug=made["clinic"])
            team.exclude(user=person("owner")).delete()
        return made

    return make


def helper_of_client(*, may_tick=True, removed=False, **further):
    """The client of another clinic helps the client of TEAM, or did."""

    def make(person) -> dict:
        from tests.factories.aftercare import HelperFactory

        on, slug = plan_of_client(person).day_zero, "keep-dry"
        someone, now = person("client"), timezone.now()
        someone.display_name = CANARY
        someone.save()
        told = {"ended_at": now, "ended_by": someone} if removed else {}
        pair = {"person": someone, "helper": person("other_client")}
        made = someone.helpers.filter(**pair, ended_at=None).first()
        made = made or HelperFactory(may_tick=may_tick, **pair, **told)
        known = {"helper": made.pk, "on": on, "slug": slug, "pk": made.pk}
        return {name: known[name] for name in further["names"]}

    return make


def letter_to_helper(*, expired=False):
    """From the client, to the client of another clinic."""

    def make(person) -> dict:
        from aftercare import places as care_places

        now = timezone.now()
        past = {"created_at": now - 2 * LIFETIME, "expires_at": now - LIFETIME}
        made = InvitationFactory(
            email=person("other_client").email,
            role="helper",
            place=care_places.helper(person("client")),
            invited_by=person("client"),
            token="to-the-helper",
            **past if expired else {},
        )
        return {"pk": made.pk}

    return make


def expired_letter(person) -> dict:
    letter_to_helper(expired=True)(person)
    return {"token": "to-the-helper"}


def step_reason_to_see(_person) -> dict:
    from tests.factories.plans import StepReasonFactory

    return {"pk": StepReasonFactory(reason=CANARY).pk}


def report_with_moderators(_person) -> dict:
    """An urgent report that nobody of its clinic opened."""
    return _with_moderators()


def report_for_its_note(_person) -> dict:
    """One that the rules called usual; its note has words for an emergency sign."""
    from tests.factories.reports import SymptomReportFactory

    report = SymptomReportFactory(answers={"note": "I can't breathe."})
    return _with_moderators(report=report, step=0, outcome="queued")


def _with_moderators(**fields) -> dict:
    from tests.factories.reports import AssessmentFactory, EscalationFactory

    made = EscalationFactory(**fields)
    Clinic.objects.filter(pk=made.report.clinic_id).update(name=CANARY)
    AssessmentFactory(
        report=made.report,
        shown={"name": "", "advice": "", "next": [], "statement": ""},
    )
    return {"pk": made.pk}


def who_may_report_outside(person) -> dict:
    """Everybody has said what is asked before."""
    from portal.accounts.models import User

    for user in User.objects.all():
        ConsentFactory(user=user)
    User.objects.update(adult_confirmed_at=timezone.now())
    return {}


def outside_report(someone):
    from aftercare.domain import outside_reports
    from tests.factories.reports import AssessmentFactory, OutsideReportFactory

    ConsentFactory(user=someone)
    place = outside_reports.stored(outside_reports.Place(name=CANARY, town="Porto"))
    made = OutsideReportFactory(user=someone, outside_clinic=place, level=2)
    AssessmentFactory(
        report=made,
        shown={"name": CANARY, "advice": "", "next": [], "statement": ""},
    )
    return made


def outside_report_of_client(person) -> dict:
    return {"number": outside_report(person("client")).number}


def outside_report_with_moderators(person) -> dict:
    from tests.factories.reports import EscalationFactory

    made = outside_report(person("client"))
    return {"pk": EscalationFactory(report=made, outcome="queued").pk}


def report_of_client(person) -> dict:
    """A report that waits for the clinic of TEAM; its name is the canary."""
    from tests.aftercare.domain.test_reports import INFECTED, send

    return {"number": send(plan_of_client(person), INFECTED).number}


def report_of_team(person) -> dict:
    from aftercare.models import SymptomReport

    found = SymptomReport.objects.get(**report_of_client(person))
    return {"clinic": found.clinic.slug, "number": found.number}


def report_to_resolve(person) -> dict:
    from aftercare.models import SymptomReport

    where = report_of_team(person)
    SymptomReport.objects.update(status="acknowledged")
    return where


def report_of_ended_link(person) -> dict:
    from aftercare.models import Client

    where = report_of_team(person)
    now, someone = timezone.now(), person("client")
    Client.objects.update(status="ended", ended_at=now, ended_by=someone)
    return where


def report_that_healed(person) -> dict:
    from tests.aftercare.domain.test_reports import send

    return {"number": send(plan_of_client(person)).number}


def view_of_report(person) -> dict:
    return report_of_client(person) | {"view": "crown"}


def photo_of_client(person) -> dict:
    """A photo that its person allows, whose bytes are the canary."""
    return {"key": _photo(person).key}


def photo_of_team(person) -> dict:
    photo = _photo(person)
    clinic = photo.report.clinic.slug
    return {"clinic": clinic, "number": photo.report.number, "key": photo.key}


def photo_withdrawn(person) -> dict:
    from portal.accounts.domain import consents

    where = photo_of_team(person)
    consents.withdraw(Purpose.PHOTOS, by=person("client"))
    return where


def photo_of_ended_link(person) -> dict:
    from aftercare.models import Client

    where = photo_of_team(person)
    now, someone = timezone.now(), person("client")
    Client.objects.update(status="ended", ended_at=now, ended_by=someone)
    return where


def message_of_clinic(person) -> dict:
    """In a thread of the client; its words are the canary."""
    return _message(person, from_clinic=True)


def message_of_client(person) -> dict:
    """The same of the client, with the clinic of TEAM."""
    from aftercare.models import SymptomReport

    where = _message(person, from_clinic=False)
    report = SymptomReport.objects.get(number=where["number"])
    return where | {"clinic": report.clinic.slug}


def _message(person, *, from_clinic: bool) -> dict:
    from aftercare.models import SymptomReport
    from tests.factories.reports import MessageFactory

    where = report_of_client(person)
    advice = {"watch_for": CANARY, "come_back": CANARY} if from_clinic else {}
    made = MessageFactory(
        report=SymptomReport.objects.get(**where),
        text=CANARY,
        from_clinic=from_clinic,
        **advice,
    )
    return where | {"pk": made.pk}


def flag_with_moderators(_person) -> dict:
    """A message that was reported; its words are the canary."""
    from tests.factories.reports import MessageFlagFactory

    return {"pk": MessageFlagFactory(message__text=CANARY).pk}


def attachment_of_client(person) -> dict:
    """A picture in a thread of one who allows photos, whose bytes are the canary."""
    return {"key": _attachment(person).key}


def attachment_of_team(person) -> dict:
    made = _attachment(person)
    report = made.message.report
    return {"clinic": report.clinic.slug, "number": report.number, "key": made.key}


def attachment_withdrawn(person) -> dict:
    from portal.accounts.domain import consents

    where = attachment_of_team(person)
    consents.withdraw(Purpose.PHOTOS, by=person("client"))
    return where


def attachment_of_ended_link(person) -> dict:
    from aftercare.models import Client

    where = attachment_of_team(person)
    now, someone = timezone.now(), person("client")
    Client.objects.update(status="ended", ended_at=now, ended_by=someone)
    return where


def _attachment(person):
    from aftercare.models import SymptomReport
    from portal.files import keeping
    from tests.factories.reports import AttachmentFactory

    report = SymptomReport.objects.get(**report_of_client(person))
    ConsentFactory(user=report.user, purpose=Purpose.PHOTOS)
    names = {
        field: keeping.keep("attachments", CANARY.encode(), ending=".jpg")
        for field in ("file", "small")
    }
    return AttachmentFactory(message__report=report, message__by=report.user, **names)


def _photo(person):
    from aftercare.models import SymptomReport
    from portal.files import keeping
    from tests.factories.accounts import ConsentFactory
    from tests.factories.reports import PhotoFactory

    report = SymptomReport.objects.get(**report_of_client(person))
    ConsentFactory(user=report.user, purpose="photos")
    names = {
        field: keeping.keep("photos", CANARY.encode(), ending=".jpg")
        for field in ("file", "small")
    }
    return PhotoFactory(report=report, **names)
