"""From a draft to a page that readers see, through two pairs of eyes."""

import re

import pytest
from django.template import engines
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.content.models import SideEffectPage
from tests.conftest import TODAY
from tests.factories.accounts import UserFactory
from tests.factories.content import ContributorFactory, SideEffectPageFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own admin templates
]


def in_form(page, **changes) -> dict:
    """What the browser sends when the editor's form stands on the screen."""
    from wagtail.test.utils.form_data import (
        inline_formset,
        nested_form_data,
        streamfield,
    )

    def rows(name, fields):
        return inline_formset(
            [
                {
                    "id": row.pk or "",
                    **{field: getattr(row, field) or "" for field in fields},
                }
                for row in getattr(page, name).all()
            ],
            initial=len(getattr(page, name).all()),
        )

    data = {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "symptom": page.symptom,
        "also_known_as": "",
        "in_short": page.in_short,
        "skin_tones": "null",
        "author": page.author_id,
        "next_review_on": page.next_review_on or "",
        "listing_summary": "",
        "social_text": "",
        "seo_title": "",
        "search_description": "",
        "sources": rows("sources", ["key", "title", "publisher", "url", "kind"]),
        "changes": rows("changes", ["changed_on", "what"]),
        "risk_factors": rows("risk_factors", ["factor"]),
        "comments": inline_formset([]),
        **{
            name: streamfield([])
            for name in (
                "care_cards",
                "usual",
                "what_to_do",
                "causes",
                "differences",
                "claims",
                "related",
            )
        },
    }
    return nested_form_data(data | changes)


@pytest.fixture(autouse=True)
def admin_templates(monkeypatch):
    """Wagtail's editor counts on undefined variables being empty and so false."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def editor(person):
    return person("editor")


@pytest.fixture
def second_editor(db):
    return staff(StaffRole.EDITOR)


@pytest.fixture
def clara(person):
    user = person("clinical_reviewer")
    ContributorFactory(name="Dr Clara Okafor", role="Dermatologist", user=user)
    return user


@pytest.fixture
def page(editor):
    return SideEffectPageFactory(by=editor, owner=editor)


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def staff(role, **fields):
    user = UserFactory(**fields)
    roles.grant(user, role, by=None)
    return user


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def stored(page):
    return SideEffectPage.objects.get(pk=page.pk)


def step(page) -> str | None:
    state = stored(page).current_workflow_state
    return state and state.current_task_state.task.name


def send(client, page, action, **changes):
    latest = stored(page).get_latest_revision_as_object()
    return client.post(edit_url(page), in_form(latest, **changes) | action)


def submit(client, page, **changes):
    return send(client, page, {"action-submit": "1"}, **changes)


def save(client, page, **changes):
    return send(client, page, {}, **changes)


def approve_in_editor(client, page, **changes):
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return send(client, page, action, **changes)


def decide(client, page, action="approve", comment=""):
    state = stored(page).current_workflow_state.current_task_state
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk]
    )
    return client.post(url, {"comment": comment})


def messages(response) -> str:
    return " ".join(str(each) for each in response.context["messages"])


def test_a_page_is_written_read_signed_and_published(
    page, editor, second_editor, clara, signed_in, mailoutbox
):
    submit(signed_in(editor), page, in_short="It usually fades within a week.")
    assert step(page) == "Editorial review"
    assert {"clinical-reviewer@example.com"}.isdisjoint(m.to[0] for m in mailoutbox)
    assert second_editor.email in [mail.to[0] for mail in mailoutbox]

    decide(signed_in(second_editor), page)
    assert step(page) == "Clinical review"
    assert clara.email in [mail.to[0] for mail in mailoutbox]
    assert not stored(page).live

    mailoutbox.clear()
    decide(signed_in(clara), page)

    published = stored(page)
    assert published.live
    assert published.in_short == "It usually fades within a week."
    assert published.clinical_reviewer == clara
    assert published.last_reviewed_on == TODAY
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
    assert [mail.to for mail in mailoutbox] == [[editor.email]]
    html = signed_in(editor).get(published.url).content.decode()
    assert "Dr Clara Okafor" in html


def test_the_editor_approves_at_neither_step(
    page, editor, second_editor, clara, signed_in
):
    roles.grant(editor, StaffRole.CLINICAL_REVIEWER, by=None)
    submit(signed_in(editor), page, in_short="My own words.")

    decide(signed_in(editor), page)
    assert step(page) == "Editorial review"
    approve_in_editor(signed_in(editor), page)
    assert step(page) == "Editorial review"

    decide(signed_in(second_editor), page)
    assert step(page) == "Clinical review"
    decide(signed_in(editor), page)

    assert step(page) == "Clinical review"
    assert not stored(page).live


def test_whoever_hands_a_page_in_does_not_approve_it(
    page, editor, second_editor, signed_in
):
    submit(signed_in(second_editor), page)

    decide(signed_in(second_editor), page)
    assert step(page) == "Editorial review"


def test_a_superuser_signs_for_nobody(page, editor, second_editor, clara, signed_in):
    superuser = UserFactory(is_superuser=True)
    submit(signed_in(editor), page)
    decide(signed_in(superuser), page)
    assert step(page) == "Editorial review"

    decide(signed_in(second_editor), page)
    decide(signed_in(superuser), page)
    assert step(page) == "Clinical review"


def test_an_edit_at_the_second_step_goes_back_to_the_first(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)
    assert step(page) == "Clinical review"

    save(signed_in(clara), page, in_short="The clinician's own words.")

    assert step(page) == "Editorial review"
    decide(signed_in(second_editor), page)
    assert step(page) == "Clinical review"
    decide(signed_in(clara), page)  # the last editor now
    assert step(page) == "Clinical review"
    assert not stored(page).live

    other = staff(StaffRole.CLINICAL_REVIEWER)
    ContributorFactory(name="Dr Other", user=other)
    decide(signed_in(other), page)
    assert stored(page).clinical_reviewer == other


def test_an_approval_that_carries_an_edit_is_refused(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)

    response = approve_in_editor(signed_in(clara), page, in_short="Slipped in.")

    assert "You changed the text." in response.content.decode()
    assert step(page) == "Clinical review"
    assert not stored(page).live


def test_an_approval_in_the_editor_publishes(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    approve_in_editor(signed_in(second_editor), page)
    assert step(page) == "Clinical review"

    approve_in_editor(signed_in(clara), page)

    assert stored(page).live
    assert stored(page).clinical_reviewer == clara


def test_a_save_without_a_change_takes_the_approvals_along(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)

    save(signed_in(clara), page)

    assert step(page) == "Clinical review"
    decide(signed_in(clara), page)
    assert stored(page).live


def test_an_older_approval_is_not_taken_along(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)
    save(signed_in(clara), page, in_short="Changed.")
    save(signed_in(second_editor), page)

    assert step(page) == "Editorial review"
    latest = stored(page).latest_revision
    assert not TaskState.objects.filter(revision=latest, status="approved").exists()


def test_changes_asked_for_begin_at_the_first_step_again(
    page, editor, second_editor, clara, signed_in, mailoutbox
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)
    mailoutbox.clear()
    decide(signed_in(clara), page, "reject", comment="Name the source.")
    assert stored(page).current_workflow_state.status == "needs_changes"
    [mail] = [mail for mail in mailoutbox if mail.to == [editor.email]]
    assert "Name the source." in mail.body

    submit(signed_in(editor), page, in_short="Now with a source.")

    assert step(page) == "Editorial review"


def test_a_page_with_problems_is_not_handed_in(page, editor, signed_in):
    response = submit(
        signed_in(editor), page, in_short="It is safe and red.", next_review_on=""
    )

    html = response.content.decode()
    assert step(page) is None
    assert "Say when the page is to be reviewed next." in html
    assert "“safe” promises too much." in html
    assert "Say how it shows on brown and black skin." in html
    assert "A clinical reviewer must approve" not in html.split("before_publishing")[0]


def test_a_draft_with_problems_is_saved(page, editor, signed_in):
    response = save(signed_in(editor), page, in_short="It is safe.")

    assert response.status_code == 302
    latest = stored(page).get_latest_revision_as_object()
    assert latest.in_short == "It is safe."
    html = signed_in(editor).get(edit_url(page)).content.decode()
    panel = html.split('id="panel-child-content-before_publishing-content"')[1]
    found = re.findall(r'<li><a href="#([^"]+)">', panel.split("</section>")[0])
    assert found == [
        "panel-child-content-clinical_reviewer-section",
        "panel-child-content-in_short-section",
    ]
    assert all(f'id="{anchor}"' in html for anchor in found)


def test_a_rule_that_fails_at_the_last_step_leads_to_the_rules(
    page, editor, second_editor, clara, signed_in, clock
):
    submit(signed_in(editor), page)
    decide(signed_in(second_editor), page)
    clara.contributor.delete()

    response = decide(signed_in(clara), page)

    assert response["Location"] == (
        f"{edit_url(page)}#panel-child-content-before_publishing-section"
    )
    assert step(page) == "Clinical review"
    assert not stored(page).live
    response = approve_in_editor(signed_in(clara), page)
    assert "Add the clinical reviewer to the contributors" in response.content.decode()


def test_editors_cannot_publish(page, editor, signed_in):
    html = signed_in(editor).get(edit_url(page)).content.decode()
    assert 'name="action-publish"' not in html
    assert 'name="action-submit"' in html

    send(signed_in(editor), page, {"action-publish": "1"})
    assert not stored(page).live


@pytest.mark.parametrize("role", ["admin", "superuser"])
def test_those_who_may_publish_pass_the_same_rules(role, page, person, signed_in):
    boss = UserFactory(is_superuser=True) if role == "superuser" else person("admin")

    response = send(signed_in(boss), page, {"action-publish": "1"})

    assert "A clinical reviewer must approve this text." in response.content.decode()
    assert not stored(page).live


def test_an_administrator_publishes_what_was_reviewed_and_nothing_else(
    page, clara, person, signed_in
):
    page.clinical_reviewer, page.last_reviewed_on = clara, TODAY
    page.save_revision(user=UserFactory())

    admin = signed_in(person("admin"))
    send(admin, page, {"action-publish": "1"}, in_short="Changed after the review.")
    assert not stored(page).live

    send(admin, page, {"action-publish": "1"})
    assert stored(page).live


def test_many_pages_at_once_pass_the_same_rules(page, person, signed_in, clara):
    good = SideEffectPageFactory(
        title="Good", clinical_reviewer=clara, last_reviewed_on=TODAY
    )
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    admin = signed_in(person("admin"))

    response = admin.post(f"{url}?id={page.pk}&id={good.pk}", follow=True)
    assert "Swelling: A clinical reviewer must approve" in messages(response)
    assert (stored(page).live, stored(good).live) == (False, False)

    admin.post(f"{url}?id={good.pk}")
    assert stored(good).live


def test_a_planned_page_is_planned_by_the_last_approval(
    page, editor, second_editor, clara, signed_in, clock
):
    submit(signed_in(editor), page, go_live_at="2026-12-01 09:00")
    decide(signed_in(second_editor), page)
    decide(signed_in(clara), page)

    assert not stored(page).live
    assert stored(page).approved_schedule


@pytest.mark.parametrize(
    ("role", "edits"),
    [("moderator", False), ("reviewer", False), ("clinical_reviewer", False)],
)
def test_other_staff_do_not_edit_pages(role, edits, page, person, signed_in):
    response = signed_in(person(role)).get(edit_url(page))

    assert (response.status_code == 200) is edits


def test_clinical_reviewers_read_a_page_while_it_is_theirs(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    assert signed_in(clara).get(edit_url(page)).status_code != 200

    decide(signed_in(second_editor), page)
    assert signed_in(clara).get(edit_url(page)).status_code == 200


def test_autosave_does_not_write_over_a_version_under_review(
    page, editor, second_editor, clara, signed_in
):
    submit(signed_in(editor), page)
    under_review = stored(page).latest_revision

    latest = stored(page).get_latest_revision_as_object()
    latest.in_short = "Typed while somebody reads."
    latest.save_revision(user=editor, overwrite_revision=under_review)

    under_review.refresh_from_db()
    assert under_review.content["in_short"] == page.in_short
    assert stored(page).latest_revision != under_review
