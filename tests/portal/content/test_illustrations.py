"""The drawings of ours: whole in both languages, sound, described, and used."""

import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import html5lib
import pytest
import yaml
from django.template.loader import render_to_string
from django.utils import translation

from portal.content import illustrations, publishing, reading
from portal.content.blocks.figures import IllustrationBlock
from portal.content.domain import articles
from portal.content.illustrations import ILLUSTRATIONS
from portal.knowledge import datafile
from portal.knowledge.text import LANGUAGES
from tests.factories.content import SideEffectPageFactory

KEYS = sorted(ILLUSTRATIONS)
FOLDER = Path(__file__).parents[3] / "templates" / "components" / "illustrations"
SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)
REFERENCE = re.compile(r'(?:href="|url\()([^")]+)')
MEASURE = re.compile(r"\b(?:mm|millimet|milímet)", re.IGNORECASE)
FOR_DRAWINGS = {"body", "usual", "differences"}


def used_in(language: str) -> dict[str, set[str]]:
    """The articles of a language that hold each drawing."""
    found: dict[str, set[str]] = {key: set() for key in KEYS}
    for path in (articles.FOLDER / language).glob("*.yaml"):
        written = yaml.safe_load(path.read_text("utf-8"))
        for field in FOR_DRAWINGS & written.keys():
            for row in written[field]:
                if "illustration" in row:
                    found[row["illustration"]].add(path.stem)
    return found


def rendered(key: str, language: str = "en") -> str:
    drawing = ILLUSTRATIONS[key].told(language)
    template = "components/streamfield/illustration.html"
    return render_to_string(template, {"drawing": drawing, "numbers": {}})


def drawn(key: str) -> list[ElementTree.Element]:
    """Every drawing of a template, read as XML."""
    return [ElementTree.fromstring(svg) for svg in SVG.findall(rendered(key))]  # noqa: S314 - our own


def attributes(key: str) -> list[tuple[str, str]]:
    return [pair for svg in drawn(key) for each in svg.iter() for pair in each.items()]


def test_every_template_is_a_drawing_and_every_drawing_has_one():
    assert {path.stem for path in FOLDER.glob("*.html")} == set(KEYS)


def test_every_drawing_stands_in_an_article():
    assert [key for key, pages in used_in("en").items() if not pages] == []


def test_articles_show_the_drawings_where_they_explain():
    found = used_in("en")

    assert found["skin-depth"] == {"what-smp-is", "pigment-spread"}
    assert found["blue-dots"] == {"blue-dots"}
    assert found["spread-dots"] == {"pigment-spread"}
    assert found["healing-course"] == {"healing-day-by-day"}
    assert found["redness-tones"] == {"redness"}
    assert found["batch-trace"] == {
        "heavy-metals-in-ink",
        "past-recalls",
        "poor-inks",
    }


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
class TestWords:
    def test_the_long_description_tells_more_than_the_drawing_says(self, key, language):
        drawing = ILLUSTRATIONS[key].told(language)

        assert len(drawing.description.split()) >= 80
        assert len(drawing.description) > len("".join(drawing.labels.values()))

    def test_every_text_differs_between_the_languages(self, key, language):
        drawing = ILLUSTRATIONS[key]

        for text in (drawing.title, drawing.short, drawing.caption):
            assert text.en != text.es
        assert drawing.description.en != drawing.description.es
        for name, label in drawing.labels.items():
            assert label.en != label.es or name == "epidermis"

    def test_no_depth_is_given_in_figures(self, key, language):
        texts = ILLUSTRATIONS[key].told(language).texts()

        assert not any(MEASURE.search(text) for text in texts)

    def test_all_its_words_stand_in_the_figure(self, key, language):
        document = html5lib.parseFragment(
            rendered(key, language), namespaceHTMLElements=False
        )
        said = " ".join("".join(document.itertext()).split())
        short = document.find(".//div[@role='img']").get("aria-label")

        drawing = ILLUSTRATIONS[key].told(language)
        assert short == drawing.short
        for text in drawing.texts():
            assert text == short or " ".join(text.split()) in said


@pytest.mark.parametrize("key", KEYS)
class TestDrawing:
    def test_it_holds_no_script_style_or_handler(self, key):
        names = {each.tag for svg in drawn(key) for each in svg.iter()}

        assert drawn(key)
        assert not names & {"script", "style", "foreignObject", "image", "a"}
        assert not [
            name for name, _ in attributes(key) if name == "style" or name[:2] == "on"
        ]

    def test_it_refers_to_nothing_but_itself(self, key):
        html = rendered(key)
        ids = re.findall(r'\bid="([^"]+)"', html)

        assert len(ids) == len(set(ids))
        assert all(each.startswith(f"{key}-") for each in ids)
        assert {name.removeprefix("#") for name in REFERENCE.findall(html)} <= set(ids)

    def test_a_screen_reader_gets_one_picture_with_its_description(self, key):
        document = html5lib.parseFragment(rendered(key), namespaceHTMLElements=False)
        picture = document.find(".//div[@role='img']")
        described = picture.get("aria-describedby")

        words = document.find(f".//p[@id='{described}']")
        assert words.text == ILLUSTRATIONS[key].told("en").description
        for svg in document.iter("{http://www.w3.org/2000/svg}svg"):
            assert svg.get("aria-hidden") == "true"

    def test_every_class_has_a_rule(self, key):
        sheet = Path("portal/ui/static/ui/components.css").read_text("utf-8")
        classes = {
            word
            for name, value in attributes(key)
            if name == "class"
            for word in value.split()
        }

        styled = set(re.findall(r"\.([\w-]+)", sheet))
        assert classes - styled == set()

    def test_skin_is_shown_in_three_tones(self, key):
        tones = {
            value
            for name, value in attributes(key)
            if name == "class" and value.startswith("skin-")
        }

        of_skin = key != "batch-trace"
        assert len(tones) == (3 if of_skin else 0)


class TestBlock:
    def test_it_speaks_the_language_of_the_page_it_stands_on(self):
        block = IllustrationBlock()
        value = block.to_python({"drawing": "redness-tones"})

        html = block.render(value, {"content_language": "es", "numbers": {}})

        assert "Más allá del borde." in html
        assert "Past the edge." not in html

    def test_marks_become_links_to_the_sources(self):
        block = IllustrationBlock()
        value = block.to_python({"drawing": "skin-depth"})

        html = block.render(value, {"numbers": {"F3": 7}})

        assert 'href="#source-F3"' in html

    def test_one_that_ships_no_more_leaves_the_page_whole(self):
        block = IllustrationBlock()
        value = block.to_python({"drawing": "gone"})

        assert block.render(value, {"numbers": {}}).strip() == ""

    def test_an_editor_chooses_by_title_in_their_language(self):
        with translation.override("es"):
            titles = dict(illustrations.choices())

        assert titles.keys() == set(KEYS)
        assert titles["skin-depth"] == "Dónde queda un punto en la piel"


@pytest.mark.django_db
class TestRules:
    def page(self, *drawings: str, **more):
        usual = [("illustration", {"drawing": key}) for key in drawings]
        return SideEffectPageFactory(usual=usual, **more)

    def test_a_drawing_is_a_picture_with_a_long_description(self):
        [picture] = reading.pictures(self.page("redness-tones"))

        drawing = ILLUSTRATIONS["redness-tones"].told("en")
        assert picture.field == "usual"
        assert picture.name == drawing.title
        assert picture.long_description == drawing.description

    def test_a_drawing_without_one_would_be_refused(self, monkeypatch):
        bare = SimpleNamespace(key="x", title="X", description=" ", texts=list)
        monkeypatch.setattr(illustrations, "told", lambda key, language: bare)

        messages = self.problems(self.page("redness-tones"))

        assert "The picture “X” needs a long description." in messages

    def test_what_it_says_of_redness_asks_for_a_note_on_skin_tones(self):
        message = (
            "The page speaks of redness. Say how it shows on brown and black skin."
        )

        bare = self.page("redness-tones", skin_tones="")
        noted = self.page("redness-tones", skin_tones="<p>Darker.</p>", slug="noted")
        assert message in self.problems(bare)
        assert message not in self.problems(noted)

    def test_the_sources_in_it_must_be_listed(self):
        cited = {key for _field, key in reading.cited(self.page("skin-depth"))}

        assert cited == {"S4", "S6", "S7", "S8", "S9", "F3"}

    def test_one_that_ships_no_more_is_passed_over(self):
        page = self.page("gone")

        assert list(reading.pictures(page)) == []

    def test_it_stands_on_a_page_once(self):
        twice = self.page("blue-dots", "blue-dots")
        once = self.page("blue-dots", "spread-dots", slug="once")

        message = (
            "The drawing “Dots as meant, a bruise and a blue tint” stands here "
            "more than once. Keep one."
        )
        assert message in self.problems(twice)
        assert message not in self.problems(once)

    @staticmethod
    def problems(page) -> list[str]:
        return [found.message for found in publishing.problems(page.draft())]


def test_a_key_written_twice_is_refused():
    text = illustrations.FILE.read_text("utf-8")
    doubled = text + text[text.index("- key: batch-trace") :]

    with pytest.raises(datafile.DataError, match="written twice"):
        illustrations.load(datafile.parse(doubled, file="illustrations.yaml"))
