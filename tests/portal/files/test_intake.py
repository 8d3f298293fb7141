"""What comes in at the door, and as what; what does not, and why."""

import hashlib
import io
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from portal.files import apart, intake, names
from portal.files.policies import PAPERS, Kind, Policy
from portal.files.reading import acts
from portal.files.reading.faults import Fault, Faulty
from portal.files.refusing import SENTENCES, Refused
from tests.factories import documents
from tests.portal.files.corpus import CORPUS

MB = 1024 * 1024


class Upload(SimpleUploadedFile):
    """With the name as a browser sent it; Django's own would clean it."""

    def __init__(self, name, content, content_type="image/png"):
        super().__init__("x", content, content_type)
        self._name = name


def taken(name: str, data: bytes, policy: Policy = PAPERS) -> intake.Received | Fault:
    try:
        return intake.receive(Upload(name, data), policy)
    except Refused as refusal:
        SAID.add(refusal.sentence)
        return refusal.fault


SAID = set()


@pytest.fixture(scope="module")
def outcomes():
    """The whole corpus once; read in this process, which is faster by far."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image, "MAX_IMAGE_PIXELS", None)  # and as it was, afterwards
        # WeasyPrint, which is no part of the process apart, makes Pillow lenient.
        patch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
        patch.setattr(
            apart, "ask", lambda act, data, **how: acts.ACTS[act](data, **how)
        )
        return {name: taken(*case[:2]) for name, case in CORPUS.items()}


def test_each_file_is_taken_or_refused_for_its_reason(outcomes):
    found = {
        name: None if isinstance(outcome, intake.Received) else outcome
        for name, outcome in outcomes.items()
    }

    assert found == {name: fault for name, (_n, _d, fault) in CORPUS.items()}
    assert set(SENTENCES) - set(found.values()) == {Fault.TAKES_TOO_MUCH}
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in SAID)


def test_what_is_kept_holds_nothing_but_pixels(outcomes):
    for name, outcome in outcomes.items():
        if isinstance(outcome, intake.Received) and outcome.kind != Kind.PDF:
            assert outcome.media_type == "image/jpeg", name
            assert b"canary" not in outcome.content, name
            assert outcome.content.endswith(b"\xff\xd9"), name
            kept = Image.open(io.BytesIO(outcome.content))
            assert (kept.format, kept.mode) == ("JPEG", "RGB"), name
            assert set(kept.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
            }
            assert len(kept.getexif()) == 0, name


def test_picture_is_turned_upright(outcomes):
    kept = Image.open(io.BytesIO(outcomes["with position and comments"].content))

    assert kept.size == (900, 1200)


def test_fingerprint_is_of_what_came(outcomes):
    data = CORPUS["png"][1]
    assert outcomes["png"].sha256 == hashlib.sha256(data).hexdigest()
    assert outcomes["pdf"].content == CORPUS["pdf"][1]
    assert (outcomes["pdf of 300 pages"].pages, outcomes["jpeg"].pages) == (300, 1)
    assert outcomes["pdf"].text == "Licence"


def test_names_are_shown_and_harmless(outcomes):
    shown = {name: outcomes[name].name for name in outcomes if name.startswith("name")}

    assert shown == {
        "name with folders": "licence.pdf",
        "name with folders of windows": "licence.pdf",
        "name with a NUL": "licence.exe.pdf",
        "name written from the right": "licencefdp.pdf",
        "name of 300 characters": "a" * 76 + ".pdf",
    }
    assert names.cleaned("") == "file"
    assert names.with_ending("wall.heic", ".jpg") == "wall.jpg"


def test_place_takes_its_own_kinds_only():
    photos = Policy(kinds=frozenset({Kind.JPEG, Kind.HEIC}))

    assert taken("a.pdf", documents.pdf(), photos) == Fault.UNKNOWN
    assert photos.endings == ".heic,.heif,.jpg,.jpeg"


@pytest.mark.parametrize(
    ("blurred", "size"), [(True, (900, 1200)), (False, (600, 800))]
)
def test_blurred_or_small_picture_reads_poorly(blurred, size):
    def reads_poorly(**drawn):
        out = io.BytesIO()
        documents.drawing(**drawn).save(out, "JPEG")
        return taken("a.jpg", out.getvalue()).reads_poorly

    assert reads_poorly(size=size, blurred=blurred)
    assert not reads_poorly(size=(900, 1200))


def test_page_is_drawn_at_a_bounded_size():
    def stretch(document):
        document.pages[0].MediaBox = [0, 0, 14_400, 200]

    data = documents.pdf("Wide", change=stretch)

    _facts, drawn = apart.ask("draw", data, page=1)

    assert Image.open(io.BytesIO(drawn)).size == (2000, 28)


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)

    with pytest.raises(Faulty) as refusal:
        apart.ask("draw", documents.pdf(), page=1)

    assert refusal.value.fault == Fault.TAKES_TOO_MUCH


def test_others_are_asked_to_wait(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    for _each in range(2):
        apart.AT_ONCE.acquire()
    try:
        with pytest.raises(apart.Busy):
            apart.ask("draw", documents.pdf(), page=1)
    finally:
        apart.AT_ONCE.release(2)


def test_memory_stays_bounded():
    """The greediest of the corpus grow neither the caller nor the process apart.

    Measured from a process of its own: this one's children count as no smaller than
    the process that started them.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.files.greedy"],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    grown = json.loads(done.stdout)

    assert grown["here"] < 60 * MB
    assert 10 * MB < grown["apart"] < 600 * MB
