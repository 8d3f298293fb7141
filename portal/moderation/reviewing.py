"""A paper as its reviewer sees it: what was handed in, and what has changed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinics import checklist, hints
from clinics.domain import reviews
from clinics.models import Certification, Evidence, EvidenceSlot, Finding


@dataclass(frozen=True, kw_only=True)
class File(checklist.File):
    """One file, and whether this round is the first that has it."""

    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Slot:
    """What stands in one slot, what stood there before, and what was said of it."""

    slot: EvidenceSlot
    files: list[File]
    earlier: list[Evidence]
    findings: list[Finding]


def rows(form, shown: list[Slot]) -> list[tuple[Slot, list]]:
    """Each slot with the questions of the form about it."""
    return [(each, form.by_slot[each.slot.code]) for each in shown]


def slots(user, paper: Certification) -> list[Slot]:
    """Each slot of the kind; one that is neither asked for nor filled is left out."""
    findings = reviews.findings_shown(user, paper).order_by("round", "pk")
    return _slots(paper, paper.evidence.all(), list(findings), of_round=paper.round)


def slots_before_findings(paper: Certification, *, of_round: int) -> list[Slot]:
    """As they stood in that round, without a word of what a reviewer said of them."""
    evidence = [each for each in paper.evidence.all() if each.round <= of_round]
    return _slots(paper, evidence, [], of_round=of_round)


def _slots(paper, evidence, findings: list[Finding], *, of_round: int) -> list[Slot]:
    evidence = sorted(evidence, key=lambda each: (each.round, each.pk))
    known = {"on": paper.today, "elsewhere": hints.same_elsewhere(paper, evidence)}
    shown = []
    for slot in reviews.slots_to_answer(paper):
        files = [each for each in evidence if each.slot == slot.code]
        newest = max((each.round for each in files), default=0)
        shown.append(
            Slot(
                slot=slot,
                files=[
                    File(
                        evidence=each,
                        hints=hints.for_reviewer(each, paper, **known),
                        is_new=1 < newest == of_round,
                    )
                    for each in files
                    if each.round == newest
                ],
                earlier=[each for each in files if each.round < newest],
                findings=[each for each in findings if each.slot == slot.code],
            )
        )
    return shown


def changes(user, paper: Certification, seen: dict | None) -> list[str]:
    """What has happened to the paper since a screen was made, in sentences."""
    if seen is None:
        return [_("The page did not say what it showed.")]
    now, said = reviews.facts_of(paper), []
    known = set(seen["decisions"])
    for decision in reviews.decisions_shown(user, paper).exclude(act="approve"):
        if decision.pk not in known:
            said.append(_moment(decision.by, decision.get_act_display(), decision.at))
    if now["round"] > seen["round"]:
        handed_in = _("Handed in again")
        said.append(_moment(paper.submitted_by, handed_in, paper.submitted_at))
    before, after = ({tuple(row) for row in each["files"]} for each in (seen, now))
    said += [_("New file: %s") % name for _pk, name, _sha in sorted(after - before)]
    said += [_("File is gone: %s") % name for _pk, name, _sha in sorted(before - after)]
    if now["paper"] != seen["paper"]:
        said.append(_("What is typed about the paper was changed."))
    return said


def _moment(who, what: str, at) -> str:
    return _("%(what)s by %(who)s, %(when)s") % {
        "what": what,
        "who": who,
        "when": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
    }
