"""The publishing rules: each refuses what it should, and lets its twin pass."""

import datetime

import pytest

from portal.content.publishing import Card, Draft, Passage, Picture, Problem, problems

TODAY = datetime.date(2026, 11, 23)
TOMORROW = datetime.date(2026, 11, 24)

GOOD = {
    "on": TODAY,
    "sources": ("M6",),
    "next_review_on": TOMORROW,
    "reviewer": 1,
    "last_editor": 2,
}


def fields(**changes) -> list[str]:
    return [found.field for found in problems(Draft(**GOOD | changes))]


def text(source, **more) -> tuple[Passage]:
    return (Passage(field="body", source=source, **more),)


def test_a_whole_draft_has_no_problem():
    assert problems(Draft(**GOOD)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sources": ()}, "sources"),
        ({"cited": (("body", "N1"),)}, "body"),
        ({"next_review_on": None}, "next_review_on"),
        ({"next_review_on": TODAY}, "next_review_on"),
        ({"next_review_on": datetime.date(2025, 1, 1)}, "next_review_on"),
        ({"reviewer": None}, "clinical_reviewer"),
        ({"reviewer": 2}, "clinical_reviewer"),
        ({"reviewer_has_public_name": False}, "clinical_reviewer"),
    ],
)
def test_evidence_and_review_refuse(changes, field):
    assert fields(**changes) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": ("",)},  # a source typed in full has no key
        {"cited": (("body", "M6"),)},
        {"next_review_on": datetime.date(2028, 11, 23)},
        {"last_editor": None},
    ],
)
def test_evidence_and_review_let_pass(changes):
    assert fields(**changes) == []


@pytest.mark.parametrize(
    "words",
    [
        "This is safe.",
        "SAFE",
        "A cure for baldness",
        "There is no risk",
        "It is risk-free",
        "risk free",
        "Guaranteed!",
        "100 % of clients",
        "100% natural",
        "100&nbsp;% natural",
        "a miracle",
        "sin riesgos",
        "Es seguro.",
        "garantizado",
        "un milagro",
        "<p>It is <b>safe</b></p>",
        "<p>no</p><p>risk</p>",
    ],
)
def test_a_promise_refuses(words):
    assert fields(passages=text(words)) == ["body"]


@pytest.mark.parametrize(
    "words",
    [
        "Unsafe needles",
        "A secure cover",
        "Manicure and pedicure",
        "The risk is small",
        "about 1100 % more",
        "safety",
        "procurar",
        "<a href='/safe/'>here</a>",
    ],
)
def test_a_word_that_only_looks_like_a_promise_passes(words):
    assert fields(passages=text(words)) == []


def test_a_quoted_promise_passes_and_the_same_words_beside_it_do_not():
    assert fields(passages=text("It is safe", quoted=True)) == []
    assert fields(passages=text("It is safe", quoted=True) + text("safe")) == ["body"]


def test_a_promise_is_named_once_for_each_field_and_word():
    found = problems(Draft(**GOOD | {"passages": text("safe, Safe") + text("safe")}))

    assert len(found) == 1
    assert "“safe”" in found[0].message


@pytest.mark.parametrize("words", ["The skin is red", "Redness", "Enrojecimiento leve"])
def test_redness_asks_for_a_note_on_skin_tones(words):
    passages = text(words, about_skin=True)

    assert fields(passages=passages) == ["skin_tones"]
    assert fields(passages=passages, skin_tones="<p> </p>") == ["skin_tones"]
    assert fields(passages=passages, skin_tones="<p>Darker.</p>") == []
    assert fields(passages=text(words)) == []


def test_words_that_hold_red_do_not_count():
    assert fields(passages=text("scarred, hundred", about_skin=True)) == []


def test_a_picture_needs_a_long_description():
    picture = {"field": "usual", "name": "Day 1"}

    assert fields(pictures=(Picture(**picture, long_description=" "),)) == ["usual"]
    assert fields(pictures=(Picture(**picture, long_description="Darker skin."),)) == []


@pytest.mark.parametrize(
    "words", ['<a href="/x/">x</a>', "see https://example.com", "www.example.com"]
)
def test_an_emergency_card_holds_no_link(words):
    def card(level):
        return (Card(field="care_cards", level=level, texts=("Call 999", words)),)

    assert fields(cards=card("emergency")) == ["care_cards"]
    assert fields(cards=card("urgent")) == []


def test_a_page_has_one_card_of_each_level():
    urgent = Card(field="care_cards", level="urgent", texts=("See a doctor",))
    emergency = Card(field="care_cards", level="emergency", texts=("Call 999",))

    assert fields(cards=(urgent, emergency)) == []
    assert fields(cards=(urgent, emergency, urgent)) == ["care_cards"]


def test_a_page_that_only_leads_on_needs_no_evidence_but_promises_nothing():
    bare = Draft(on=TODAY, is_article=False)
    loud = Draft(on=TODAY, is_article=False, passages=text("Safe!"))

    assert problems(bare) == []
    assert [found.field for found in problems(loud)] == ["body"]


def test_before_the_review_only_what_it_settles_is_left_out():
    draft = Draft(on=TODAY)

    assert [found.field for found in problems(draft)] == [
        "sources",
        "next_review_on",
        "clinical_reviewer",
    ]
    assert [found.field for found in problems(draft, review_is_to_come=True)] == [
        "sources",
        "next_review_on",
    ]


def test_a_problem_is_a_field_and_a_sentence():
    assert problems(Draft(**GOOD | {"sources": ()})) == [
        Problem("sources", "Name at least one source.")
    ]
