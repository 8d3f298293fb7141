"""No way to publish goes round the rules."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.edit_page import EditPageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry, Revision

from portal.content.models import SideEffectPage
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.content import (
    HomePageFactory,
    SideEffectIndexPageFactory,
    SideEffectPageFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def live(page) -> bool:
    return SideEffectPage.objects.get(pk=page.pk).live


def by_revision(page):
    page.save_revision().publish()


def by_action(page):
    action = PublishPageRevisionAction(page.save_revision())
    action.execute(skip_permission_checks=True)


def by_edit_action(page):
    EditPageAction(page, publish=True, user=None).execute(skip_permission_checks=True)


def by_flag(page):
    page.live = True
    page.save()


def by_adding_live(page):
    copy = SideEffectPage(
        title="Twin", slug="twin", kind="healing", in_short="x", author=page.author
    )
    page.get_parent().add_child(instance=copy)


WAYS = [by_revision, by_action, by_edit_action, by_flag, by_adding_live]


@pytest.mark.parametrize("publish", WAYS)
def test_a_page_without_review_is_refused(publish):
    page = SideEffectPageFactory()

    with pytest.raises(ValidationError) as refusal:
        publish(page)

    assert "clinical_reviewer" in refusal.value.message_dict
    assert not SideEffectPage.objects.filter(live=True).exists()


@pytest.mark.parametrize("publish", WAYS[:4])
def test_the_same_page_with_a_review_is_published(publish, reviewed):
    publish(reviewed)

    assert live(reviewed)


def test_every_problem_is_named_at_once(reviewed):
    reviewed.sources.set([])
    reviewed.next_review_on = None
    reviewed.in_short = "It is safe"

    with pytest.raises(ValidationError) as refusal:
        by_revision(reviewed)

    assert set(refusal.value.message_dict) == {"sources", "next_review_on", "in_short"}


def test_the_reviewer_is_not_the_last_editor(reviewed, clara):
    reviewed.in_short = "Another text."

    with pytest.raises(ValidationError) as refusal:
        reviewed.save_revision(user=clara).publish()

    assert set(refusal.value.message_dict) == {"clinical_reviewer"}
    assert not live(reviewed)


def test_a_save_without_a_change_does_not_make_somebody_the_editor(reviewed, clara):
    reviewed.save_revision(user=UserFactory())
    reviewed.save_revision(user=clara).publish()

    assert live(reviewed)


def test_no_save_without_a_change_hides_the_editor(reviewed, clara, clock):
    reviewed.in_short = "Another text."
    reviewed.save_revision(user=clara)
    clock.shift(60)

    with pytest.raises(ValidationError):
        reviewed.save_revision(user=UserFactory()).publish()


def test_a_refused_publication_changes_nothing(reviewed):
    by_revision(reviewed)
    published = SideEffectPage.objects.get(pk=reviewed.pk)
    draft = published.get_latest_revision_as_object()
    draft.in_short = "It is safe"

    with pytest.raises(ValidationError):
        by_revision(draft)

    assert SideEffectPage.objects.get(pk=reviewed.pk).in_short == reviewed.in_short


def test_a_live_page_past_its_date_can_be_locked_and_unpublished(reviewed, clock):
    by_revision(reviewed)
    clock.move_to(NOW + 800 * DAY)
    page = SideEffectPage.objects.get(pk=reviewed.pk)

    page.locked = True
    page.save()
    page.unpublish()

    assert SideEffectPage.objects.get(pk=reviewed.pk).locked
    assert not live(reviewed)
    with pytest.raises(ValidationError):
        by_revision(SideEffectPage.objects.get(pk=reviewed.pk))


def test_a_live_page_is_not_changed_behind_the_rules(reviewed):
    by_revision(reviewed)
    page = SideEffectPage.objects.get(pk=reviewed.pk)
    page.in_short = "Guaranteed"

    with pytest.raises(ValidationError):
        page.save()


def test_a_copy_that_stays_live_is_held_to_the_rules(reviewed, clock):
    by_revision(reviewed)
    clock.move_to(NOW + 800 * DAY)
    source = SideEffectPage.objects.get(pk=reviewed.pk)
    source.live = False
    source.sources.set([])
    source.save(clean=False)
    SideEffectPage.objects.filter(pk=source.pk).update(live=True)
    source = SideEffectPage.objects.get(pk=reviewed.pk)

    with pytest.raises(ValidationError):
        CopyPageAction(source, update_attrs={"slug": "copy"}).execute()


def test_pages_that_lead_on_need_no_review_but_promise_nothing():
    index = SideEffectIndexPageFactory()

    index.save_revision().publish()
    assert index.__class__.objects.get(pk=index.pk).live

    index.introduction = "Everything here is safe"
    with pytest.raises(ValidationError):
        index.save_revision().publish()


def test_a_quoted_trade_claim_may_promise(reviewed):
    def explain(strength):
        claim = {"claim": "It is safe", "strength": strength, "sources": []}
        reviewed.claims = [("explanation", claim | {"text": "No."})]

    explain("clinical")
    with pytest.raises(ValidationError) as refusal:
        by_revision(reviewed)
    assert set(refusal.value.message_dict) == {"claims"}

    explain("trade")
    by_revision(reviewed)
    assert live(reviewed)


def test_words_in_every_block_are_read(reviewed):
    places = {
        "care_cards": [
            (
                "care_card",
                {"level": "urgent", "heading": "x", "items": ["safe"], "body": ""},
            )
        ],
        "what_to_do": [("do_dont", {"do": ["a"], "dont": ["safe"]})],
        "differences": [
            ("questions", {"questions": [{"question": "q", "answer": "<p>safe</p>"}]})
        ],
    }
    for name, blocks in places.items():
        setattr(reviewed, name, blocks)

    with pytest.raises(ValidationError) as refusal:
        by_revision(reviewed)

    assert set(refusal.value.message_dict) == set(places)


class TestSchedule:
    """Publishing on a day that was set before."""

    def plan(self, page, **changes):
        page.go_live_at = NOW + 10 * DAY
        for name, value in changes.items():
            setattr(page, name, value)
        page.save_revision().publish()

    def test_a_page_goes_live_on_its_day(self, reviewed, clock):
        self.plan(reviewed)
        assert not live(reviewed)

        clock.move_to(NOW + 11 * DAY)
        call_command("publish_scheduled")

        assert live(reviewed)

    def test_a_page_that_breaks_a_rule_is_not_planned(self):
        page = SideEffectPageFactory()

        with pytest.raises(ValidationError):
            self.plan(page)

        assert not Revision.objects.exclude(approved_go_live_at=None).exists()

    def test_a_live_page_is_not_planned_either(self, reviewed):
        by_revision(reviewed)
        page = SideEffectPage.objects.get(pk=reviewed.pk)

        with pytest.raises(ValidationError):
            self.plan(page, in_short="It is safe")

        assert not Revision.objects.exclude(approved_go_live_at=None).exists()

    def test_the_next_review_comes_after_the_planned_day(self, reviewed):
        with pytest.raises(ValidationError) as refusal:
            self.plan(reviewed, next_review_on=(NOW + 5 * DAY).date())

        assert set(refusal.value.message_dict) == {"next_review_on"}

    def test_a_rule_that_fails_on_the_day_keeps_the_page_back_and_says_so(
        self, reviewed, clock, mailoutbox, django_capture_on_commit_callbacks
    ):
        writer = UserFactory(email="writer@example.com")
        reviewed.owner = writer
        self.plan(reviewed, next_review_on=(NOW + 20 * DAY).date())
        other = SideEffectPageFactory(
            title="Other",
            clinical_reviewer=reviewed.clinical_reviewer,
            last_reviewed_on=NOW.date(),
        )
        self.plan(other)

        clock.move_to(NOW + 30 * DAY)
        with django_capture_on_commit_callbacks(execute=True):
            call_command("publish_scheduled")

        assert not live(reviewed)
        assert live(other)
        assert not Revision.objects.exclude(approved_go_live_at=None).exists()
        entry = PageLogEntry.objects.get(action="content.schedule.refused")
        assert entry.page_id == reviewed.pk
        assert entry.data["reasons"] == [
            "The next review must come after the day of publication."
        ]
        [mail] = mailoutbox
        assert mail.to == ["writer@example.com"]
        assert mail.subject == "Not published: Swelling"
        assert "The next review must come after the day of publication." in mail.body
        assert f"/cms/pages/{reviewed.pk}/edit/" in mail.body


def test_a_front_page_is_found_in_one_query_by_its_path(django_assert_num_queries):
    home = HomePageFactory(published=True)

    with django_assert_num_queries(1):
        assert list(home.get_view_restrictions()) == []
