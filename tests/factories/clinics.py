"""Clinics, who works there, and their papers."""

import datetime
from uuid import uuid4

import factory
from django.utils import timezone

from clinics import codes, working_time
from clinics.enums import (
    Act,
    Category,
    CertificationStatus,
    Claim,
    ClinicRole,
    ClinicStatus,
    ContactKind,
    HoursKind,
    IdentityPart,
    Misuse,
    Reason,
    ReplyOutcome,
    Sanction,
    Subject,
    Verification,
    Weekday,
)
from clinics.models import (
    AnsweredFactor,
    Appeal,
    Certification,
    CertificationType,
    ChecklistLine,
    Clinic,
    ClinicLanguage,
    Decision,
    Evidence,
    EvidenceSlot,
    Finding,
    Hours,
    IdentityChange,
    KindReviewTask,
    Membership,
    MisuseReport,
    Placement,
    PlacementRequest,
    Practitioner,
    Proposal,
    PublishedFigures,
    Reminder,
    Reply,
    SecondLook,
    StatusChange,
    Submission,
    TypeJurisdiction,
    UrgentContact,
)
from clinics.models.placement_request import LIFETIME
from clinics.models.sanction import EMERGENCY_LASTS
from portal.files import keeping
from tests.factories import documents
from tests.factories.accounts import UserFactory


class ClinicFactory(factory.django.DjangoModelFactory):
    """A draft with nobody in it."""

    class Meta:
        model = Clinic

    slug = factory.Sequence(lambda n: f"clinic-{n}")
    name = factory.Sequence(lambda n: f"Clinic {n}")
    legal_name = factory.LazyAttribute(lambda made: f"{made.name} Lda")
    street = "Rua do Carmo 12"
    postcode = "1200-093"
    town = "Lisbon"
    country = "PT"
    latitude = "38.71667"
    longitude = "-9.13333"
    time_zone = "Europe/Lisbon"
    responsible_person = "Ana Duarte"
    terms_version = "2026-11"


class ClinicLanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClinicLanguage

    clinic = factory.SubFactory(ClinicFactory)
    language = "pt"


class StatusChangeFactory(factory.django.DjangoModelFactory):
    """The day on which a clinic was listed for the first time."""

    class Meta:
        model = StatusChange

    clinic = factory.SubFactory(ClinicFactory)
    was = ClinicStatus.DRAFT
    to = ClinicStatus.LISTED
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)
    identity_checked = True
    premises_checked = True
    insurance_checked = True


class IdentityChangeFactory(factory.django.DjangoModelFactory):
    """A clinic that took another name."""

    class Meta:
        model = IdentityChange

    clinic = factory.SubFactory(ClinicFactory)
    what = IdentityPart.NAME
    was = "Crown Clinic"
    became = "Crown Studio"
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)


class HoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hours

    clinic = factory.SubFactory(ClinicFactory)
    kind = HoursKind.OPENING
    weekday = Weekday.MONDAY
    starts_at = datetime.time(9)
    until_at = datetime.time(17)


class UrgentContactFactory(factory.django.DjangoModelFactory):
    """Named, not tested yet."""

    class Meta:
        model = UrgentContact

    clinic = factory.SubFactory(ClinicFactory)
    kind = ContactKind.URGENT
    name = "Ana Duarte"
    email = "urgent@example.com"
    phone = "+351 21 000 0000"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.SubFactory(UserFactory)
    role = ClinicRole.OWNER
    since = datetime.date(2026, 1, 1)


class PractitionerFactory(factory.django.DjangoModelFactory):
    """A profile that nobody has claimed."""

    class Meta:
        model = Practitioner

    slug = factory.Sequence(lambda n: f"practitioner-{n}")
    public_name = factory.Sequence(lambda n: f"Practitioner {n}")


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    practitioner = factory.SubFactory(PractitionerFactory)
    clinic = factory.SubFactory(ClinicFactory)
    since = datetime.date(2026, 1, 1)


class PlacementRequestFactory(factory.django.DjangoModelFactory):
    """A question that its person can still answer, for 14 days."""

    class Meta:
        model = PlacementRequest

    person = factory.SubFactory(UserFactory)
    practitioner = factory.SubFactory(
        PractitionerFactory,
        user=factory.SelfAttribute("..person"),
        claimed_at=factory.LazyFunction(timezone.now),
    )
    clinic = factory.SubFactory(ClinicFactory)
    since = datetime.date(2026, 1, 1)
    asked_at = factory.LazyFunction(timezone.now)
    asked_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyAttribute(lambda made: made.asked_at + LIFETIME)


class CertificationTypeFactory(factory.django.DjangoModelFactory):
    """A licence for premises that lasts three years, found in a public register."""

    class Meta:
        model = CertificationType

    code = factory.Sequence(lambda n: f"LIC-{n}")
    category = Category.LICENCE
    subject = Subject.CLINIC
    claim = Claim.LICENSED
    best_verification = Verification.ISSUER
    name = factory.LazyFunction(lambda: {"en": "Premises licence", "es": "Licencia"})
    shows = factory.LazyFunction(lambda: {"en": "The premises were inspected."})
    does_not_show = factory.LazyFunction(lambda: {"en": "Nothing about the ink."})
    longest_validity_months = 36
    recheck_months = 12


class TypeJurisdictionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TypeJurisdiction

    type = factory.SubFactory(CertificationTypeFactory)
    jurisdiction = "GB-WLS"


class AnsweredFactorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnsweredFactor

    type = factory.SubFactory(CertificationTypeFactory)
    factor = "unsanitary-tools"


class EvidenceSlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvidenceSlot

    type = factory.SubFactory(CertificationTypeFactory)
    code = "licence"
    name = factory.LazyFunction(lambda: {"en": "The licence, all pages"})


class ChecklistLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChecklistLine

    type = factory.SubFactory(CertificationTypeFactory)
    question = factory.LazyFunction(lambda: {"en": "Is the address the same?"})


class KindReviewTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KindReviewTask

    name = "Second reviewer"


class CertificationFactory(factory.django.DjangoModelFactory):
    """A draft; `in_force=True` is one that was accepted and holds for a year.

    `waiting=True` was handed in a moment ago.
    """

    class Meta:
        model = Certification

    class Params:
        waiting = factory.Trait(
            status=CertificationStatus.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory(UserFactory),
            due_at=factory.LazyFunction(
                lambda: working_time.after(timezone.now(), 5 * working_time.DAY)
            ),
        )
        in_force = factory.Trait(
            status=CertificationStatus.ACCEPTED,
            counts_until=datetime.date(2027, 11, 1),
            verification=Verification.ISSUER,
            code=factory.LazyFunction(codes.new),
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory(UserFactory),
            accepted_at=factory.LazyFunction(timezone.now),
            accepted_by=factory.SubFactory(UserFactory),
        )

    type = factory.SubFactory(CertificationTypeFactory)
    clinic = factory.SubFactory(ClinicFactory)
    issuer = "Cardiff Council"
    number = "APC-2026-0041"
    valid_from = datetime.date(2026, 1, 15)
    valid_until = datetime.date(2029, 1, 14)


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A PDF of one page; `stored=True` puts a file where it says."""

    class Meta:
        model = Evidence
        skip_postgeneration_save = True

    class Params:
        stored = factory.Trait(
            file=factory.LazyFunction(
                lambda: keeping.keep("evidence", documents.pdf(), ending=".pdf")
            )
        )

    certification = factory.SubFactory(CertificationFactory)
    slot = "licence"
    round = 1
    file = "evidence/3f1c.pdf"
    name = "licence.pdf"
    media_type = "application/pdf"
    size = 48_213
    sha256 = "a" * 64
    uploaded_at = factory.LazyFunction(timezone.now)
    uploaded_by = factory.SubFactory(UserFactory)


class FindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Finding

    certification = factory.SubFactory(CertificationFactory)
    slot = "licence"
    round = 1
    is_accepted = True
    found_at = factory.LazyFunction(timezone.now)
    found_by = factory.SubFactory(UserFactory)


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    certification = factory.SubFactory(CertificationFactory)
    act = Act.ACCEPT
    round = 1
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)
    submitted_by = factory.SubFactory(UserFactory)


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    certification = factory.SubFactory(CertificationFactory)
    round = 1
    submitted_at = factory.LazyFunction(timezone.now)
    submitted_by = factory.SubFactory(UserFactory)


class SecondLookFactory(factory.django.DjangoModelFactory):
    """Drawn and waiting; `looked=True` agrees with the first."""

    class Meta:
        model = SecondLook

    class Params:
        looked = factory.Trait(
            looked_at=factory.LazyFunction(timezone.now),
            looked_by=factory.SubFactory(UserFactory),
            would_accept=True,
            text="The licence is in the council's register.",
        )

    decision = factory.SubFactory(DecisionFactory, certification__in_force=True)
    drawn_at = factory.LazyFunction(timezone.now)
    first_by = factory.SelfAttribute("decision.by")


class SuspensionFactory(DecisionFactory):
    """A suspension that two reviewers decided."""

    class Meta:
        model = Decision

    certification = factory.SubFactory(
        CertificationFactory, in_force=True, status=CertificationStatus.SUSPENDED
    )
    act = Act.SUSPEND
    proposed_by = factory.SubFactory(UserFactory)
    reason = Reason.COMPLAINT
    text = "The council has opened a case."
    public_sentence = "The council is looking into a complaint."


class ProposalFactory(factory.django.DjangoModelFactory):
    """A suspension that waits for another reviewer; `emergency=True` counts at once."""

    class Meta:
        model = Proposal

    class Params:
        emergency = factory.Trait(
            ends_at=factory.LazyAttribute(lambda row: row.proposed_at + EMERGENCY_LASTS)
        )

    certification = factory.SubFactory(CertificationFactory, in_force=True)
    act = Sanction.SUSPEND
    reason = Reason.COMPLAINT
    text = "The council has opened a case."
    public_sentence = "The council is looking into a complaint."
    proposed_at = factory.LazyFunction(timezone.now)
    proposed_by = factory.SubFactory(UserFactory)
    due_at = factory.LazyAttribute(
        lambda row: row.proposed_at + datetime.timedelta(days=2)
    )


class ReplyFactory(factory.django.DjangoModelFactory):
    """Waits for a reviewer; `published=True` is read by the public."""

    class Meta:
        model = Reply

    class Params:
        published = factory.Trait(
            outcome=ReplyOutcome.PUBLISHED,
            vetted_at=factory.LazyFunction(timezone.now),
            vetted_by=factory.SubFactory(UserFactory),
        )

    decision = factory.SubFactory(SuspensionFactory)
    text = "We have sent the council every log of the last year."
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    decision = factory.SubFactory(SuspensionFactory)
    text = "The complaint is about another clinic of the same name."
    filed_at = factory.LazyFunction(timezone.now)
    filed_by = factory.SubFactory(UserFactory)
    confirmed_by = factory.SelfAttribute("decision.by")
    proposed_by = factory.SelfAttribute("decision.proposed_by")


class ReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reminder

    certification = factory.SubFactory(CertificationFactory, in_force=True)
    step = 90
    due_at = factory.LazyFunction(timezone.now)


class MisuseReportFactory(factory.django.DjangoModelFactory):
    """A forged poster that nobody has looked into; `settled=True` is dealt with."""

    class Meta:
        model = MisuseReport

    class Params:
        settled = factory.Trait(
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SubFactory(UserFactory),
            note="The shop took it down.",
        )

    key = factory.LazyFunction(uuid4)
    code = factory.LazyFunction(codes.new)
    what = Misuse.HANGS_ELSEWHERE
    place = "Corner shop, 3 Mill Lane"
    text = "It hangs behind the till."
    email = "witness@example.com"
    received_at = factory.LazyFunction(timezone.now)


class PublishedFiguresFactory(factory.django.DjangoModelFactory):
    """The four quarters before the last one ended."""

    class Meta:
        model = PublishedFigures

    clinic = factory.SubFactory(ClinicFactory)
    first_on = datetime.date(2025, 10, 1)
    last_on = datetime.date(2026, 9, 30)
    counted_at = factory.LazyFunction(timezone.now)
    courses = 80
    reported = 60
    people = 45
    median = 175
    ninetieth = 1190
