"""The picture for those who share a page: whole, legible, in our type and colours."""

import io

import pytest
from PIL import Image, ImageColor

from portal.settings.env import BASE_DIR
from portal.ui import share_picture

SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡“”«»–…"
SENTENCE = "What the law asks of an ink, and what its label cannot tell you about it, "


def drawn(title: str, kicker: str = "") -> Image.Image:
    file = io.BytesIO(share_picture.draw(title=title, kicker=kicker))
    picture = Image.open(file)
    assert picture.format == "PNG"
    return picture.convert("RGB")


def inked(picture, box) -> bool:
    """Whether letters of the title are in a part of the picture."""
    return min(blue for _, (_, _, blue) in picture.crop(box).getcolors(99999)) < 0x40


def test_it_has_the_size_that_networks_show_uncut_and_weighs_little():
    file = share_picture.draw(title=SENTENCE * 3, kicker="Guide")

    assert drawn("Redness").size == (1200, 630)
    assert len(file) < 60_000


def test_its_colours_are_those_of_the_pages():
    css = (BASE_DIR / "portal/ui/static/ui/base.css").read_text()

    assert f"--paper: {share_picture.PAPER};" in css
    assert f"--ink: {share_picture.INK};" in css
    assert f"--accent: {share_picture.ACCENT};" in css
    assert drawn("Redness").getpixel((600, 10)) == pytest.approx(
        ImageColor.getrgb(share_picture.PAPER), abs=2
    )


def test_the_mark_and_the_head_are_there():
    picture = drawn("")

    for box in ((76, 60, 166, 120), (820, 160, 1190, 540)):
        assert len(picture.crop(box).getcolors(99999)) > 2


def test_another_title_or_kicker_is_another_picture():
    pictures = {drawn(*words).tobytes() for words in [("a",), ("b",), ("a", "b")]}

    assert len(pictures) == 3


@pytest.mark.parametrize("letter", SPANISH)
def test_the_type_has_a_shape_of_its_own_for_each_spanish_letter(letter):
    font = share_picture._font(60, share_picture.BOLD)
    missing = bytes(font.getmask("\U00012345"))

    assert bytes(font.getmask(letter)) != missing


@pytest.mark.parametrize(
    "title", ["Redness", SENTENCE, SENTENCE * 3, "Wm" * 127, "\n\x07 \u202e x", ""]
)
def test_no_title_leaves_its_place(title):
    picture = drawn(title, "Side effect")

    assert not inked(picture, (0, 0, 76, 612))
    assert not inked(picture, (76 + share_picture.TITLE_WIDTH + 8, 0, 1200, 612))
    assert not inked(picture, (0, 580, 1200, 612))
    assert not inked(picture, (0, 0, 1200, 130))


def test_a_longer_title_is_set_smaller_and_only_an_endless_one_is_cut():
    short, long, endless = (
        share_picture._fit(title) for title in ("Redness", SENTENCE, "Wm" * 127)
    )

    assert short[0].size == max(share_picture.SIZES)
    assert min(share_picture.SIZES) < long[0].size < short[0].size
    assert " ".join(long[1]) == SENTENCE.strip()
    assert endless[0].size == min(share_picture.SIZES)
    assert endless[1][-1].endswith("…")
    assert "".join(endless[1])[:-1] == ("Wm" * 127)[: len("".join(endless[1])) - 1]
