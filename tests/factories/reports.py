"""Reports of clients, and what became of them."""

from uuid import uuid4

import factory
from django.utils import timezone

from aftercare.enums import (
    AttachedAs,
    EscalationOutcome,
    EscalationStep,
    FlagReason,
    Judged,
    ModeratorAct,
    ReportAct,
    ReportLevel,
    ReportStatus,
    ScalpView,
)
from aftercare.models import (
    Assessment,
    Attachment,
    Escalation,
    EscalationAct,
    FlagOpening,
    GradedItem,
    Message,
    MessageFlag,
    OutsideClinic,
    Photo,
    ReportEvent,
    SymptomReport,
)
from aftercare.models.outside_clinic import key_of
from portal.knowledge import course, triage
from portal.knowledge.symptoms import CATALOGUE
from tests.factories.accounts import UserFactory
from tests.factories.plans import HealingPlanFactory


class SymptomReportFactory(factory.django.DjangoModelFactory):
    """A usual day, answered at once."""

    class Meta:
        model = SymptomReport

    number = factory.Sequence(lambda n: f"{n:08d}")
    key = factory.LazyFunction(uuid4)
    plan = factory.SubFactory(HealingPlanFactory)
    user = factory.SelfAttribute("plan.user")
    clinic = factory.SelfAttribute("plan.clinic")
    session = factory.SelfAttribute("plan.session")
    sent_at = factory.LazyFunction(timezone.now)
    local_date = factory.LazyAttribute(lambda made: made.sent_at.date())
    time_zone = "UTC"
    day = 0
    instrument_version = CATALOGUE.version
    answers = factory.LazyFunction(lambda: {"red_flags": [], "trend": "better"})
    status = ReportStatus.ANSWERED
    level = ReportLevel.EXPECTED


class OutsideClinicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutsideClinic

    name = factory.Sequence(lambda n: f"Studio {n}")
    town = "Porto"
    country = "PT"
    key = factory.LazyAttribute(lambda made: key_of(made.name, made.town, made.country))


class OutsideReportFactory(SymptomReportFactory):
    """About a clinic that is not here, on the day of the session."""

    plan = None
    clinic = None
    session = None
    user = factory.SubFactory(UserFactory)
    outside_clinic = factory.SubFactory(OutsideClinicFactory)
    session_on = factory.SelfAttribute("local_date")
    status = ReportStatus.KEPT


class GradedItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GradedItem

    report = factory.SubFactory(SymptomReportFactory)
    question = "heat"
    grade = 1


class ReportEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportEvent

    report = factory.SubFactory(SymptomReportFactory)
    act = ReportAct.READ
    at = factory.LazyFunction(timezone.now)
    by = factory.SelfAttribute("report.user")


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    report = factory.SubFactory(SymptomReportFactory)
    kind = Judged.TRIAGED
    at = factory.LazyFunction(timezone.now)
    level = ReportLevel.EXPECTED
    rules_version = triage.RULES.version
    course_version = course.VERSION
    language = "en"


class MessageFactory(factory.django.DjangoModelFactory):
    """From the client."""

    class Meta:
        model = Message

    report = factory.SubFactory(SymptomReportFactory)
    key = factory.LazyFunction(uuid4)
    by = factory.SelfAttribute("report.user")
    from_clinic = False
    text = "Is this all right?"
    sent_at = factory.LazyFunction(timezone.now)


class MessageFlagFactory(factory.django.DjangoModelFactory):
    """What a client holds against a message of the clinic; no moderator looked yet."""

    class Meta:
        model = MessageFlag

    message = factory.SubFactory(
        MessageFactory, from_clinic=True, watch_for="A fever.", come_back="Tomorrow."
    )
    reason = FlagReason.RUDE
    text = "It calls me a coward."
    flagged_at = factory.LazyFunction(timezone.now)
    flagged_by = factory.SelfAttribute("message.report.user")


class FlagOpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FlagOpening

    flag = factory.SubFactory(MessageFlagFactory)
    by = factory.SelfAttribute("flag.flagged_by")
    at = factory.LazyFunction(timezone.now)
    reason = "To see what came before."


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A picture of the client; its files lie nowhere, as those of a photo."""

    class Meta:
        model = Attachment

    key = factory.LazyFunction(uuid4)
    message = factory.SubFactory(MessageFactory, attached=1)
    position = 1
    file = "attachments/3f1c.jpg"
    small = "attachments/3f1d.jpg"
    name = "crown.jpg"
    media_type = AttachedAs.PICTURE
    width = 900
    height = 1200
    size = 48_213
    sha256 = "e" * 64


class EscalationFactory(factory.django.DjangoModelFactory):
    """A report that has come to the moderators."""

    class Meta:
        model = Escalation

    report = factory.SubFactory(
        SymptomReportFactory, status=ReportStatus.WAITING, level=ReportLevel.URGENT
    )
    round = 1
    step = EscalationStep.MODERATORS
    at = factory.LazyFunction(timezone.now)
    outcome = EscalationOutcome.WRITTEN


class EscalationActFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EscalationAct

    escalation = factory.SubFactory(EscalationFactory)
    act = ModeratorAct.WROTE
    at = factory.LazyFunction(timezone.now)
    by = factory.SelfAttribute("escalation.report.user")
    text = "Please look at it."


class PhotoFactory(factory.django.DjangoModelFactory):
    """Its files lie nowhere; `keeping.keep` makes them where a test reads one."""

    class Meta:
        model = Photo

    key = factory.LazyFunction(uuid4)
    report = factory.SubFactory(SymptomReportFactory)
    view = ScalpView.CROWN
    file = "photos/3f1c.jpg"
    small = "photos/3f1d.jpg"
    width = 900
    height = 1200
    size = 48_213
    sha256 = "d" * 64
    added_at = factory.LazyFunction(timezone.now)
    is_dark = False
    is_blurred = False
