"""The two steps every article takes before it is published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from portal.content.domain import reviews


class ReviewTask(AbstractGroupApprovalTask):
    """A step in which somebody else than the writer reads the page and decides."""

    is_clinical = False

    class Meta:
        abstract = True

    def start(self, workflow_state, user=None):
        """Begin this step, or an earlier one that this version has not passed yet.

        After a request for changes Wagtail goes on where it stopped; the changed text
        begins at the first step again.
        """
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def get_actions(self, obj, user):
        """What this person may do now; approving is not for whoever wrote the text."""
        actions = super().get_actions(obj, user)
        if self.may_approve(obj, user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def may_approve(self, page, user) -> bool:
        """A member of the step's groups who neither wrote nor submitted this text.

        A superuser is no exception: rights are no qualification.
        """
        return self._user_in_groups(user) and reviews.is_free_to_decide(page, by=user)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry out a decision; an approval that a rule forbids leads to the rules.

        Returns the address of the list of problems when there are some. Raises
        PermissionDenied when the text changed under the reader's hands, or when the
        person may not decide.
        """
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS or state.task_id != self.pk:
            raise PermissionDenied
        if action_name == "approve":
            page = state.workflow_state.content_object.specific
            if not self.may_approve(page, user):
                raise PermissionDenied
            if reviews.objections(state.revision, by=user, clinical=self.is_clinical):
                return reviews.problems_url(page)
            if self.is_clinical:
                reviews.record(state.revision, by=user)
        return super().on_action(state.specific, user, action_name, **kwargs)


class EditorialReviewTask(ReviewTask):
    """Editors read for plain words, sources and completeness."""

    class Meta:
        verbose_name = _("editorial review")
        verbose_name_plural = _("editorial reviews")

    @classmethod
    def get_description(cls):
        return _("An editor who did not write the text reads it.")


class ClinicalReviewTask(ReviewTask):
    """A clinician reads for truth. The page then carries their name and the day."""

    is_clinical = True

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    @classmethod
    def get_description(cls):
        return _("A clinical reviewer who did not write the text reads and signs it.")
