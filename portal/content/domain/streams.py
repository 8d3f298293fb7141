"""The blocks of article files, as the values that Wagtail stores."""

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Page

from portal.content.domain.markup import to_rich_text


class UnknownBlock(LookupError):
    """An article file names a block that pages do not have."""


def to_stream(rows: list[dict], *, home: Page) -> list[dict]:
    """The stored form of a list of blocks, each written as {name: value}."""
    return [_block(row, place, home) for place, row in enumerate(rows)]


def _block(row: dict, place: int, home: Page) -> dict:
    ((name, written),) = row.items()
    if name not in BUILDERS:
        raise UnknownBlock(name)
    value = BUILDERS[name](written, home)
    key = str(uuid5(NAMESPACE_URL, f"{home.pk}:{place}:{row}"))
    return {"type": name, "value": value, "id": key}


def _items(texts: list) -> list[dict]:
    return [
        {"type": "item", "value": text, "id": str(uuid5(NAMESPACE_URL, f"{n}:{text}"))}
        for n, text in enumerate(texts)
    ]


def _care_card(written: dict, home: Page) -> dict:
    return {
        "level": written["level"],
        "heading": written["heading"],
        "items": _items(written["items"]),
        "body": to_rich_text(written.get("body", ""), home=home),
    }


def _explanation(written: dict, home: Page) -> dict:
    return {
        "claim": written["claim"],
        "strength": written["strength"],
        "text": to_rich_text(written.get("text", ""), home=home),
        "sources": _items(written["sources"]),
    }


def _table(written: dict, _home: Page) -> dict:
    return {
        "columns": [{"type": "text", "heading": each} for each in written["columns"]],
        "rows": [{"values": row} for row in written["rows"]],
        "caption": written["caption"],
    }


def _questions(written: list[dict], home: Page) -> dict:
    pairs = [
        {
            "question": each["question"],
            "answer": to_rich_text(each["answer"], home=home),
        }
        for each in written
    ]
    return {"questions": _items(pairs)}


BUILDERS: dict[str, Callable] = {
    "text": lambda written, home: to_rich_text(written, home=home),
    "section": lambda written, home: {
        "heading": written["heading"],
        "text": to_rich_text(written["text"], home=home),
    },
    "healing_chart": lambda written, _home: {"symptom": written},
    "illustration": lambda written, _home: {"drawing": written},
    "do_dont": lambda written, _home: {
        "do": _items(written["do"]),
        "dont": _items(written["dont"]),
    },
    "care_card": _care_card,
    "explanation": _explanation,
    "table": _table,
    "questions": _questions,
}
