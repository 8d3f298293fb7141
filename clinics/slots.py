"""Which slots of a paper take files, and which need one before it can be submitted."""

from clinics.enums import CertificationStatus
from clinics.models import Certification, EvidenceSlot

MENDABLE = (CertificationStatus.DRAFT, CertificationStatus.CHANGES_REQUESTED)


def round_to_hand_in(paper: Certification) -> int:
    """The round that the files of a draft, or of a paper to be mended, belong to."""
    mends = paper.status == CertificationStatus.CHANGES_REQUESTED
    return paper.round + (1 if mends else 0)


def open_in(paper: Certification) -> set[str]:
    """The codes of the slots that take files now.

    Of a paper to be mended those that were found deficient, or all where the reviewer
    named none.
    """
    if paper.status not in MENDABLE:
        return set()
    every = {slot.code for slot in paper.type.slots.all()}
    return (every & _deficient(paper)) or every


def missing(paper: Certification) -> list[EvidenceSlot]:
    """The required slots without a file that counts.

    What was found deficient needs a new one.
    """
    deficient, new = _deficient(paper), round_to_hand_in(paper)
    filled = {
        slot
        for slot, round_ in paper.evidence.values_list("slot", "round")
        if round_ == new or slot not in deficient
    }
    required = [slot for slot in paper.type.slots.all() if slot.is_required]
    return [slot for slot in required if slot.code not in filled]


def _deficient(paper: Certification) -> set[str]:
    if paper.status != CertificationStatus.CHANGES_REQUESTED:
        return set()
    found = paper.findings.filter(round=paper.round, is_accepted=False)
    return set(found.values_list("slot", flat=True))
