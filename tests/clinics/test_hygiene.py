"""The levels speak of kinds of paper that exist, and say exactly what is missing."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from clinics import records
from clinics.domain import catalogue
from clinics.enums import Subject
from portal.knowledge import datafile, hygiene
from portal.knowledge.hygiene import Fact
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    PlacementFactory,
    PlacementRequestFactory,
    PractitionerFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
LICENSED = ("LOCAL-PERMIT", "INS")
CLEAN = (*LICENSED, "STER-VAL", "WASTE")
PERMIT = "The registration or licence of the premises"
INSURANCE = "Insurance of the clinic, or of each practitioner"
STERILE = "A test of the steriliser, or proof that everything is used only once"
WASTE = "A carrier who takes away infectious waste"
TRAINING = "Training in how not to pass on infections"
BATCHES = "Sessions written down here with the bottles used"
CERTIFIED = "A certificate on EN 17169 from an independent body"


def test_every_code_is_in_the_catalogue_and_speaks_of_that_subject():
    text = catalogue.FILE.read_text(encoding="utf-8")
    file = datafile.parse(text, file=catalogue.FILE.name)
    subjects = {kind.code: kind.subject for _entry, kind in catalogue.read(file)}
    ways = [way for step in hygiene.STEPS for line in step.lines for way in line.ways]

    for way in ways:
        assert {subjects[code] for code in way.clinic} <= {Subject.CLINIC}
        assert {subjects[code] for code in way.practitioners} <= {Subject.PRACTITIONER}


@pytest.fixture
def crown(person):
    person("owner")
    return clinic_of("owner")


def show(code, *, clinic=None, practitioner=None):
    subject = Subject.PRACTITIONER if practitioner else Subject.CLINIC
    CertificationFactory(
        type=CertificationTypeFactory(code=code, subject=subject),
        clinic=clinic,
        practitioner=practitioner,
        in_force=True,
    )


def work_at(clinic, name, *codes):
    made = PlacementFactory(
        clinic=clinic, practitioner=PractitionerFactory(public_name=name)
    )
    for code in codes:
        show(code, practitioner=made.practitioner)


def lacking(html) -> list[str]:
    """What the page says is missing: the list in bold."""
    return re.findall(r"<li><strong>([^<]*)</strong></li>", html)


@pytest.mark.parametrize(
    ("level", "papers", "people", "is_recorded", "missing"),
    [
        (0, (), {}, False, [PERMIT, INSURANCE]),
        (0, ("INS",), {"Nia": ()}, False, [PERMIT]),
        (0, ("LOCAL-PERMIT",), {"Nia": ()}, False, [INSURANCE]),
        (
            0,
            ("INS", "APC-WAL"),
            {"Ana": ("LIC-WAL",), "Ben": (), "Nia": ()},
            False,
            ["A registration or licence of their own: Ben, Nia"],
        ),
        (
            0,
            ("INS",),
            {"Ana": ("LIC-WAL",), "Ben": ()},
            False,
            [PERMIT, "A registration or licence of their own: Ben"],
        ),
        (
            0,
            ("INS", "APC-WAL"),
            {},
            False,
            [
                "A registration or licence of their own: no practitioner is named "
                "here yet"
            ],
        ),
        (
            0,
            ("LOCAL-PERMIT",),
            {"Ana": ("INS-P",), "Ben": ()},
            False,
            ["Insurance of their own, or of the clinic: Ben"],
        ),
        (1, LICENSED, {}, False, [STERILE, WASTE]),
        (1, (*LICENSED, "WASTE"), {}, False, [STERILE]),
        (1, (*LICENSED, "STER-VAL"), {}, False, [WASTE]),
        (2, CLEAN, {"Nia": ()}, False, [f"{TRAINING}: Nia", BATCHES]),
        (2, CLEAN, {"Ana": ("BBP",), "Nia": ()}, True, [f"{TRAINING}: Nia"]),
        (2, CLEAN, {}, True, [f"{TRAINING}: no practitioner is named here yet"]),
        (2, CLEAN, {"Nia": ("BBP",)}, False, [BATCHES]),
        (3, CLEAN, {"Nia": ("BBP",)}, True, [CERTIFIED]),
        (4, (*CLEAN, "EN17169-CERT"), {"Nia": ("BBP",)}, True, []),
    ],
)
def test_profile_and_dashboard_say_exactly_what_is_missing(
    crown, sign_in_as, monkeypatch, level, papers, people, is_recorded, missing
):
    facts = {Fact.BATCHES_RECORDED} if is_recorded else set()
    monkeypatch.setattr(records, "facts", lambda _clinic: facts)
    for code in papers:
        show(code, clinic=crown)
    for name, codes in people.items():
        work_at(crown, name, *codes)

    profile = Client().get(reverse("clinics:profile", args=[crown.slug]))
    dashboard = sign_in_as("owner").get(
        reverse("workspace:dashboard", args=[crown.slug])
    )
    for response in (profile, dashboard):
        html = response.content.decode()
        assert f"Hygiene level {level} of 4" in html
        assert lacking(html) == missing
        assert ("Every step is reached." in html) is (level == 4)


def test_what_is_missing_is_said_in_the_readers_language(crown):
    with translation.override("es"):
        page = reverse("clinics:profile", args=[crown.slug])
    html = Client().get(page).content.decode()

    assert lacking(html) == [
        "El registro o la licencia del local",
        "Un seguro de la clínica, o de cada profesional",
    ]


def test_who_has_not_said_yes_counts_neither_for_nor_against_the_level(
    crown, sign_in_as, monkeypatch
):
    monkeypatch.setattr(records, "facts", lambda _clinic: {Fact.BATCHES_RECORDED})
    for code in (*CLEAN, "EN17169-CERT"):
        show(code, clinic=crown)
    trained = PractitionerFactory(
        public_name="Trained", user=UserFactory(), claimed_at="2026-01-01T00:00Z"
    )
    show("BBP", practitioner=trained)
    PlacementRequestFactory(clinic=crown, practitioner=trained, person=trained.user)
    page = reverse("workspace:dashboard", args=[crown.slug])

    html = sign_in_as("owner").get(page).content.decode()
    assert lacking(html) == [f"{TRAINING}: no practitioner is named here yet"]

    work_at(crown, "Nia", "IPC-L2")
    PlacementRequestFactory(clinic=crown)  # of somebody without training
    html = sign_in_as("owner").get(page).content.decode()
    assert "Hygiene level 4 of 4" in html
