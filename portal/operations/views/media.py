"""Public pictures, from wherever they are kept, under the portal's own address.

Only renditions: the originals carry what a camera writes into them, and documents
have a view of their own that asks for permission.
"""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

RENDITIONS = "images"
KINDS = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@login_not_required
@require_safe
def picture(request, name):
    path = PurePosixPath(name)
    kind = KINDS.get(path.suffix.lower())
    if kind is None or path.parts[0] != RENDITIONS or ".." in path.parts:
        raise Http404
    try:
        file = default_storage.open(str(path))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
