"""The reading age of a page, and what makes it hard."""

from dataclasses import dataclass
from math import inf

from portal.content import reading
from portal.content.readability import measuring

# For search engines and lists; other words for the title.
NOT_THE_TEXT = {
    "title",
    "seo_title",
    "search_description",
    "listing_summary",
    "social_text",
    "also_known_as",
}
SENTENCES = 3
WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Readability:
    """How hard a page is to read. An age is None where there is nothing to measure."""

    page: object
    formula: str
    in_short: measuring.Age | None
    whole: measuring.Age | None
    sentences: list[measuring.Sentence]
    words: list[measuring.Word]

    @property
    def hardness(self) -> float:
        """Orders the pages of one language; the harder of the two texts counts."""
        ages = [age.hardness for age in (self.in_short, self.whole) if age]
        return max(ages, default=-inf)


def measure(page) -> Readability:
    """The readability of an article, as it stands in `page`."""
    language = page.locale.language_code
    text = "\n".join(
        reading.plain(passage.source)
        for passage in reading.passages(page)
        if passage.field not in NOT_THE_TEXT
    )
    return Readability(
        page=page,
        formula=measuring.NAMES.get(language, ""),
        in_short=measuring.age(page.in_short, language),
        whole=measuring.age(text, language),
        sentences=measuring.longest(text, most=SENTENCES),
        words=measuring.hardest(text, language, most=WORDS),
    )
