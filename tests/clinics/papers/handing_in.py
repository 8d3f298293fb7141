"""What is written and attached when a paper is handed in."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import documents

WRITTEN = {
    "issuer": "Cardiff Council",
    "number": "W-204",
    "valid_from": "2026-01-15",
    "valid_until": "2029-01-14",
}
AGAINST = {"reason": "unreadable", "text": "Page 2 is cut off."}


def scan(name="licence.pdf", data=None):
    return SimpleUploadedFile(name, data or documents.pdf("Cardiff Council"))


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1])
    return " ".join(text.split())


def seal(page) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
