"""A clinic makes the platform's plan its own, within what keeps people safe."""

import pytest
from django.core import mail

from aftercare import comparing
from aftercare.domain import clinic_plans, plan_templates, step_reasons
from aftercare.enums import PlanKind
from aftercare.models import PlanStep, PlanVersion, StepReason
from clinics.enums import ClinicRole
from portal.knowledge.plan_steps import STEPS, BeforeItBegins, Frequency
from portal.ui.texts import Texts
from tests.factories.clinics import MembershipFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "title": Texts(en="Stay dry", es="Sin agua"),
    "why": Texts(en="We ask for it.", es="Te lo pedimos."),
}


@pytest.fixture
def owner():
    return MembershipFactory().user


@pytest.fixture
def clinic(owner):
    clinic = owner.memberships.get().clinic
    clinic_plans.adopt(clinic, by=owner)
    return clinic


def steps(version) -> dict[str, PlanStep]:
    return {step.slug: step for step in version.steps.all()}


def days(version, slug):
    step = steps(version)[slug]
    return step.first_day, step.last_day, step.reason


def change(clinic, by, slug="keep-dry", *, based_on=1, day=4, reason=""):
    return clinic_plans.change(
        clinic, slug, based_on=based_on, day=day, reason=reason, by=by, **WORDS
    )


def test_a_copy_says_what_the_platform_says_and_is_made_once(clinic, owner):
    first = clinic_plans.newest(clinic)

    assert clinic_plans.adopt(clinic, by=owner) == first
    assert (first.number, first.by) == (1, owner)
    assert all(pair.is_same for pair in comparing.pairs(first.steps.all()))
    assert list(steps(first)) == list(STEPS)
    assert plan_templates.version_for(clinic) == first


def test_a_change_makes_another_version_and_leaves_the_first(clinic, owner):
    second = change(clinic, owner)

    assert days(second, "keep-dry") == (0, 4, "")
    assert steps(second)["keep-dry"].title == WORDS["title"]
    first = PlanVersion.objects.get(template=second.template, number=1)
    assert days(first, "keep-dry") == (0, 3, "")
    assert steps(first)["keep-dry"].title["en"] == STEPS["keep-dry"].title.en
    assert plan_templates.version_for(clinic) == second
    different = [p for p in comparing.pairs(second.steps.all()) if not p.is_same]
    assert [(p.step.slug, p.is_moved, p.is_reworded) for p in different] == [
        ("keep-dry", True, True)
    ]


@pytest.mark.parametrize("day", [1, 6])
def test_outside_the_bounds_only_with_a_reason(clinic, owner, day):
    with pytest.raises(clinic_plans.OutsideBounds):
        change(clinic, owner, day=day)
    assert clinic_plans.newest(clinic).number == 1

    version = change(clinic, owner, day=day, reason="Our ink needs it.")
    assert days(version, "keep-dry") == (0, day, "Our ink needs it.")
    assert days(change(clinic, owner, based_on=2, day=5), "keep-dry") == (0, 5, "")


def test_a_form_sent_twice_or_after_somebody_else_changes_nothing(clinic, owner):
    change(clinic, owner)

    with pytest.raises(clinic_plans.MovedOn):
        change(clinic, owner, day=5)
    assert days(clinic_plans.newest(clinic), "keep-dry") == (0, 4, "")


def test_what_keeps_people_safe_stays(clinic, owner):
    with pytest.raises(clinic_plans.StaysInPlan):
        clinic_plans.remove(clinic, "no-touch", based_on=1, by=owner)
    assert "no-touch" in steps(clinic_plans.newest(clinic))


def test_other_steps_can_be_left_out_and_taken_back_to_their_place(clinic, owner):
    without = clinic_plans.remove(clinic, "keep-dry", based_on=1, by=owner)
    assert "keep-dry" not in steps(without)
    left_out = [p for p in comparing.pairs(without.steps.all()) if p.is_left_out]
    assert [pair.step.slug for pair in left_out] == ["keep-dry"]

    again = clinic_plans.restore(clinic, "keep-dry", based_on=2, by=owner)
    assert list(steps(again)) == list(STEPS)
    assert all(pair.is_same for pair in comparing.pairs(again.steps.all()))


def test_restore_takes_back_days_and_words(clinic, owner):
    change(clinic, owner, day=6, reason="Why not.")

    version = clinic_plans.restore(clinic, "keep-dry", based_on=2, by=owner)
    assert days(version, "keep-dry") == (0, 3, "")


def add(clinic, by, *, based_on=1, last_day=5):
    return clinic_plans.add(
        clinic,
        based_on=based_on,
        kind=PlanKind.DO,
        first_day=2,
        last_day=last_day,
        frequency=Frequency.DAILY,
        by=by,
        **WORDS,
    )


def test_a_step_of_the_clinics_own_can_be_added_moved_and_removed(clinic, owner):
    version = add(clinic, owner)
    pair = comparing.pairs(version.steps.all())[-1]
    assert (pair.is_added, pair.step.basis, pair.step.is_safety) == (
        True,
        "clinic",
        False,
    )
    slug = pair.step.slug

    moved = change(clinic, owner, slug, based_on=2, day=9)
    assert days(moved, slug) == (2, 9, "")
    with pytest.raises(BeforeItBegins):
        change(clinic, owner, slug, based_on=3, day=1)
    gone = clinic_plans.remove(clinic, slug, based_on=3, by=owner)
    assert slug not in steps(gone)


def test_a_step_cannot_end_before_it_begins(clinic, owner):
    with pytest.raises(BeforeItBegins):
        add(clinic, owner, last_day=1)
    assert clinic_plans.newest(clinic).number == 1


def test_a_step_nobody_knows(clinic, owner):
    with pytest.raises(clinic_plans.UnknownStep):
        change(clinic, owner, "dance")
    with pytest.raises(clinic_plans.UnknownStep):
        clinic_plans.restore(clinic, "dance", based_on=1, by=owner)


def waiting() -> list[tuple]:
    rows = StepReason.objects.waiting()
    return list(rows.values_list("slug", "default_day", "chosen_day", "reason"))


def test_a_day_outside_the_bounds_is_put_before_our_people_once(clinic, owner):
    change(clinic, owner)
    assert waiting() == []

    change(clinic, owner, based_on=2, day=9, reason="Our ink needs it.")
    first = StepReason.objects.get()
    change(clinic, owner, based_on=3, day=9, reason="Our ink needs it.")
    assert StepReason.objects.get() == first
    change(clinic, owner, based_on=4, day=10, reason="Our ink needs it.")
    assert waiting() == [("keep-dry", 3, 10, "Our ink needs it.")]
    change(clinic, owner, based_on=5, day=4)
    assert waiting() == []


def test_a_step_that_keeps_people_safe_needs_a_reason_for_other_words(clinic, owner):
    with pytest.raises(clinic_plans.WordsNeedReason):
        change(clinic, owner, "no-sun", day=20)
    assert clinic_plans.newest(clinic).number == 1

    change(clinic, owner, "no-sun", day=20, reason="Our words are clearer.")
    default = step_reasons.default_day(STEPS["no-sun"])
    assert waiting() == [("no-sun", default, 20, "Our words are clearer.")]
    reason = StepReason.objects.get()
    assert not reason.is_outside
    assert step_reasons.worded(reason).title == WORDS["title"]


def test_other_words_for_safety_are_put_before_our_people_anew(clinic, owner):
    told = {"day": 20, "reason": "Ours are clearer."}
    change(clinic, owner, "no-sun", **told)
    first = StepReason.objects.get()
    change(clinic, owner, "no-sun", based_on=2, **told)
    assert StepReason.objects.get() == first

    words = WORDS | {"title": Texts(en="Sun is fine", es="El sol va bien")}
    clinic_plans.change(clinic, "no-sun", based_on=3, by=owner, **words, **told)
    (reason,) = StepReason.objects.waiting()
    assert reason != first
    assert step_reasons.worded(reason).title == words["title"]


def test_a_letter_about_words_names_the_step_and_no_day(
    clinic, owner, person, django_capture_on_commit_callbacks
):
    change(clinic, owner, "no-sun", day=20, reason="Ours are clearer.")
    reason = StepReason.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        step_reasons.see(reason, by=person("moderator"), letter="Please cite it.")

    (letter,) = mail.outbox
    assert "keeps people safe stands in other words than ours:" in letter.body
    assert STEPS["no-sun"].title.en in letter.body
    assert "a step lies on day" not in letter.body


def test_other_words_are_the_clinics_and_rest_on_nothing_of_ours(clinic, owner):
    version = change(clinic, owner, "no-sun", day=20, reason="Ours are clearer.")
    step = steps(version)["no-sun"]
    assert (step.basis, step.sources, step.is_safety) == ("clinic", "", True)

    ours = plan_templates.shipped_steps()
    (shipped,) = [each for each in ours if each.slug == "no-sun"]
    words = {"title": shipped.title, "why": shipped.why}
    version = clinic_plans.change(
        clinic, "no-sun", based_on=2, day=20, reason="", by=owner, **words
    )
    step = steps(version)["no-sun"]
    assert (step.basis, step.sources) == (shipped.basis, shipped.sources)
    assert waiting() == []


@pytest.mark.parametrize("act", [clinic_plans.remove, clinic_plans.restore])
def test_what_is_no_longer_so_waits_no_longer(clinic, owner, act):
    version = change(
        clinic, owner, "moisturise", day=27, reason="A dry climate asks for it."
    )
    assert len(waiting()) == 1
    act(clinic, "moisturise", based_on=version.number, by=owner)
    assert waiting() == []


def test_it_is_seen_once_or_answered_by_strangers_to_the_clinic(
    clinic, owner, person, django_capture_on_commit_callbacks
):
    change(clinic, owner, day=9, reason="Our ink needs it.")
    reason = StepReason.objects.get()
    near = person("reviewer")
    MembershipFactory(clinic=clinic, user=near, role=ClinicRole.FRONT_DESK)
    for by in (owner, near, person("editor")):
        with pytest.raises(step_reasons.NotYours):
            step_reasons.see(reason, by=by)

    with django_capture_on_commit_callbacks(execute=True):
        step_reasons.see(reason, by=person("moderator"), letter="Please cite it.")
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert letter.subject == f"{clinic.name}: about your healing plan"
    for words in ("Please cite it.", "day 9, where ours has day 3", "Keep your scalp"):
        assert words in letter.body
    with pytest.raises(step_reasons.AlreadySeen):
        step_reasons.see(reason, by=person("second_reviewer"))

    change(clinic, owner, based_on=2, day=9, reason="Our ink needs it.")
    assert waiting() == []
    change(clinic, owner, based_on=3, day=9, reason="Another ink.")
    assert len(waiting()) == 1
