"""Which blocks may stand where."""

from wagtail import blocks

from portal.content.blocks.care import CareCardBlock, DoDontBlock
from portal.content.blocks.evidence import ExplanationBlock
from portal.content.blocks.figures import (
    HealingChartBlock,
    IllustrationBlock,
    PictureBlock,
    TableBlock,
)
from portal.content.blocks.text import QuestionsBlock, SectionBlock, TextBlock


class CareCards(blocks.StreamBlock):
    """What to act on, the most urgent first."""

    care_card = CareCardBlock()


class Course(blocks.StreamBlock):
    """What is usual: the chart, and words around it."""

    text = TextBlock()
    healing_chart = HealingChartBlock()
    illustration = IllustrationBlock()
    picture = PictureBlock()
    table = TableBlock()


class Actions(blocks.StreamBlock):
    """What a reader can do."""

    text = TextBlock()
    do_dont = DoDontBlock()
    table = TableBlock()


class Explanations(blocks.StreamBlock):
    """Why something happens, or what is claimed about it."""

    text = TextBlock()
    explanation = ExplanationBlock()


class Differences(blocks.StreamBlock):
    """What else it may be."""

    text = TextBlock()
    table = TableBlock()
    questions = QuestionsBlock()
    illustration = IllustrationBlock()
    picture = PictureBlock()


class Body(blocks.StreamBlock):
    """Everything, in the order the author wants."""

    section = SectionBlock()
    text = TextBlock()
    care_card = CareCardBlock()
    do_dont = DoDontBlock()
    explanation = ExplanationBlock()
    healing_chart = HealingChartBlock()
    illustration = IllustrationBlock()
    picture = PictureBlock()
    table = TableBlock()
    questions = QuestionsBlock()
