"""A reported message, as a moderator reads it and decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.enums import FlagDecision
from aftercare.models import FlagOpening, MessageFlag
from tests.answers import text_of
from tests.factories.reports import MessageFactory, MessageFlagFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,
]


@pytest.fixture
def flag(person):
    me = person("client")
    type(me).objects.filter(pk=me.pk).update(display_name="Cleo Marr")
    made = MessageFlagFactory(
        message__report__user=me, message__text="Do not be a coward."
    )
    MessageFactory(report=made.message.report, text="Before that.", by=me)
    return made


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("moderator")


def address(flag) -> str:
    return f"/cms/queue/message/{flag.pk}/"


def page(browser, flag) -> str:
    response = browser.get(address(flag))
    assert response.status_code == 200
    return text_of(response.content.decode())


def test_that_message_alone_and_nobodys_name(browser, flag):
    seen = page(browser, flag)

    assert "Do not be a coward." in seen
    assert "It calls me a coward." in seen
    assert flag.message.report.spoken in seen
    for untold in ("Cleo Marr", "client@example.com", "Before that."):
        assert untold not in seen


def test_names_and_the_thread_for_a_reason(browser, flag):
    browser.post(address(flag), {"act": "open", "open-reason": ""})
    assert not FlagOpening.objects.exists()

    browser.post(address(flag), {"act": "open", "open-reason": "To see the rest."})
    seen = page(browser, flag)
    assert "Cleo Marr" in seen
    assert "Before that." in seen
    assert "To see the rest." in seen


def test_deciding_takes_it_out_of_the_queue(browser, flag):
    told = {"act": "decide", "say-decision": "hidden", "say-note": ""}
    asked_again = browser.post(address(flag), told).content.decode()
    assert "Fill this in." in text_of(asked_again)
    assert MessageFlag.objects.waiting().get() == flag

    answered = browser.post(address(flag), told | {"say-note": "Not like this."})
    assert answered.status_code == 302
    flag.refresh_from_db()
    assert (flag.decision, flag.note) == (FlagDecision.HIDDEN, "Not like this.")
    assert "Not like this." in page(browser, flag)
    browser.post(address(flag), told | {"say-note": "Once more."})
    assert MessageFlag.objects.get().note == "Not like this."


def test_the_page_costs_the_same_however_long_the_thread(browser, flag):
    browser.post(address(flag), {"act": "open", "open-reason": "To see the rest."})
    counts = []
    for _ in range(2):
        page(browser, flag)
        with CaptureQueriesContext(connection) as queries:
            page(browser, flag)
        counts.append(len(queries))
        MessageFactory(report=flag.message.report, by=flag.flagged_by)

    assert counts[0] == counts[1] == 17
