"""What happens when the last step of a review approves.

Wagtail reads this function while its own models are being loaded, so nothing of Django
may be imported here.
"""


def publish(workflow_state, user=None):
    """Publish what was approved. The approvers need no right to publish by themselves.

    The publishing rules hold here as everywhere: they are asked when the page is saved.
    """
    version = workflow_state.content_object.get_latest_revision()
    version.publish(user=user, skip_permission_checks=True)
