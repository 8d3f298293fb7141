"""Log lines hold what an operator needs and nothing about a person."""

import json
import logging

import pytest
from django.test import Client, override_settings
from django.urls import path

from portal.operations.logs import JsonFormatter
from portal.urls import handler500  # noqa: F401 read by Django
from portal.urls import urlpatterns as portal_patterns

CANARIES = ["canary@example.com", "tok-canary", "Canary Smith", "203.0.113.77"]
pytestmark = pytest.mark.django_db


def breaks(_request, token):
    person = "Canary Smith"
    raise ValueError(f"{person} canary@example.com sent {token}")


breaks.login_required = False
urlpatterns = [path("breaks/<str:token>/", breaks, name="breaks"), *portal_patterns]


@pytest.fixture
def lines():
    """`lines()`: what a production installation has written since."""
    records = []

    class Keep(logging.Handler):
        def emit(self, record):
            records.append(self.format(record))

    handler = Keep()
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("portal.requests")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(record) for record in records]
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def record(message, *args, logger="portal.something", **extra):
    made = logging.getLogger(logger).makeRecord(
        logger, logging.WARNING, "file.py", 1, message, args, None, extra=extra
    )
    return json.loads(JsonFormatter().format(made))


@override_settings(ROOT_URLCONF=__name__)
def test_requests_leave_no_trace_of_people(lines):
    visitor = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    visitor.get("/nothing/canary@example.com/?token=tok-canary")
    visitor.get("/breaks/tok-canary/")
    visitor.post("/account/login/", {"login": CANARIES[0], "password": "tok-canary"})
    visitor.post(
        "/account/signup/",
        {"email": CANARIES[0], "display_name": CANARIES[2], "password1": "tok-canary"},
    )
    visitor.get("/?q=%00canary@example.com")
    visitor.get("/", headers={"host": "canary@example.com"})

    written = json.dumps(lines())

    assert [canary for canary in CANARIES if canary in written] == []
    routes = {line.get("route") for line in lines()}
    assert {"breaks", "account_login", "account_signup"} <= routes


@override_settings(ROOT_URLCONF=__name__)
def test_failure_says_where_and_carries_the_number_of_the_request(lines):
    response = Client(raise_request_exception=False).get("/breaks/x/")

    [failure] = [line for line in lines() if line["logger"] == "django.request"]
    assert failure["exception"]["type"] == "builtins.ValueError"
    assert failure["exception"]["places"][-1].endswith(" breaks")
    assert failure["request"] == response["X-Request-ID"]
    answered = [line for line in lines() if line["logger"] == "portal.requests"][-1]
    assert (answered["status"], answered["method"]) == (500, "GET")
    assert answered["request"] == failure["request"]


def test_values_are_not_filled_in():
    line = record("Not Found: %s", "/reset/tok-canary/", logger="django.request")

    assert line["event"] == "Not Found: %s"


def test_ids_of_tasks_are():
    line = record("Task id=%s path=%s", 7, "portal.tasks", logger="django_tasks")

    assert line["event"] == "Task id=7 path=portal.tasks"


@pytest.mark.parametrize(
    "text",
    [
        "mail to ada@example.com",
        "from 203.0.113.77",
        "from 2001:db8::7:1",
        "GET /reset/?token=abc",
    ],
)
def test_what_slips_into_the_text_is_removed(text):
    assert "[removed]" in record(text)["event"]


def test_our_own_facts_are_kept_and_objects_are_not():
    line = record("Done.", mail="5f1c", attempts=2, request=object(), person=object())

    assert (line["mail"], line["attempts"]) == ("5f1c", 2)
    assert not {"person", "request"} & set(line)
