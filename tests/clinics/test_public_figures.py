"""What a profile tells of how a clinic follows its clients up."""

import datetime

import pytest

from clinics.enums import ClinicStatus
from tests.clinics.public_profile.reading import parts, read, words
from tests.conftest import TODAY
from tests.factories.clinics import (
    ClinicFactory,
    PublishedFiguresFactory,
    StatusChangeFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
COUNTS = ("courses", "reported", "people", "median", "ninetieth")


@pytest.fixture
def clinic():
    return ClinicFactory(slug="crown", status=ClinicStatus.LISTED)


def test_figures_are_told_with_their_days_and_how_many_stand_behind_them(clinic):
    PublishedFiguresFactory(clinic=clinic)
    told = words(parts(read(clinic))["figures"])

    assert "Of about 80 courses of healing, about 60 (75 %) were reported on" in told
    assert "Half of the reports were answered within about 3 hours." in told
    assert "Nine of ten were answered within about 20 hours." in told
    assert "About 45 clients stand behind this." in told
    assert "From 1 October 2025 to 30 September 2026." in told


@pytest.mark.parametrize(
    ("fields", "says", "silent"),
    [
        ({"reported": None}, "fewer than 8 were reported on", "%"),
        ({"reported": 0}, "about 0 (0 %) were reported on", "fewer than 8"),
        ({"courses": None, "reported": None}, "Half of the reports", "courses"),
        ({"people": None, "median": None, "ninetieth": None}, "80 courses", "Half"),
        ({"median": None, "ninetieth": None}, "Half of the reports had no", "Nine of"),
        ({"ninetieth": None}, "One in ten had no answer", "Nine of ten"),
    ],
)
def test_figures_say_what_there_is(clinic, fields, says, silent):
    PublishedFiguresFactory(clinic=clinic, **fields)
    told = words(parts(read(clinic))["figures"])

    assert says in told
    assert silent not in told


@pytest.mark.parametrize(
    ("fields", "status", "shown"),
    [
        ({}, ClinicStatus.LISTED, True),
        ({}, ClinicStatus.SUSPENDED, False),
        ({"last_on": TODAY - 200 * DAY}, ClinicStatus.LISTED, True),
        ({"last_on": TODAY - 201 * DAY}, ClinicStatus.LISTED, False),
        (dict.fromkeys(COUNTS), ClinicStatus.LISTED, False),
    ],
)
def test_figures_are_those_of_a_listed_clinic_and_not_old(
    clinic, fields, status, shown
):
    PublishedFiguresFactory(clinic=clinic, **fields)
    if status != clinic.status:
        told = {"reason": "x", "public_sentence": "The log has gaps."}
        StatusChangeFactory(clinic=clinic, was=clinic.status, to=status, **told)
        clinic.status = status
        clinic.save()

    assert ("figures" in parts(read(clinic))) is shown
