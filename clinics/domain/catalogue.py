"""The kinds of certification that a new portal starts with."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from clinics.enums import Category, Claim, Subject, Verification
from clinics.models import (
    AnsweredFactor,
    CertificationType,
    ChecklistLine,
    EvidenceSlot,
    TypeJurisdiction,
)
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge import datafile, sources
from portal.knowledge.text import LANGUAGES, Text
from portal.ui.texts import Texts

FILE = Path(__file__).parents[1] / "catalogue" / "types.yaml"
KEYS = (
    "code",
    "version",
    "mark",
    "sources",
    "category",
    "subject",
    "claim",
    "best_check",
    "longest_months",
    "recheck_months",
    "approvals",
    "jurisdictions",
    "factors",
    "name",
    "shows",
    "does_not_show",
    "slots",
    "checklist",
)
RECHECK_MONTHS = 12


@transaction.atomic
def load(
    *, by: User | None, file: datafile.Entry | None = None
) -> list[CertificationType]:
    """Add the kinds that are not there yet, live at once, and return them.

    A kind that is there stays as it is, live or not: from then on it belongs to the
    reviewers. Raises datafile.DataError, and then adds nothing.
    """
    file = file or datafile.parse(FILE.read_text(encoding="utf-8"), file=FILE.name)
    known = set(CertificationType.objects.values_list("code", flat=True))
    added = []
    for entry, kind in read(file):
        if kind.code not in known:
            kind.save()
            # The first entry of its history; what ships was reviewed before it shipped.
            first = kind.save_revision(user=by, clean=False)
            first.publish(skip_permission_checks=True)
            audit.note(
                "kind of certification loaded",
                about=kind,
                by=by,
                code=kind.code,
                version=entry["version"],
            )
            added.append(kind)
    return added


def read(file: datafile.Entry) -> list[tuple[datafile.Entry, CertificationType]]:
    """Each entry of a catalogue file with the row it describes, checked, unsaved."""
    file.only("version", "questions", "types")
    datafile.version(file)
    questions = file.take("questions", datafile.Entry)
    shared = {key: _texts(questions.text(key)) for key in questions}
    found: dict[str, tuple[datafile.Entry, CertificationType]] = {}
    for entry in file.entries("types"):
        kind = _kind(entry, shared)
        if kind.code in found:
            raise entry.fail(f"code {kind.code!r} is written twice")
        found[kind.code] = entry, kind
    return list(found.values())


def _kind(entry: datafile.Entry, shared: Mapping[str, Texts]) -> CertificationType:
    entry.only(*KEYS)
    datafile.version(entry)
    sources.mark(entry)
    kind = CertificationType(
        code=entry.take("code", str),
        category=entry.one_of("category", Category.values),
        subject=entry.one_of("subject", Subject.values),
        claim=entry.one_of("claim", Claim.values),
        best_verification=entry.one_of("best_check", Verification.values),
        longest_validity_months=entry.maybe("longest_months", int),
        recheck_months=entry.maybe("recheck_months", int) or RECHECK_MONTHS,
        approvals_needed=entry.maybe("approvals", int) or 1,
        sources=" ".join(sources.cited(entry)),
        name=_texts(entry.text("name")),
        shows=_texts(entry.text("shows")),
        does_not_show=_texts(entry.text("does_not_show")),
        jurisdictions=[
            TypeJurisdiction(jurisdiction=place)
            for place in _strings(entry, "jurisdictions")
        ],
        factors=[AnsweredFactor(factor=slug) for slug in _strings(entry, "factors")],
        slots=[_slot(slot, order) for order, slot in enumerate(entry.entries("slots"))],
        checklist=[
            ChecklistLine(question=_question(entry, line, shared), sort_order=order)
            for order, line in enumerate(entry.take("checklist", list))
        ],
    )
    _check(entry, kind)
    return kind


def _slot(entry: datafile.Entry, order: int) -> EvidenceSlot:
    entry.only("code", "name", "example", "optional")
    example = entry.maybe_text("example")
    return EvidenceSlot(
        code=entry.take("code", str),
        name=_texts(entry.text("name")),
        example=_texts(example) if example else Texts(),
        is_required=not entry.maybe("optional", bool),
        sort_order=order,
    )


def _question(entry: datafile.Entry, line: object, shared: Mapping[str, Texts]):
    """The words of a line: written out, or those of a shared question by its key."""
    if isinstance(line, datafile.Entry):
        words = datafile.Entry(question=line)
        words.file, words.line = line.file, line.line
        return _texts(words.text("question"))
    if line not in shared:
        raise entry.fail(f"no question has the key {line!r}")
    return shared[line]


def _strings(entry: datafile.Entry, key: str) -> tuple[str, ...]:
    return entry.strings(key) if key in entry else ()


def _texts(text: Text) -> Texts:
    return Texts((tongue, text.to(tongue)) for tongue in LANGUAGES)


def _check(entry: datafile.Entry, kind: CertificationType) -> None:
    """Refuse what the form of the admin would refuse."""
    parts = [
        part
        for relation in ("jurisdictions", "factors", "slots", "checklist")
        for part in getattr(kind, relation).all()
    ]
    try:
        for row in (kind, *parts):
            row.full_clean(exclude=["type"], validate_unique=False)
    except ValidationError as error:
        raise entry.fail(" ".join(error.messages)) from error
