"""Clinics in the directory, and how it is asked."""

import datetime

from django.test import Client

from clinics.enums import (
    Category,
    Claim,
    ClinicStatus,
    Subject,
)
from tests.conftest import TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
)
from tests.factories.inks import BottleFactory, LabReportFactory

DAY = datetime.timedelta(days=1)
LEEDS = {"town": "Leeds", "country": "GB", "time_zone": "Europe/London"}
LEEDS |= {"latitude": "53.79648", "longitude": "-1.54785"}


def listed(name, **fields):
    return ClinicFactory(
        **{"name": name, "status": ClinicStatus.LISTED, **LEEDS, **fields}
    )


def kind(category, claim=Claim.CERTIFIED, **fields):
    subject = Subject.PRACTITIONER if category == Category.TRAINING else Subject.CLINIC
    fields = {"subject": subject, **fields}
    return CertificationTypeFactory(category=category, claim=claim, **fields)


def paper(clinic, category=Category.HYGIENE, **fields):
    if "type" not in fields:
        fields["type"] = kind(category)
    fields = {"counts_until": TODAY + 30 * DAY, **fields}
    return CertificationFactory(clinic=clinic, in_force=True, **fields)


def accepted_ink(clinic, **bottle):
    """A bottle in use, of a batch with an accepted report."""
    bottle = BottleFactory(clinic=clinic, in_use=True, **bottle)
    LabReportFactory(batch=bottle.batch, accepted=True)
    return bottle


def ask(query=""):
    return Client().get(f"/clinics/{query}")


def page(query="") -> str:
    return " ".join(ask(query).content.decode().split())


def names(query="") -> list[str]:
    """The clinics of the list, in its order."""
    return [card.clinic.name for card in ask(query).context["cards"]]
