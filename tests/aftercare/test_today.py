"""Today, the calendar, a day and a step, as the client reads and answers them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare.domain import clients, plans
from aftercare.enums import StepOutcome
from aftercare.models import PlanStep, StepRecord, SymptomReport
from portal.knowledge import course
from tests.factories.plans import launched, session_of
from tests.factories.reports import MessageFactory, SymptomReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TODAY = "/my/"
PLAN = "/my/plan/"


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


def on(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days)


def step_url(slug: str, day: datetime.date | None = None) -> str:
    return reverse("my:step", args=[day or on(), slug])


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def told(plan) -> set:
    return set(plan.records.values_list("step__slug", "on", "outcome", "reason"))


def test_today_tells_the_day_what_is_usual_and_what_matters(me, browser):
    plan = launched(me, days_ago=3)
    page = html(browser.get(TODAY))

    assert "<h1>Day 3 of 28</h1>" in page
    assert plan.clinic.name in page
    phase = course.phase_on(3)
    assert phase.seen.en in page
    assert phase.signal.en in page
    assert "The dot is today, day 3: at most" in page
    assert 'class="chart-marker"' in page
    context = browser.get(TODAY).context
    assert [line.step.slug for line in context["first"]] == [
        "check-day3",
        "keep-dry",
        "no-products",
        "no-touch",
        "clean-hands",
    ]
    assert "8 more things that go on" in page
    assert page.count("Last day today.") == 2
    assert "Clinics let it end between day 2 and day 5." in page
    assert "Evoke Scalp Micropigmentation" in page


def test_emergency_advice_comes_before_all_else(me, browser):
    launched(me, days_ago=3)
    page = html(browser.get(TODAY))

    assert page.index("Call 112, 999 or 911 now") < page.index("Day 3 of 28</h1>")
    assert page.index("Call 112, 999 or 911 now") < page.index("<form")
    assert "See a doctor today if" in page


def test_today_tells_of_tomorrow_and_of_the_next_session(me, browser):
    launched(me, days_ago=3)
    page = html(browser.get(TODAY))

    assert "New: Rinse with lukewarm water and pat dry" in page
    assert "Over: Keep your scalp dry" in page
    assert "Not before 27 November 2026" in page  # day 7


def test_one_tap_ticks_and_undo_takes_it_back(me, browser):
    plan = launched(me, days_ago=3)

    for _double_tap in range(2):
        response = browser.post(step_url("keep-dry"), {"outcome": "done"})
        assert response.url == "/my/#keep-dry"
    assert told(plan) == {("keep-dry", on(), "done", "")}
    page = html(browser.get(TODAY))
    assert "Undo<span" in page

    browser.post(step_url("keep-dry"), {"outcome": "undo"})
    assert told(plan) == set()


def test_a_slip_is_answered_with_what_helps(me, browser):
    plan = launched(me, days_ago=3)
    browser.post(step_url("keep-dry"), {"outcome": "slip"})

    assert told(plan) == {("keep-dry", on(), "slip", "")}
    page = html(browser.get(TODAY))
    assert "Pat it dry with a clean towel. Do not rub." in page
    assert "It happens to many people." in page


def test_what_the_clinic_answered_stands_on_today(me, browser):
    plan = launched(me, days_ago=3)
    usual = SymptomReportFactory(plan=plan)
    asked = SymptomReportFactory(plan=plan, level=2, status="waiting")
    page = html(browser.get(TODAY))
    assert "Check in: how is it today?" in page
    assert f"/my/reports/{asked.number}/" in page
    assert "Waits for the clinic" in page
    assert usual.number not in page

    for words in ("Have a look.", "And another."):
        MessageFactory(
            report=asked,
            from_clinic=True,
            text=words,
            watch_for="A fever.",
            come_back="Tomorrow.",
        )
    page = html(browser.get(TODAY))
    assert page.count(f"{plan.clinic.name} has answered you") == 1
    assert "Have a look." not in page

    SymptomReport.objects.filter(pk=asked.pk).update(status="resolved")
    asked.messages.update(read_at=timezone.now())
    assert asked.number not in html(browser.get(TODAY))


def test_a_skip_asks_for_a_reason_and_keeps_what_was_typed(me, browser):
    plan = launched(me, days_ago=3)
    long = "so " * 80

    for data, sentence in [
        ({}, "Choose one of the answers."),
        ({"why": "other"}, "Say in a few words why you skip it."),
        ({"why": "other", "words": long}, "at most 200 characters"),
    ]:
        page = html(browser.post(step_url("keep-dry"), {"outcome": "skipped", **data}))
        assert sentence in page
        assert data.get("words", "").strip() in page
    assert told(plan) == set()

    browser.post(step_url("keep-dry"), {"outcome": "skipped", "why": "clinic"})
    assert told(plan) == {("keep-dry", on(), "skipped", "My clinic told me otherwise.")}
    assert "My clinic told me otherwise." in html(browser.get(TODAY))


def test_the_rest_is_ticked_at_once(me, browser):
    plan = launched(me, days_ago=3)
    rest = browser.get(TODAY).context["rest_open"]
    assert len(rest) == 8

    browser.post(reverse("my:day", args=[on()]), {"step": rest})
    assert told(plan) == {(slug, on(), "done", "") for slug in rest}
    assert browser.get(TODAY).context["rest_open"] == []


def test_a_form_of_yesterday_sent_after_midnight_counts_for_yesterday(
    me, browser, clock
):
    plan = launched(me, days_ago=3)
    yesterday = on()
    clock.shift(datetime.timedelta(days=1))

    response = browser.post(step_url("keep-dry", yesterday), {"outcome": "done"})
    assert response.url == f"/my/plan/{yesterday}/#keep-dry"
    assert told(plan) == {("keep-dry", yesterday, "done", "")}


@pytest.mark.parametrize(
    ("slug", "day"), [("keep-dry", 1), ("rinse-water", 0), ("light-activity", 0)]
)
def test_what_is_not_due_is_refused_with_a_sentence(me, browser, slug, day):
    launched(me, days_ago=2)
    response = browser.post(step_url(slug, on(day)), {"outcome": "done"}, follow=True)

    assert "Nothing was written down" in html(response)
    assert not StepRecord.objects.exists()


def test_a_day_to_come_cannot_be_ticked_at_once(me, browser):
    launched(me, days_ago=2)
    ahead = reverse("my:day", args=[on(1)])
    response = browser.post(ahead, {"step": ["keep-dry", "dance"]}, follow=True)

    assert "Nothing was written down" in html(response)
    assert "This day has not come yet." in html(response)
    assert not StepRecord.objects.exists()


def test_a_step_that_a_clinic_added_says_whose_it_is(me, browser):
    plan = launched(me, days_ago=3)
    PlanStep.objects.filter(version=plan.version, slug="keep-dry").update(
        slug="own-1", basis="clinic", sources=""
    )

    assert "Your clinic asks for this." in html(browser.get(TODAY))


@pytest.mark.parametrize("outcome", ["", "loved it"])
def test_an_answer_that_is_none_is_not_found(me, browser, outcome):
    launched(me)

    assert browser.post(step_url("keep-dry"), {"outcome": outcome}).status_code == 404
    assert not StepRecord.objects.exists()


@pytest.mark.parametrize("path", [TODAY, PLAN])
def test_without_a_plan_the_page_says_so(browser, path):
    page = html(browser.get(path))

    assert "No plan yet" in page
    assert "Call 112, 999 or 911 now" in page


def test_before_day_0_by_the_persons_calendar(me, browser, clock):
    launched(me)
    me.time_zone = "America/Los_Angeles"
    me.save()
    clock.move_to(datetime.datetime(2026, 11, 23, 5, tzinfo=datetime.UTC))
    page = html(browser.get(TODAY))

    assert "Your plan begins on 23 November 2026" in page
    assert "Do not touch, rub, scratch or pick" in page
    assert 'value="done"' not in page
    assert "The plan begins on 23 November 2026." in html(browser.get(PLAN))


def test_after_day_28(me, browser):
    launched(me, days_ago=31)
    page = html(browser.get(TODAY))

    assert "<h1>Day 31</h1>" in page
    assert "The 28 days of healing are behind you." in page
    assert course.phase_on(31).signal.en in page
    assert "Sun cream of SPF 30 or more" in page
    assert "What is usual, day by day" not in page


def test_the_plan_tells_done_skipped_missed_and_nothing_due_apart(me, browser):
    plan = launched(me, days_ago=3)
    step = PlanStep.objects.get(version=plan.version, slug="keep-dry")
    say = {"by": me}
    plans.record(plan, step, on=on(-3), outcome=StepOutcome.DONE, **say)
    plans.record(
        plan, step, on=on(-2), outcome=StepOutcome.SKIPPED, reason="Rain.", **say
    )
    response = browser.get(PLAN)
    page = html(response)

    row = next(r for r in response.context["reading"].rows() if r.step == step)
    assert [str(each) for each in row.standings[:6]] == [
        "done",
        "skipped",
        "missed",
        "due",
        "nothing_due",
        "nothing_due",
    ]
    assert "1 open, 1 done, 1 skipped, 1 not ticked" in page
    assert [day.sign for day in response.context["reading"].course[:5]] == [
        "partly",
        "partly",
        "missed",
        "open",
        "ahead",
    ]


def test_signs_of_a_day_that_is_all_ticked_or_all_skipped(me, browser):
    plan = launched(me, days_ago=2)
    for line in browser.get(reverse("my:day", args=[on(-2)])).context["lines"]:
        plans.record(plan, line.step, on=on(-2), outcome=StepOutcome.DONE, by=me)
    for line in browser.get(reverse("my:day", args=[on(-1)])).context["lines"]:
        plans.record(
            plan,
            line.step,
            on=on(-1),
            outcome=StepOutcome.SKIPPED,
            reason="Ill.",
            by=me,
        )

    course_ = browser.get(PLAN).context["reading"].course
    assert [day.sign for day in course_[:3]] == ["done", "skipped", "open"]


def test_a_restarted_course_stays_readable_and_closed(me, sign_in_as, clock):
    old = launched(me)
    clock.shift(datetime.timedelta(days=10))
    launched(me)
    browser = sign_in_as("client")
    page = html(browser.get(PLAN))
    assert f"/my/plan/earlier/{old.pk}/" in page

    page = html(browser.get(f"/my/plan/earlier/{old.pk}/"))
    assert "Another session restarted the course on 3 December 2026." in page
    day = html(browser.get(reverse("my:day", args=[on(-9)])))
    assert "Another session restarted the course" in day
    assert 'value="done"' not in day
    response = browser.post(
        step_url("keep-dry", on(-9)), {"outcome": "done"}, follow=True
    )
    assert "Nothing was written down" in html(response)


def test_the_plan_of_an_ended_link_stays_the_persons(me, browser):
    plan = launched(me, days_ago=3)
    clients.end(plan.session.treatment.client, by=me)

    assert f"You are no longer a client of {plan.clinic.name}." in html(
        browser.get(PLAN)
    )
    assert "<h1>Day 3 of 28</h1>" in html(browser.get(TODAY))


@pytest.mark.parametrize(
    "path", ["/my/plan/2026-02-30/", "/my/plan/2020-01-01/", "/my/plan/earlier/999999/"]
)
def test_no_such_day_no_such_plan(me, browser, path):
    launched(me)

    assert browser.get(path).status_code == 404


def test_other_peoples_plans_do_not_exist(me, browser, person):
    other = launched(person("other_client"), days_ago=3)

    assert browser.get(f"/my/plan/earlier/{other.pk}/").status_code == 404
    assert browser.get(step_url("keep-dry")).status_code == 404
    assert browser.post(step_url("keep-dry"), {"outcome": "done"}).status_code == 404
    assert not StepRecord.objects.exists()


def cost(browser, path) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_today_costs_the_same_however_long_the_history(me, sign_in_as, clock):
    plan = launched(me)
    at_first = cost(sign_in_as("client"), TODAY)
    steps = list(PlanStep.objects.filter(version=plan.version, first_day=0))
    for day in range(20):
        clock.shift(datetime.timedelta(days=1))
        due = [step for step in steps if day <= step.last_day and step.last_day > 0]
        plans.record_done(plan, due, on=plan.date_of(day), by=me)
    launched(me)
    clock.shift(datetime.timedelta(days=3))

    assert StepRecord.objects.count() > 100
    assert (at_first, cost(sign_in_as("client"), TODAY)) == (8, 8)


def test_the_calendar_costs_the_same_however_long_the_history(me, sign_in_as, clock):
    plan = launched(me)
    at_first = cost(sign_in_as("client"), PLAN)
    clock.shift(datetime.timedelta(days=20))
    step = PlanStep.objects.get(version=plan.version, slug="no-sun")
    for day in range(20):
        plans.record_done(plan, [step], on=plan.date_of(day), by=me)

    assert (at_first, cost(sign_in_as("client"), PLAN)) == (8, 8)


def test_spanish_words(me, browser):
    launched(me, days_ago=3)
    page = html(browser.get("/es/my/"))

    assert "Mantén seco el cuero cabelludo" in page
    assert course.phase_on(3).seen.es in page


def test_a_second_session_elsewhere_is_a_new_day_0(me, browser):
    launched(me, days_ago=5)
    session = session_of(me, local_date=on())
    plans.launch(session, by=session.recorded_by)

    assert "<h1>Day 0 of 28</h1>" in html(browser.get(TODAY))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Clinics differ on the days. This is a middle way."),
        (
            {"basis": "clinic", "sources": ""},
            "Your clinic words it so; these are not our words.",
        ),
        (
            {"last_day": 2, "reason": "Nobody burned."},
            "Your clinic moved the day further than the sources go. "
            "It says why: “Nobody burned.”",
        ),
    ],
)
def test_a_step_says_what_of_it_is_the_clinics(me, browser, changed, said):
    launched(me, days_ago=1)
    PlanStep.objects.filter(slug="no-sun").update(**changed)

    page = html(browser.get(step_url("no-sun")))

    assert said in page
    is_ours = "basis" not in changed
    assert ("Sources:" in page) is is_ours
    assert ("Clinics let it end between" in page) is is_ours
    assert ("This is a middle way." in page) is (not changed)
