"""Public pictures, and nothing else that lies beside them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from portal.operations.views import media


@pytest.fixture(autouse=True)
def files(monkeypatch, tmp_path):
    storage = FileSystemStorage(location=tmp_path)
    for name in (
        "images/scalp.width-800.webp",
        "images/page.html",
        "original_images/scalp.jpg",
        "documents/price.pdf",
    ):
        storage.save(name, ContentFile(b"content"))
    monkeypatch.setattr(media, "default_storage", storage)


def test_picture_is_shown_to_anybody(client):
    response = client.get("/media/images/scalp.width-800.webp")

    assert b"".join(response.streaming_content) == b"content"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/page.html",
        "images/absent.webp",
        "original_images/scalp.jpg",
        "documents/price.pdf",
        "images/../original_images/scalp.jpg",
        "images/%2e%2e/original_images/scalp.jpg",
        "images/",
    ],
)
def test_nothing_else_is(client, path):
    assert client.get(f"/media/{path}").status_code == 404
