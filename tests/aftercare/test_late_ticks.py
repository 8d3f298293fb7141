"""Answers given offline, the page that a phone keeps, and the worker that keeps it."""

import datetime
import json
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from aftercare import app_key
from aftercare.domain import plans
from aftercare.enums import StepOutcome
from aftercare.models import LateTick, StepRecord
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TICKS = "/my/ticks/"


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


@pytest.fixture
def plan(me):
    return launched(me, days_ago=3)


@pytest.fixture
def tick(me, today):
    """What the phone keeps."""
    return {
        "key": str(uuid4()),
        "person": app_key.of(me),
        "on": today.isoformat(),
        "step": "keep-dry",
        "outcome": "done",
        "seen": "",
    }


@pytest.fixture
def send(browser, tick):
    """Send an answer of the phone under a key of its own, and say what became of it."""

    def send(outcome, *, seen, **more):
        answer = tick | {"key": str(uuid4()), "outcome": outcome, "seen": seen}
        return fate(browser.post(TICKS, answer | more))

    return send


def step(plan, slug="keep-dry"):
    return plan.version.steps.get(slug=slug)


def fate(response) -> str:
    assert response.status_code == 200
    return response.json()["fate"]


def test_however_often_it_is_sent_there_is_one_record(plan, browser, tick, today):
    assert [fate(browser.post(TICKS, tick)) for _ in range(3)] == ["kept"] * 3
    record = StepRecord.objects.get()
    assert (record.on, record.outcome) == (today, StepOutcome.DONE)
    assert LateTick.objects.count() == 1


def test_it_counts_for_the_day_it_was_made_for(plan, browser, tick, today, clock):
    clock.shift(2 * DAY)
    assert fate(browser.post(TICKS, tick)) == "kept"
    assert StepRecord.objects.get().on == today


@pytest.mark.parametrize("said", [StepOutcome.SLIP, StepOutcome.SKIPPED])
def test_another_answer_stays(me, plan, browser, tick, today, said):
    reason = "Not today." if said == StepOutcome.SKIPPED else ""
    plans.record(plan, step(plan), on=today, outcome=said, by=me, reason=reason)

    assert fate(browser.post(TICKS, tick)) == "other"
    assert StepRecord.objects.get().outcome == said


def test_the_same_answer_given_elsewhere_is_one(me, plan, browser, tick, today):
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)
    assert fate(browser.post(TICKS, tick)) == "kept"
    assert StepRecord.objects.count() == 1


def test_what_was_taken_back_does_not_come_back(me, plan, browser, tick, today):
    """The first answer was lost on its way to the phone, which sends once more."""
    browser.post(TICKS, tick)
    plans.undo(plan, step(plan), on=today, by=me)
    assert fate(browser.post(TICKS, tick)) == "kept"
    assert StepRecord.objects.count() == 0


def test_a_tick_and_then_an_undo_end_undone(plan, send):
    assert send("done", seen="") == "kept"
    assert send("undo", seen="done") == "kept"
    assert StepRecord.objects.count() == 0


def test_undone_and_ticked_again_ends_done(me, plan, send, today):
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)
    assert [send("undo", seen="done"), send("done", seen="")] == ["kept", "kept"]
    assert StepRecord.objects.get().outcome == StepOutcome.DONE


def test_an_undo_that_is_sent_twice_takes_nothing_more_back(
    me, plan, browser, tick, today
):
    """The first answer was lost, and the step is ticked elsewhere before the second."""
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)
    undo = tick | {"outcome": "undo", "seen": "done"}
    browser.post(TICKS, undo)
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)

    assert fate(browser.post(TICKS, undo)) == "kept"
    assert StepRecord.objects.count() == 1


def test_an_undo_takes_back_only_what_it_saw(me, plan, send, today):
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.SLIP, by=me)
    assert send("undo", seen="done") == "other"
    assert StepRecord.objects.get().outcome == StepOutcome.SLIP


def test_a_slip_takes_the_place_of_a_tick(me, plan, send, today):
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)
    assert send("slip", seen="done") == "kept"
    assert StepRecord.objects.get().outcome == StepOutcome.SLIP


def test_a_skip_brings_its_reason(plan, send):
    assert send("skipped", seen="", why="clinic") == "kept"
    assert StepRecord.objects.get().reason == "My clinic told me otherwise."
    assert send("skipped", seen="skipped", why="other", words="At sea.") == "kept"
    assert StepRecord.objects.get().reason == "At sea."


def test_an_undo_after_another_session_is_refused(me, plan, send, today, clock):
    plans.record(plan, step(plan), on=today, outcome=StepOutcome.DONE, by=me)
    clock.shift(DAY)
    launched(me)
    assert send("undo", seen="done") == "refused"
    assert StepRecord.objects.count() == 1


def test_what_is_not_asked_for_is_refused_and_stays_so(plan, browser, tick, today):
    ahead = tick | {"on": (today + DAY).isoformat()}
    assert fate(browser.post(TICKS, ahead)) == "refused"
    assert StepRecord.objects.count() == 0


def test_after_another_session_it_is_refused(me, plan, browser, tick, today, clock):
    clock.shift(DAY)
    launched(me)
    assert fate(browser.post(TICKS, tick)) == "refused"


def test_another_persons_phone_ticks_nothing(plan, tick, sign_in_as, person):
    other = person("other_client")
    launched(other, days_ago=3)
    browser = sign_in_as("other_client")

    assert browser.post(TICKS, tick).status_code == 409
    assert StepRecord.objects.count() == 0


def test_a_key_that_is_taken_by_another_person(plan, browser, tick, sign_in_as, person):
    browser.post(TICKS, tick)
    other = person("other_client")
    launched(other, days_ago=3)
    theirs = tick | {"person": app_key.of(other)}

    assert sign_in_as("other_client").post(TICKS, theirs).status_code == 409
    assert StepRecord.objects.filter(plan__user=other).count() == 0


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"key": "x"}, 400),
        ({"on": "2026-02-30"}, 400),
        ({"step": "no slug!"}, 400),
        ({"person": ""}, 400),
        ({"outcome": "forgotten"}, 400),
        ({"outcome": ""}, 400),
        ({"seen": "nothing"}, 400),
        ({"outcome": "skipped"}, 400),
        ({"outcome": "skipped", "why": "other"}, 400),
        ({"step": "nothing"}, 404),
        ({"on": "2020-01-01"}, 404),
    ],
)
def test_what_is_no_tick(plan, browser, tick, wrong, status):
    assert browser.post(TICKS, tick | wrong).status_code == status
    assert LateTick.objects.count() == 0


def test_a_page_names_whose_it_is_and_only_today_may_be_kept(me, plan, browser):
    page = browser.get("/my/")
    assert page["Saved-For"] == app_key.of(me)
    assert f'data-person="{app_key.of(me)}"' in page.content.decode()
    assert str(me.pk) != app_key.of(me)
    assert "Saved-For" not in browser.get("/my/passport/")
    assert "no-store" in page["Cache-Control"]


def test_signing_out_empties_the_phone(plan, browser):
    response = browser.post("/account/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("home", ["/my/", "/es/my/"])
def test_the_manifest_and_the_worker_need_no_session(home):
    stranger = Client()
    manifest = stranger.get(f"{home}app.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    described = json.loads(manifest.content)
    assert described["scope"] == described["start_url"] == home
    for icon in described["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))

    worker = stranger.get(f"{home}worker.js")
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    assert (manifest.cookies, worker.cookies) == ({}, {})
