"""A choice among words."""

from wagtail import blocks


class WordChoiceBlock(blocks.ChoiceBlock):
    """A choice whose values are texts.

    Wagtail goes through all choices for each value it reads, to bring numbers back
    from text. With sources to choose from that cost more than the rest of a page.
    """

    def normalize_choice(self, value):
        return value
