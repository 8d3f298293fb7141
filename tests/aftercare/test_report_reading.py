"""What stands under the advice of a report once people have changed its level."""

import pytest
from django.utils import translation

from aftercare import report_reading
from aftercare.domain import report_answers
from aftercare.enums import ReportLevel
from portal.ui.check.wording import ACTIONS
from tests.aftercare.domain.test_reports import FINE, send
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(client_link):
    return launched(client_link.user, days_ago=3)


def raised(report, desk, level):
    report_answers.raise_level(report, level=level, reason="Seen.", seen=0, by=desk)
    report.refresh_from_db()
    return report_reading.read(report).next


def test_under_the_card_of_a_raised_level_stand_its_own_steps(plan, desk):
    report = send(plan, FINE)
    assert any(
        "Look again tomorrow" in step for step in report_reading.read(report).next
    )

    steps = raised(report, desk, ReportLevel.EMERGENCY)

    assert not any("tomorrow" in step or "if you are" in step.lower() for step in steps)
    assert steps[0] == "If you can, have somebody stay with you and open the door."


def test_what_the_rules_asked_for_besides_stays_in_the_words_it_was_read_in(plan, desk):
    with translation.override("es"):
        report = send(plan, FINE | {"skin_disease_patches": True}, language="es")
        doctor, specialist, stop = (
            str(ACTIONS[each])
            for each in ("book_gp", "see_dermatologist", "stop_sessions")
        )
    assert {doctor, specialist, stop} < {*report_reading.read(report).next}

    steps = raised(report, desk, ReportLevel.URGENT)

    assert steps[-2:] == [specialist, stop]
    assert doctor not in steps  # it is a doctor today, not by appointment
