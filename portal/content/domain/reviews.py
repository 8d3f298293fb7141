"""Reviews of pages: who may decide, what a decision records, what an edit undoes.

Wagtail runs the steps. It does not know that nobody approves their own words, that an
edit sends the page back to the first step at once, or that a comment is not an edit.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from portal.content import publishing, revisions

PROBLEMS_ANCHOR = "panel-child-content-before_publishing-section"


def is_free_to_decide(page, *, by) -> bool:
    """Whether a person neither wrote nor submitted the text under review."""
    state = page.current_workflow_state
    submitted_by = state.requested_by_id if state else None
    return by.pk not in (submitted_by, revisions.last_editor_id(page))


def objections(version: Revision, *, by, clinical: bool) -> list[publishing.Problem]:
    """What forbids approving a version: every rule, as if `by` had reviewed it."""
    page = version.as_object()
    changes = {"last_editor": revisions.last_editor_id(page, version=version)}
    if clinical:
        changes["reviewer"] = by.pk
    draft = page.draft(**changes)
    return publishing.problems(draft, review_is_to_come=not clinical)


def record(version: Revision, *, by) -> None:
    """Write on a version who reviewed it and when."""
    if "clinical_reviewer" not in version.content:
        return
    version.content["clinical_reviewer"] = by.pk
    version.content["last_reviewed_on"] = timezone.localdate().isoformat()
    version.save(update_fields=["content"])


def bears_on(version: Revision) -> bool:
    """Whether a decision or a publication hangs on this very version."""
    return (
        version.approved_go_live_at is not None
        or version.task_states.exists()
        or Page.objects.filter(live_revision=version).exists()
    )


@transaction.atomic
def follow(page, version: Revision, *, by) -> None:
    """Keep a running review true to the version that was just saved.

    The same text with another comment takes the approvals along. A changed text
    starts the review anew with its first step.
    """
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    step = state.current_task_state
    if revisions.same_text(step.revision, version):
        _carry_over(state, step, version)
    else:
        step.specific.cancel(user=by)


def _carry_over(state: WorkflowState, step: TaskState, version: Revision) -> None:
    approved = state.task_states.filter(
        status=TaskState.STATUS_APPROVED, revision_id=step.revision_id
    )
    for approval in approved:
        approval.copy(update_attrs={"revision": version})
    step.revision = version
    step.save(update_fields=["revision"])


def problems_url(page) -> str:
    """The editor, at the list of what keeps the page from being published."""
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{PROBLEMS_ANCHOR}"
