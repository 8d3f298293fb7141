"""How hard a text is to read, and that the shipped ones are not."""

from pathlib import Path

import pytest
import yaml
from django.template import engines
from django.urls import reverse

from portal.content.domain import articles
from portal.content.readability import measuring, syllables
from portal.content.readability.pages import measure
from tests.factories.content import (
    GuidePageFactory,
    SideEffectPageFactory,
    translation_of,
)

HARD = (
    "Hypersensitivity reactions to micropigmentation ingredients necessitate "
    "dermatological investigation by appropriately qualified practitioners."
)
EASY = "The skin is dry. It gets well. Leave it alone."


def shipped():
    """Language, name and "in short" of each article file."""
    for path in sorted(Path(articles.FOLDER).glob("*/*.yaml")):
        written = yaml.safe_load(path.read_text("utf-8"))
        if "in_short" in written:
            name = f"{path.parent.name}/{path.stem}"
            yield pytest.param(path.parent.name, written["in_short"], id=name)


@pytest.mark.parametrize(("language", "text"), list(shipped()))
def test_a_child_of_twelve_can_read_what_shipped_articles_say_in_short(language, text):
    assert measuring.age(text, language).years <= 12


class TestSyllables:
    @pytest.mark.parametrize(
        ("word", "number"),
        [
            ("itch", 1),
            ("scalp", 1),
            ("people", 2),
            ("Redness", 2),
            ("skin's", 1),
            ("don’t", 1),
            ("well-kept", 2),
            ("micropigmentation", 6),
            ("38", 1),
        ],
    )
    def test_english(self, word, number):
        assert syllables.count(word, "en") == number

    @pytest.mark.parametrize(
        ("word", "number"),
        [
            ("día", 2),
            ("piel", 1),
            ("cuero", 2),
            ("maestro", 3),
            ("reacción", 3),
            ("que", 1),
            ("muy", 1),
            ("ayuda", 3),
            ("pingüino", 3),
            ("leer", 2),
            ("Úlcera", 3),
            ("y", 1),
            ("112", 1),
        ],
    )
    def test_spanish(self, word, number):
        assert syllables.count(word, "es") == number


class TestAge:
    def test_english_is_the_grade_and_five(self):
        # 10 words, 1 sentence, 10 syllables: 0.39 * 10 + 11.8 * 1 - 15.59 = 0.11
        text = "The red skin on your head will soon be well."

        assert measuring.age(text, "en").years == 5
        assert str(measuring.age(text, "en")) == "5"

    def test_english_grows_with_sentences_and_words(self):
        assert measuring.age(EASY, "en").years < 9
        assert str(measuring.age(HARD, "en")) == "18 or older"
        # 20 words of one syllable: 0.39 * 20 + 11.8 - 15.59 + 5 = 9.01
        long = " ".join(["and the skin is red"] * 4) + "."
        assert measuring.age(long, "en").years == 9

    @pytest.mark.parametrize(
        ("score", "label"),
        [
            (65.1, "12 or younger"),
            (64.9, "12 to 16"),
            (54.9, "16 to 18"),
            (39.9, "18 or older"),
        ],
    )
    def test_spanish_is_a_stage_of_school(self, score, label):
        words = 206.835 - 62.3 * 2 - score  # at two syllables to a word

        age = measuring.FORMULAS["es"](words=words, syllables=2)

        assert str(age) == label

    def test_spanish_texts_of_one_stage_are_still_told_apart(self):
        short, long = "La piel está seca.", "La piel está seca y te pica mucho."

        ages = [measuring.age(text, "es") for text in (short, long)]

        assert [age.years for age in ages] == [12, 12]
        assert ages[0].hardness < ages[1].hardness

    @pytest.mark.parametrize("text", ["", "Days", "Day 1\nDay 2"])
    def test_there_is_none_without_a_sentence(self, text):
        assert measuring.age(text, "en") is None

    def test_there_is_none_without_a_formula(self):
        assert measuring.age(EASY, "fr") is None


def test_a_line_ends_a_sentence_and_labels_are_none():
    text = "Days\nIt itches a bit\nIt is red (really!). What now? See a doctor…"

    found = measuring.sentences(text)

    assert [(each.text, each.words) for each in found] == [
        ("It itches a bit", 4),
        ("It is red (really!).", 4),
        ("See a doctor…", 3),
    ]


def test_the_hardest_words_come_by_syllables_then_by_how_often_they_stand_there():
    text = "Pigmentation. Infection! An infection, a Dermatologist, pigmentation."

    found = measuring.hardest(text, "en", most=2)

    assert [(word.text, word.syllables, word.times) for word in found] == [
        ("Dermatologist", 5, 1),
        ("Pigmentation", 4, 2),
    ]


@pytest.mark.django_db
class TestPages:
    def test_marks_of_sources_titles_and_tags_are_no_part_of_the_text(self):
        page = SideEffectPageFactory(
            title=HARD,
            search_description=HARD[:150],
            also_known_as="hypersensitivity",
            in_short="It is red for a day [M6].",
            skin_tones="<p>Look for skin that is <b>darker</b> [N1].</p>",
        )

        found = measure(page)

        assert [each.text for each in found.sentences] == [
            "It is red for a day.",
            "Look for skin that is darker.",
        ]
        assert found.words == []
        assert found.in_short.years <= found.whole.years


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
class TestScreens:
    def test_the_report_lists_live_articles_by_language_the_hardest_first(
        self, sign_in_as
    ):
        easy = SideEffectPageFactory(title="Easy", in_short=EASY, published=True)
        GuidePageFactory(title="Hard", in_short=HARD, published=True)
        SideEffectPageFactory(title="Draft", slug="draft", in_short=HARD)
        translation_of(easy, title="Fácil", in_short="La piel está seca unos días.")

        html = sign_in_as("editor").get(reverse("readability")).content.decode()

        assert html.index(">Hard<") < html.index(">Easy<") < html.index(">Fácil<")
        assert "Draft" not in html
        assert "18 or older" in html
        assert "12 or younger" in html
        assert "micropigmentation" in html
        assert "Flesch-Kincaid" in html
        assert "INFLESZ" in html

    def test_the_report_can_be_taken_along(self, sign_in_as):
        GuidePageFactory(title="Hard", in_short=HARD, published=True)

        response = sign_in_as("editor").get(reverse("readability") + "?export=csv")
        lines = b"".join(response.streaming_content).decode().splitlines()

        assert lines[0].endswith("Formula")
        assert lines[1] == "Hard,English,18 or older,18 or older,Flesch-Kincaid"

    def test_the_report_can_be_empty(self, sign_in_as):
        html = sign_in_as("editor").get(reverse("readability")).content.decode()

        assert "No article is live yet." in html

    @pytest.fixture
    def wagtails_editor(self, monkeypatch):
        # It counts on undefined variables being empty and so false.
        monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")

    @pytest.mark.usefixtures("wagtails_editor")
    def test_the_editor_says_it_of_the_version_last_saved(self, sign_in_as):
        page = SideEffectPageFactory(in_short=HARD)

        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        html = " ".join(sign_in_as("editor").get(url).content.decode().split())

        assert "Reading age of “in short”: <strong>18 or older</strong>." in html
        assert "This is advice: it keeps nothing from being published." in html
        assert "(12 words)" in html

    @pytest.mark.usefixtures("wagtails_editor")
    def test_the_editor_has_nothing_to_say_of_an_empty_text(self, sign_in_as):
        page = SideEffectPageFactory(in_short="Soon")

        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        html = sign_in_as("editor").get(url).content.decode()

        assert "There is no text to measure yet" in html
        assert "Reading age of “in short”" not in html

    def test_a_hard_text_is_published_all_the_same(self):
        assert GuidePageFactory(in_short=HARD, published=True).live
