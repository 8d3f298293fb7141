"""What waits in the queue, and for whom."""

from aftercare.enums import EscalationOutcome, ReportLevel
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.clinics import (
    AppealFactory,
    CertificationFactory,
    ClinicFactory,
    MisuseReportFactory,
    ProposalFactory,
    ReplyFactory,
    SecondLookFactory,
)
from tests.factories.inks import LabReportFactory
from tests.factories.plans import StepReasonFactory
from tests.factories.reports import (
    EscalationFactory,
    MessageFlagFactory,
    OutsideReportFactory,
)


def a_reviewer(**fields):
    """Who is a moderator as well, and so has every kind in the queue."""
    person = UserFactory(**fields)
    roles.grant(person, StaffRole.REVIEWER, by=None)
    roles.grant(person, StaffRole.MODERATOR, by=None)
    return person


def application(**fields):
    return ClinicFactory(
        **{"handed_in_at": NOW, "handed_in_by": UserFactory()} | fields
    )


ITEMS = {
    "certification": lambda: CertificationFactory(waiting=True),
    "clinic": application,
    "lab-report": lambda: LabReportFactory(submitted=True),
    "misuse": lambda: MisuseReportFactory(
        certification=CertificationFactory(in_force=True)
    ),
    "proposal": ProposalFactory,
    "reply": ReplyFactory,
    "appeal": AppealFactory,
    "second-look": SecondLookFactory,
    "step-reason": StepReasonFactory,
    "outside-report": lambda: outside_item(),
    "report": EscalationFactory,
    "message": MessageFlagFactory,
}


def outside_item():
    """No clinic reads it, and its person allows that it is kept."""
    report = OutsideReportFactory(level=ReportLevel.CLINIC)
    ConsentFactory(user=report.user)
    return EscalationFactory(report=report, outcome=EscalationOutcome.QUEUED)
