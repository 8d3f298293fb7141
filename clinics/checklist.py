"""One paper as who hands it in and who decides read it: slots and questions."""

import datetime
from dataclasses import dataclass, field

from clinics import hints, slots
from clinics.models import Certification, Evidence, EvidenceSlot, Finding

MOST_LINKED = 20


@dataclass(frozen=True, kw_only=True)
class File:
    """One file and what can be said of it."""

    evidence: Evidence
    hints: list[str]

    @property
    def pages(self) -> range:
        """The numbers of the first pages to look at."""
        return range(1, min(self.evidence.pages, MOST_LINKED) + 1)


@dataclass(kw_only=True)
class Slot:
    """One slot: the files that count, those of earlier rounds, and what was found.

    `refusals` are sentences about files that did not come in just now.
    """

    slot: EvidenceSlot
    files: list[File]
    earlier: list[File]
    deficiencies: list[Finding]
    is_open: bool
    refusals: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The slots of a paper and the questions that a reviewer answers."""

    slots: list[Slot]
    questions: list[str]
    missing: list[EvidenceSlot]


def sheet(
    paper: Certification,
    *,
    on: datetime.date,
) -> Sheet:
    """Everything about the files of one paper for who hands them in, in 6 queries."""
    files = list(paper.evidence.all())
    elsewhere = hints.same_elsewhere(paper, files) if files else {}
    open_, missing = slots.open_in(paper), slots.missing(paper)
    deficient = list(paper.findings.filter(round=paper.round, is_accepted=False))
    shown = {
        each.pk: File(
            evidence=each,
            hints=hints.for_clinic(each, paper, on=on, elsewhere=elsewhere),
        )
        for each in files
    }
    rows = [
        _slot(
            slot,
            [shown[each.pk] for each in files if each.slot == slot.code],
            deficiencies=[each for each in deficient if each.slot == slot.code],
            is_open=slot.code in open_,
            new=slots.round_to_hand_in(paper),
        )
        for slot in paper.type.slots.all()
    ]
    questions = [str(line) for line in paper.type.checklist.all()]
    return Sheet(slots=rows, questions=questions, missing=missing)


def _slot(slot, files: list[File], *, deficiencies, is_open, new) -> Slot:
    """What counts is the last round with files; where deficient, the new one only."""
    last = max((each.evidence.round for each in files), default=new)
    counts = new if deficiencies and is_open else last
    return Slot(
        slot=slot,
        files=[each for each in files if each.evidence.round == counts],
        earlier=[each for each in files if each.evidence.round != counts],
        deficiencies=deficiencies if is_open else [],
        is_open=is_open,
    )
