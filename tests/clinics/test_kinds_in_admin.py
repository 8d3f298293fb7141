"""The catalogue in the admin: one reviewer changes it, another one publishes that."""

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.urls import reverse
from wagtail.models import WorkflowState

from clinics.domain import catalogue
from clinics.models import CertificationType
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own admin templates
]
SUBMIT = {"action-submit": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


@pytest.fixture(autouse=True)
def admin_templates(monkeypatch):
    """Wagtail's editor counts on undefined variables being empty and so false."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def kind():
    made = CertificationTypeFactory(code="TEST", shows={"en": "It works.", "es": "Va."})
    made.save_revision(clean=False).publish()
    made.refresh_from_db()
    return made


def fields(page) -> dict[str, str]:
    """What the browser sends when the editor's form stands on the screen."""
    form = BeautifulSoup(page.content, "html.parser").select_one("#w-editor-form")
    found = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        if box.name == "input" and box.get("type") == "checkbox":
            if box.has_attr("checked"):
                found[box["name"]] = "on"
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            found[box["name"]] = chosen["value"] if chosen else ""
        elif box.name == "textarea":
            found[box["name"]] = box.get_text().removeprefix("\n")
        else:
            found[box["name"]] = box.get("value", "")
    return found


class Reviewer:
    """A certification reviewer at the screen."""

    def __init__(self, client, user):
        client.force_login(user)
        self.client, self.user = client, user

    def url(self, name, *args):
        return reverse(
            f"{CertificationType.snippet_viewset.url_namespace}:{name}", args=args
        )

    def form(self, kind):
        """What stands in the form on the screen."""
        page = self.client.get(self.url("edit", kind.pk))
        return fields(page)

    def save(self, kind, **changes):
        data = self.form(kind) | changes
        return self.client.post(self.url("edit", kind.pk), data, follow=True)

    def submit(self, kind, **changes):
        return self.save(kind, **changes | SUBMIT)

    def approve(self, kind, **changes):
        return self.save(kind, **changes | APPROVE)

    def buttons(self, kind):
        page = self.client.get(self.url("edit", kind.pk)).content.decode()
        names = ("action-publish", "approve", "action-submit")
        return {
            name
            for name in names
            if f'name="{name}"' in page or f'data-workflow-action-name="{name}"' in page
        }


@pytest.fixture
def reviewer_at_screen(sign_in_as, person):
    return lambda role: Reviewer(sign_in_as(role), person(role))


@pytest.fixture
def ines(reviewer_at_screen):
    return reviewer_at_screen("reviewer")


@pytest.fixture
def omar(reviewer_at_screen):
    return reviewer_at_screen("second_reviewer")


def public(kind):
    return CertificationType.objects.get(pk=kind.pk)


def test_change_is_published_by_a_second_reviewer(kind, ines, omar):
    ines.submit(kind, shows_en="It works well.", shows_es="Va bien.")
    assert public(kind).shows == {"en": "It works.", "es": "Va."}

    omar.approve(kind)

    assert public(kind).shows == {"en": "It works well.", "es": "Va bien."}
    event = AuditEvent.objects.get(verb="kind of certification published")
    assert (event.by_id, event.details["code"]) == (omar.user.pk, "TEST")


def test_draft_is_for_reviewers_only(kind, ines):
    ines.save(kind, shows_en="It works well.")

    assert public(kind).shows.to("en") == "It works."
    assert ines.form(kind)["shows_en"] == "It works well."


def test_own_change_has_no_button_and_a_forged_approval_publishes_nothing(kind, ines):
    ines.submit(kind, shows_en="It works well.")

    assert ines.buttons(kind) == set()
    ines.approve(kind)
    state = kind.current_workflow_state
    by_dashboard = ines.client.post(
        ines.url("workflow_action", kind.pk, "approve", state.current_task_state_id)
    )

    assert by_dashboard.status_code in {302, 403}
    assert public(kind).shows.to("en") == "It works."
    assert public(kind).current_workflow_state.status == "in_progress"


def test_publishing_past_the_review_is_refused(kind, ines):
    ines.save(kind, **{"shows_en": "It works well.", "action-publish": "1"})

    assert public(kind).shows.to("en") == "It works."


def test_superuser_cannot_publish_their_own_change(kind, client):
    root = Reviewer(client, UserFactory(is_superuser=True))

    assert "action-publish" not in root.buttons(kind)
    root.save(kind, **{"shows_en": "It works well.", "action-publish": "1"})

    assert public(kind).shows.to("en") == "It works."


def test_superuser_approves_nothing_without_being_a_reviewer(kind, ines, client):
    root = Reviewer(client, UserFactory(is_superuser=True))
    ines.submit(kind, shows_en="It works well.")

    root.approve(kind)

    assert public(kind).shows.to("en") == "It works."


def test_who_submits_anothers_change_does_not_approve_it(kind, ines, omar):
    ines.save(kind, shows_en="It works well.")
    omar.submit(kind)

    omar.approve(kind)

    assert public(kind).shows.to("en") == "It works."


def test_approval_that_changes_the_words_is_refused(kind, ines, omar):
    ines.submit(kind, shows_en="It works well.")

    answer = omar.approve(kind, shows_en="It always works.")

    assert "This change is under review." in answer.content.decode()
    assert public(kind).shows.to("en") == "It works."
    assert omar.form(kind)["shows_en"] == "It works well."


def test_nothing_is_saved_under_review(kind, ines):
    ines.submit(kind, shows_en="It works well.")

    ines.save(kind, shows_en="It always works.")

    assert ines.form(kind)["shows_en"] == "It works well."


def test_older_version_does_not_slip_in_under_review(kind, ines):
    first = kind.latest_revision
    ines.submit(kind, shows_en="It works well.")

    url = ines.url("revisions_revert", kind.pk, first.pk)
    ines.client.post(url, fields(ines.client.get(url)))

    assert ines.form(kind)["shows_en"] == "It works well."


def test_a_third_reviewer_publishes_what_two_have_written(kind, ines, omar, client):
    ines.save(kind, shows_en="It works well.")
    omar.submit(kind, shows_es="Va bien.")
    third = UserFactory()
    roles.grant(third, StaffRole.REVIEWER, by=None)

    ines.approve(kind)
    assert public(kind).shows == {"en": "It works.", "es": "Va."}

    Reviewer(client, third).approve(kind)
    assert public(kind).shows == {"en": "It works well.", "es": "Va bien."}


def test_words_of_the_public_typed_again_leave_no_author(kind, ines, omar):
    ines.save(kind, shows_en="It works well.")
    omar.save(kind, shows_en="It works.")
    omar.submit(kind, shows_en="It works today.")

    ines.approve(kind)

    assert public(kind).shows.to("en") == "It works today."


def test_request_for_changes_lets_the_author_go_on(kind, ines, omar):
    ines.submit(kind, shows_en="It works well.")
    omar.save(
        kind,
        **APPROVE | {"workflow-action-name": "reject"},
        **{"workflow-action-extra-data": '{"comment": "Say what works."}'},
    )
    assert kind.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES

    ines.submit(kind, shows_en="The steriliser works.")
    omar.approve(kind)

    assert public(kind).shows.to("en") == "The steriliser works."


def test_code_stays_once_there_are_papers(kind, ines):
    CertificationFactory(type=kind)

    answer = ines.save(kind, code="OTHER")

    assert "The code stays: there are papers of this kind." in answer.content.decode()
    assert ines.form(kind)["code"] == "TEST"


def test_code_may_change_while_there_are_no_papers(kind, ines, omar):
    ines.submit(kind, code="OTHER")
    omar.approve(kind)

    assert public(kind).code == "OTHER"


def test_change_of_code_is_not_published_over_papers_that_came_meanwhile(
    kind, ines, omar
):
    ines.submit(kind, code="OTHER")
    CertificationFactory(type=kind)

    omar.approve(kind)

    assert public(kind).code == "TEST"


def test_automatic_saving_leaves_the_published_version_alone(kind, ines, omar):
    ines.submit(kind, shows_en="It works well.")
    omar.approve(kind)
    published = public(kind).live_revision

    ines.save(kind, shows_en="It never fails.", overwrite_revision_id=str(published.pk))

    published.refresh_from_db()
    assert published.content["shows"]["en"] == "It works well."


def test_english_words_are_needed_spanish_ones_are_not(kind, ines):
    answer = ines.submit(kind, name_en="", name_es="Licencia")
    assert "Write it in English." in answer.content.decode()

    ines.submit(kind, name_en="Licence", name_es="")
    assert ines.form(kind)["name_es"] == ""


def test_words_that_are_too_long_are_told_and_kept(kind, ines):
    answer = ines.submit(kind, name_en="x" * 121)

    assert "at most 120 characters" in answer.content.decode()
    assert "x" * 121 in answer.content.decode()


def test_comparison_shows_a_change_in_spanish_alone(kind, ines, omar):
    before = kind.latest_revision
    ines.save(kind, shows_es="Va bien.")
    after = public(kind).latest_revision

    page = omar.client.get(ines.url("revisions_compare", kind.pk, before.pk, after.pk))

    told = BeautifulSoup(page.content, "html.parser")
    added = {each.get_text() for each in told.select("span.addition")}
    assert any("bien" in words for words in added)
    assert "It works." in told.get_text()


def test_slots_keep_the_order_of_the_screen(kind, ines, omar):
    def slot(number, code, order):
        return {
            f"slots-{number}-id": "",
            f"slots-{number}-code": code,
            f"slots-{number}-name_en": code,
            f"slots-{number}-name_es": "",
            f"slots-{number}-example_en": "",
            f"slots-{number}-example_es": "",
            f"slots-{number}-ORDER": str(order),
        }

    rows = slot(0, "second", 2) | slot(1, "first", 1) | {"slots-TOTAL_FORMS": "2"}
    ines.submit(kind, **rows)
    omar.approve(kind)

    assert [each.code for each in kind.slots.all()] == ["first", "second"]


def test_list_names_kind_code_and_what_it_is(ines):
    catalogue.load(by=None)

    page = ines.client.get(ines.url("list")).content.decode()

    assert "Approved premises certificate, Wales" in page
    assert "APC-WAL" in page
    assert "Self-declared" in page


@pytest.mark.parametrize("role", ["editor", "moderator", "clinical_reviewer", "admin"])
def test_catalogue_is_for_reviewers(role, kind, reviewer_at_screen):
    visitor = reviewer_at_screen(role)

    for name, args in (("list", ()), ("edit", (kind.pk,)), ("add", ())):
        answer = visitor.client.get(visitor.url(name, *args), follow=True)
        assert "It works." not in answer.content.decode()
        assert answer.redirect_chain
