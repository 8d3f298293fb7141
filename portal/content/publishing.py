"""What must hold before a page may be read by the public.

Pure functions over a `Draft`: no database, no request, no clock. `RULES` is the table;
each rule yields a `Problem` for every place that breaks it, so that an editor sees all
of them at once.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portal.content.enums import CareLevel

WORDS = yaml.safe_load(
    (Path(__file__).parent / "data" / "promises.yaml").read_text(encoding="utf-8")
)
LINK = re.compile(r"<a[\s>]|https?://|www\.", re.IGNORECASE)
CITATION = re.compile(r"\[([A-Z]+\d*[a-z]?)\]")


@dataclass(frozen=True)
class Problem:
    """One reason why a page may not be published, and the field that mends it."""

    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text on a page: the field it stands in and its source.

    `quoted`: somebody else's claim, held up to be refuted. `about_skin`: it tells what
    is usual or when to get help, so "red" in it needs a note on skin tones.
    """

    field: str
    source: str
    quoted: bool = False
    about_skin: bool = False

    @property
    def words(self) -> str:
        """The text as it is read, without markup."""
        spaced = re.sub(r"<(/?(p|li|h\d|br|ul|ol|td|tr)\b)", r" <\1", self.source)
        return " ".join(html.unescape(strip_tags(spaced)).split())


@dataclass(frozen=True, kw_only=True)
class Card:
    """A care card: its field, its level, and all of its texts."""

    field: str
    level: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture: its field, its short text and its long description.

    `drawing`: the key of a drawing that ships with the portal.
    """

    field: str
    name: str
    long_description: str
    drawing: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the rules need to know of a page.

    `on` is the day of publication. `is_article` is false for the pages that only lead
    on (home and lists): they need no sources and no review. `reviewer` and
    `last_editor` are keys of people.
    """

    on: date
    is_article: bool = True
    passages: tuple[Passage, ...] = ()
    cards: tuple[Card, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sources: tuple[str, ...] = ()
    cited: tuple[tuple[str, str], ...] = field(default=())
    skin_tones: str = ""
    next_review_on: date | None = None
    reviewer: int | None = None
    reviewer_has_public_name: bool = True
    last_editor: int | None = None


Rule = Callable[[Draft], Iterator[Problem]]


def _pattern(words: list[str]) -> re.Pattern:
    longest_first = sorted(words, key=len, reverse=True)
    loose = [r"[\s-]*".join(map(re.escape, word.split())) for word in longest_first]
    return re.compile(rf"(?<!\w)(?:{'|'.join(loose)})(?!\w)", re.IGNORECASE)


PROMISES = _pattern([word for tongue in WORDS["words"].values() for word in tongue])
RED = _pattern([word for tongue in WORDS["red"].values() for word in tongue])


def has_a_source(draft: Draft) -> Iterator[Problem]:
    if not draft.sources:
        yield Problem("sources", _("Name at least one source."))


def cites_what_it_lists(draft: Draft) -> Iterator[Problem]:
    for place, key in dict.fromkeys(draft.cited):
        if key not in draft.sources:
            yield Problem(
                place,
                _("“%(key)s” is cited here but is not in the list of sources.")
                % {"key": key},
            )


def will_be_reviewed_again(draft: Draft) -> Iterator[Problem]:
    if draft.next_review_on is None:
        yield Problem("next_review_on", _("Say when the page is to be reviewed next."))
    elif draft.next_review_on <= draft.on:
        yield Problem(
            "next_review_on",
            _("The next review must come after the day of publication."),
        )


def has_been_reviewed(draft: Draft) -> Iterator[Problem]:
    if draft.reviewer is None:
        yield Problem(
            "clinical_reviewer",
            _("A clinical reviewer must approve this text. Submit it for review."),
        )
    elif draft.reviewer == draft.last_editor:
        yield Problem(
            "clinical_reviewer",
            _("The clinical reviewer was the last to change the text."),
        )
    elif not draft.reviewer_has_public_name:
        yield Problem(
            "clinical_reviewer",
            _("Add the clinical reviewer to the contributors, with name and role."),
        )


def promises_nothing(draft: Draft) -> Iterator[Problem]:
    for passage in draft.passages:
        if passage.quoted:
            continue
        for found in dict.fromkeys(map(str.lower, PROMISES.findall(passage.words))):
            yield Problem(
                passage.field,
                _(
                    "“%(word)s” promises too much. Say it in other words, or quote "
                    "the claim in an explanation marked as trade opinion."
                )
                % {"word": found},
            )


def shows_redness_on_every_skin(draft: Draft) -> Iterator[Problem]:
    if Passage(field="skin_tones", source=draft.skin_tones).words:
        return
    if any(p.about_skin and RED.search(p.words) for p in draft.passages):
        yield Problem(
            "skin_tones",
            _("The page speaks of redness. Say how it shows on brown and black skin."),
        )


def describes_its_pictures(draft: Draft) -> Iterator[Problem]:
    for picture in draft.pictures:
        if not picture.long_description.strip():
            yield Problem(
                picture.field,
                _("The picture “%(name)s” needs a long description.")
                % {"name": picture.name},
            )


def shows_a_drawing_once(draft: Draft) -> Iterator[Problem]:
    """What belongs to a drawing has its name for an id, and an id stands once."""
    drawings = [picture for picture in draft.pictures if picture.drawing]
    for drawing, count in Counter(each.drawing for each in drawings).items():
        if count > 1:
            last = [each for each in drawings if each.drawing == drawing][-1]
            yield Problem(
                last.field,
                _("The drawing “%(name)s” stands here more than once. Keep one.")
                % {"name": last.name},
            )


def keeps_emergency_cards_free_of_links(draft: Draft) -> Iterator[Problem]:
    for card in draft.cards:
        if card.level == CareLevel.EMERGENCY and any(map(LINK.search, card.texts)):
            yield Problem(card.field, _("Take the link out of the emergency card."))


def has_one_card_of_a_level(draft: Draft) -> Iterator[Problem]:
    for level, count in Counter(card.level for card in draft.cards).items():
        if count > 1:
            last = [card for card in draft.cards if card.level == level][-1]
            yield Problem(
                last.field,
                _("There are %(count)d care cards of the level “%(level)s”. Keep one.")
                % {"count": count, "level": CareLevel(level).label},
            )


WORD_RULES: tuple[Rule, ...] = (
    promises_nothing,
    shows_redness_on_every_skin,
    describes_its_pictures,
    shows_a_drawing_once,
    keeps_emergency_cards_free_of_links,
    has_one_card_of_a_level,
)
EVIDENCE_RULES: tuple[Rule, ...] = (
    has_a_source,
    cites_what_it_lists,
    will_be_reviewed_again,
)
REVIEW_RULES: tuple[Rule, ...] = (has_been_reviewed,)
RULES = EVIDENCE_RULES + REVIEW_RULES + WORD_RULES


def problems(draft: Draft, *, review_is_to_come: bool = False) -> list[Problem]:
    """Everything that keeps a draft from the public; an empty list when it may go.

    `review_is_to_come` leaves out what only the review itself can settle.
    """
    rules = WORD_RULES
    if draft.is_article:
        rules = EVIDENCE_RULES + (() if review_is_to_come else REVIEW_RULES) + rules
    return list(dict.fromkeys(found for rule in rules for found in rule(draft)))
