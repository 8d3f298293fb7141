"""The drawings that ship with the portal, with their words in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.utils.translation import get_language

from portal.knowledge import datafile
from portal.knowledge.text import Text

FILE = Path(__file__).parent / "data" / "illustrations.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A drawing in one language, ready for `components/streamfield/illustration.html`.

    `legend` explains the numbers in the drawing, in their order.
    """

    key: str
    template: str
    title: str
    short: str
    caption: str
    description: str
    labels: Mapping[str, str]
    legend: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """Every text for people."""
        yield from (self.title, self.short, self.caption, self.description)
        yield from self.labels.values()
        yield from self.legend


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """A drawing of ours and its words."""

    key: str
    title: Text
    short: Text
    caption: Text
    description: Text
    labels: Mapping[str, Text]
    legend: tuple[Text, ...]

    @property
    def template(self) -> str:
        return f"components/illustrations/{self.key}.html"

    def told(self, language: str) -> Told:
        """The drawing with its words in a language."""
        return Told(
            key=self.key,
            template=self.template,
            title=self.title.to(language),
            short=self.short.to(language),
            caption=self.caption.to(language),
            description=self.description.to(language),
            labels={name: text.to(language) for name, text in self.labels.items()},
            legend=tuple(text.to(language) for text in self.legend),
        )


def _illustration(entry: datafile.Entry) -> Illustration:
    entry.only("key", "title", "short", "caption", "description", "labels", "legend")
    labels = entry.take("labels", datafile.Entry)
    legend = entry.entries("legend") if "legend" in entry else ()
    return Illustration(
        key=entry.take("key", str),
        title=entry.text("title"),
        short=entry.text("short"),
        caption=entry.text("caption"),
        description=entry.text("description"),
        labels=MappingProxyType({name: labels.text(name) for name in labels}),
        legend=tuple(row.text("line") for row in legend),
    )


def load(file: datafile.Entry) -> Mapping[str, Illustration]:
    """The drawings of a data file, by key; two of one key are a `DataError`."""
    file.only("version", "illustrations")
    datafile.version(file)
    found: dict[str, Illustration] = {}
    for entry in file.entries("illustrations"):
        drawing = _illustration(entry)
        if drawing.key in found:
            raise entry.fail("this key is written twice")
        found[drawing.key] = drawing
    return MappingProxyType(found)


ILLUSTRATIONS = load(datafile.parse(FILE.read_text("utf-8"), file=FILE.name))


def told(key: str | None, language: str) -> Told | None:
    """A drawing with its words in a language; None for one that ships no more."""
    drawing = ILLUSTRATIONS.get(key)
    return drawing and drawing.told(language)


def choices() -> list[tuple[str, str]]:
    """Every drawing with its title, for an editor to choose from."""
    language = get_language() or "en"
    return [(key, each.title.to(language)) for key, each in ILLUSTRATIONS.items()]
