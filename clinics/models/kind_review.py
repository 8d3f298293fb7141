"""The step that every change of the catalogue takes before it is published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from clinics.domain import kind_changes
from portal.audit.domain import audit


class KindReviewTask(AbstractGroupApprovalTask):
    """A second reviewer reads a change of the catalogue, and publishes it."""

    class Meta:
        verbose_name = _("review of a kind of certification")
        verbose_name_plural = _("reviews of kinds of certification")

    @classmethod
    def get_description(cls):
        return _("A certification reviewer who did not write the change reads it.")

    def start(self, workflow_state, user=None):
        """Begin with the version that was just saved.

        After a request for changes Wagtail still holds the one from before.
        """
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        return super().start(workflow_state, user=user)

    def get_actions(self, obj, user):
        """Approving is not for whoever wrote or submitted the change."""
        if not self._user_in_groups(user):
            return []
        actions = super().get_actions(obj, user)
        if kind_changes.may_publish(obj, by=user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def user_can_lock(self, obj, user):
        return False

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry out a decision. Raises PermissionDenied for one that is not theirs.

        Also for one about another version than the one that was read.
        """
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS or state.task_id != self.pk:
            raise PermissionDenied
        kind = state.workflow_state.content_object
        if action_name == "approve" and not kind_changes.may_publish(kind, by=user):
            raise PermissionDenied
        answer = super().on_action(state.specific, user, action_name, **kwargs)
        if action_name == "approve":
            audit.note(
                "kind of certification published",
                about=kind,
                by=user,
                code=kind.code,
                version=state.revision_id,
            )
        return answer
