"""The health questions: the person's own, with a reason beside each."""

import pytest
from django.test import Client as Browser

from aftercare.models import HealthProfile
from portal.knowledge import datafile, health_questions
from portal.knowledge.symptoms import CATALOGUE
from tests.answers import form_of, text_of
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import HealthProfileFactory

MINE = "/my/health/"


@pytest.fixture
def me(db):
    return UserFactory(display_name="Cleo Marr")


@pytest.fixture
def browser(me):
    browser = Browser()
    browser.force_login(me)
    return browser


def words(response):
    return text_of(response.content.decode())


def test_each_question_says_why_it_is_asked(browser):
    page = words(browser.get(MINE))

    for reason in health_questions.REASONS.values():
        assert f"{reason.asks.en} {reason.why.en}" in page


def test_a_person_reads_and_changes_what_a_clinic_wrote_down(browser, me):
    clerk = UserFactory(display_name="Priya Nair")
    first = HealthProfileFactory(user=me, risks=["keloid"], written_by=clerk)
    HealthProfileFactory(risks=["pregnancy"])  # somebody else's
    assert "Priya Nair asked you on" in words(browser.get(MINE))

    form = form_of(browser, MINE)
    assert form.keys() - {"csrfmiddlewaretoken"} == {"keloid"}
    browser.post(MINE, form | {"diabetes": "on"})

    last = HealthProfile.objects.latest_of(me)
    assert (last.risks, last.written_by) == (["diabetes", "keloid"], me)
    first.refresh_from_db()
    assert first.risks == ["keloid"]
    assert "You answered on" in words(browser.get(MINE))


def test_no_answer_is_not_the_answer_no(browser, me):
    refused = browser.post(MINE, {})

    assert "Tick what applies, or that none of it does." in words(refused)
    assert not HealthProfile.objects.exists()
    browser.post(MINE, {"nothing": "on"})
    assert HealthProfile.objects.get().risks == []


def test_every_question_has_its_reason_in_the_order_of_the_questions():
    assert tuple(health_questions.REASONS) == CATALOGUE.item("risk").values


LINE = """
- risk: {risk}
  why: {{en: Because., es: Porque.}}
  mark: D
  sources: [D]
"""


@pytest.mark.parametrize(
    ("risks", "complaint"),
    [
        (["diabetes"], "no reason for weak_immune"),
        (["diabetes", "diabetes"], "this risk is written twice"),
        (["bravery"], "'risk' is 'bravery'"),
    ],
)
def test_a_slip_in_the_file_is_named(risks, complaint):
    lines = "".join(LINE.format(risk=risk) for risk in risks)
    text = f'version: "2026-11-27.1"\nreasons:{lines}'

    with pytest.raises(datafile.DataError, match=complaint):
        health_questions.load(datafile.parse(text, file="x.yaml"))


def test_what_applies_is_told_in_the_order_of_the_questions():
    told = health_questions.asked(["keloid", "diabetes"], language="es")

    assert told == ["Diabetes", "Queloides en ti o en tu familia"]
