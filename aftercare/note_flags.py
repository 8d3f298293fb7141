"""What is written in a report for the people who read it: signs its note mentions."""

from collections.abc import Mapping

from django.utils.translation import get_language

from aftercare import judging
from aftercare.models import SymptomReport
from portal.knowledge import note_words

NOTE, TICKED = "note", "red_flags"


def of(answers: Mapping) -> tuple[str, ...]:
    """The emergency signs that the note has words for and that were not ticked."""
    note = answers.get(NOTE) or ""
    return note_words.mentioned(note, ticked=answers.get(TICKED) or ())


def in_words(report: SymptomReport) -> list[str]:
    """The same as people read them."""
    signs, language = note_words.SIGNS, get_language() or "en"
    return [signs.option(sign).label.to(language) for sign in of(report.answers)]


def advice(report: SymptomReport) -> list[str]:
    """What the rules of today say of these signs, had they been ticked."""
    ticked = {TICKED: list(of(report.answers))}
    fired = judging.assess(ticked, day=report.day).fired
    return [rule.text.to(get_language() or "en") for rule in fired]
