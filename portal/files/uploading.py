"""No more of a file is taken in than its place allows.

The rest of a larger one is read and dropped, so that the form keeps everything else;
what came is a byte too long, and the door refuses it.
"""

from collections.abc import Callable

from django.core.files.uploadhandler import FileUploadHandler

from portal.files.policies import Policy


def takes(policy: Policy) -> Callable:
    """Marks a view whose uploads follow that policy."""

    def mark(view):
        view.most_bytes = policy.most_bytes
        return view

    return mark


class Bounded(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS; views without `takes` are none of its business."""

    def receive_data_chunk(self, raw_data, start):
        match = self.request.resolver_match
        most = getattr(match.func, "most_bytes", None) if match else None
        return None if most is not None and start > most else raw_data

    def file_complete(self, file_size):
        return None
