"""The pages on which a clinic makes the platform's plan its own."""

import pytest
from django.urls import reverse

from aftercare.domain import clinic_plans
from aftercare.models import PlanVersion
from portal.knowledge.plan_steps import STEPS
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
WORDS = {
    "title_en": "Stay dry",
    "title_es": "Sin agua",
    "why_en": "We ask for it.",
    "why_es": "Te lo pedimos.",
}


@pytest.fixture
def owner(sign_in_as):
    return sign_in_as("owner")


@pytest.fixture
def clinic(person):
    person("owner")
    return clinic_of("owner")


@pytest.fixture
def own(clinic, person):
    return clinic_plans.adopt(clinic, by=person("owner"))


def url(name, *args):
    return reverse(f"plans:{name}", args=["crown-clinic", *args])


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def days(clinic, slug):
    step = clinic_plans.newest(clinic).steps.get(slug=slug)
    return step.first_day, step.last_day, step.reason


def test_the_platforms_plan_is_shown_until_it_is_made_ones_own(owner, clinic):
    page = html(owner.get(url("overview")))
    assert "Your clients get the platform" in page
    assert STEPS["keep-dry"].title.en in page
    assert url("step", "keep-dry") not in page
    assert ">Healing plan</a>" in page  # the menu

    page = html(owner.post(url("adopt"), follow=True))
    assert "Your own plan, version 1" in page
    assert "It does not differ." in page
    assert url("step", "keep-dry") in page


def test_a_step_is_moved_and_worded_anew(owner, clinic, own):
    page = html(owner.get(url("step", "keep-dry")))
    assert "Between day 2 and day 5." in page
    assert STEPS["keep-dry"].title.es in page

    data = WORDS | {"day": 4, "based_on": 1}
    page = html(owner.post(url("step", "keep-dry"), data, follow=True))
    assert "The step is changed for plans from now on." in page
    assert "other words" in page
    assert STEPS["keep-dry"].title.en in page  # beside it
    assert days(clinic, "keep-dry") == (0, 4, "")


def test_outside_the_bounds_a_reason_is_asked_for_and_shown(owner, clinic, own):
    data = WORDS | {"day": 7, "based_on": 1}
    page = html(owner.post(url("step", "keep-dry"), data))
    assert "This day lies outside the bounds." in page
    assert "Stay dry" in page
    assert clinic_plans.newest(clinic).number == 1

    data |= {"reason": "Our ink takes a week."}
    page = html(owner.post(url("step", "keep-dry"), data, follow=True))
    assert "Your reason: Our ink takes a week." in page
    assert days(clinic, "keep-dry") == (0, 7, "Our ink takes a week.")


def test_other_words_for_safety_need_a_reason(owner, clinic, own):
    assert "needed for other words too" in html(owner.get(url("step", "no-sun")))

    data = WORDS | {"day": 20, "based_on": 1}
    page = html(owner.post(url("step", "no-sun"), data))
    assert "This step keeps people safe. Say why you word it otherwise." in page
    assert "Te lo pedimos." in page
    assert clinic_plans.newest(clinic).number == 1


@pytest.mark.parametrize("slug", STEPS)
def test_a_step_sent_back_as_it_stands_keeps_our_words(owner, clinic, own, slug):
    form = owner.get(url("step", slug)).context["form"]

    owner.post(url("step", slug), form.initial)

    version = clinic_plans.newest(clinic)
    assert version.number == 2
    assert version.steps.get(slug=slug).basis == STEPS[slug].basis


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": ""}, "Fill this in."),
        ({"day": "-1"}, "greater than or equal to 0"),
        ({"title_es": ""}, "Fill this in."),
        ({"title_en": "x" * 121}, "at most 120 characters"),
        ({"based_on": 7}, "The plan was changed meanwhile."),
        ({"based_on": ""}, "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    owner, clinic, own, wrong, sentence
):
    data = WORDS | {"day": 4, "based_on": 1} | wrong
    page = html(owner.post(url("step", "keep-dry"), data))

    assert sentence in page
    assert "Te lo pedimos." in page
    assert PlanVersion.objects.count() == 1


def test_a_step_is_added_changed_and_left_out(owner, clinic, own):
    new = WORDS | {
        "kind": "do",
        "first_day": 2,
        "last_day": 1,
        "frequency": "daily",
        "based_on": 1,
    }
    assert "The last day comes after the first." in html(owner.post(url("add"), new))
    page = html(owner.post(url("add"), new | {"last_day": 5}, follow=True))
    assert "Not there" in page

    step = clinic_plans.newest(clinic).steps.get(basis="clinic")
    data = WORDS | {"day": 1, "based_on": 2}
    page = html(owner.post(url("step", step.slug), data))
    assert "The last day comes after the first." in page
    assert 'name="reason"' not in page  # it has no bounds

    owner.post(url("move", step.slug, "remove"), {"based_on": 2})
    assert not clinic_plans.newest(clinic).steps.filter(slug=step.slug).exists()


def test_adding_on_top_of_an_older_version_is_refused(owner, clinic, own):
    new = WORDS | {"kind": "do", "first_day": 2, "last_day": 5, "frequency": "daily"}

    page = html(owner.post(url("add"), new | {"based_on": 9}))
    assert "The plan was changed meanwhile." in page
    assert PlanVersion.objects.count() == 1


def test_what_somebody_else_overtook_can_be_sent_again(owner, clinic, own):
    mine = WORDS | {"day": 4, "based_on": 1}
    theirs = mine | {"title_en": "Keep water away", "day": 3}
    owner.post(url("step", "keep-dry"), theirs)

    answer = owner.post(url("step", "keep-dry"), mine)
    page = html(answer)
    assert "The plan was changed meanwhile." in page
    assert "Now it says: “Keep water away”, day 3. “We ask for it.”" in page
    form = answer.context["form"]
    again = {field.name: field.value() or "" for field in form}
    assert again == {**mine, "day": "4", "based_on": 2, "reason": ""}

    owner.post(url("step", "keep-dry"), again)
    step = clinic_plans.newest(clinic).steps.get(slug="keep-dry")
    assert (step.title["en"], step.last_day) == ("Stay dry", 4)


def test_a_step_to_add_that_was_overtaken_can_be_sent_again(owner, clinic, own):
    new = {"kind": "do", "first_day": 2, "last_day": 5, "frequency": "daily"}
    new |= WORDS | {"based_on": 1}
    owner.post(url("move", "keep-dry", "remove"), {"based_on": 1})

    form = owner.post(url("add"), new).context["form"]
    again = {field.name: field.value() for field in form}
    owner.post(url("add"), again)

    step = clinic_plans.newest(clinic).steps.get(basis="clinic")
    assert (step.title["en"], step.last_day) == ("Stay dry", 5)


def test_what_keeps_people_safe_stays(owner, clinic, own):
    page = html(owner.get(url("overview")))
    assert url("move", "no-touch", "remove") not in page
    assert url("move", "keep-dry", "remove") in page

    gone = {"based_on": 1}
    page = html(owner.post(url("move", "no-touch", "remove"), gone, follow=True))
    assert "This step keeps people safe. It stays." in page
    assert clinic_plans.newest(clinic).number == 1


def test_a_step_left_out_can_be_taken_back(owner, clinic, own):
    page = html(
        owner.post(url("move", "keep-dry", "remove"), {"based_on": 1}, follow=True)
    )
    assert "Left out" in page

    page = html(
        owner.post(url("move", "keep-dry", "restore"), {"based_on": 2}, follow=True)
    )
    assert "It does not differ." in page


@pytest.mark.parametrize("based_on", ["9", "", "x", "9" * 5000])
def test_an_act_on_an_older_version_does_nothing(owner, clinic, own, based_on):
    page = html(
        owner.post(
            url("move", "keep-dry", "remove"), {"based_on": based_on}, follow=True
        )
    )
    assert "The plan was changed meanwhile." in page
    assert clinic_plans.newest(clinic).number == 1


@pytest.mark.parametrize(
    "args",
    [("step", "dance"), ("move", "dance", "remove"), ("move", "keep-dry", "eat")],
)
def test_what_is_not_there_is_not_found(owner, own, args):
    answer = owner.post(url(*args), WORDS | {"day": 4, "based_on": 1})

    assert answer.status_code == 404


def test_without_a_plan_of_its_own_there_is_nothing_to_change(owner, clinic):
    assert owner.get(url("step", "keep-dry")).status_code == 404
    assert owner.get(url("add")).status_code == 404
