"""Papers in the open data, and how it is asked."""

from django.test import Client

from clinics.enums import ClinicStatus
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
)

ROOT = "/api/v1/"
LISTED = ClinicStatus.LISTED


def get(path, status=200, **headers):
    response = Client().get(f"{ROOT}{path}", headers=headers)
    assert response.status_code == status, response.content
    return response


def a_paper(slug="aurora", *, clinic_status=LISTED, **paper):
    clinic = paper.pop("clinic", None) or ClinicFactory(slug=slug, status=clinic_status)
    return CertificationFactory(clinic=clinic, in_force=True, **paper)
