"""What the clinics of the demo world did: open, hire, hand in papers, lose some."""

import datetime
import itertools
from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from clinics import slots
from clinics.domain import (
    catalogue,
    certifications,
    clinics,
    contacts,
    draws,
    memberships,
    objections,
    placement_requests,
    practitioners,
    profiles,
    reviews,
    sanctions,
    second_looks,
)
from clinics.enums import Act as Decided
from clinics.enums import (
    ClinicRole,
    ClinicStatus,
    ContactKind,
    HoursKind,
    Reason,
    Sanction,
    Verification,
)
from clinics.models import (
    Certification,
    CertificationType,
    Clinic,
    Decision,
    Practitioner,
    Reply,
    SecondLook,
)
from portal.demo import evidence, files
from portal.demo.domain.cast import (
    REVIEWER,
    SECOND_REVIEWER,
    THIRD_REVIEWER,
    Act,
    person,
)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PAPER = (
    "issuer",
    "number",
    "scope",
    "jurisdiction",
    "valid_from",
    "valid_until",
)


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Every act of every clinic, those of one clinic in the order of the file."""
    entries = files.read("clinics", today=today)["clinics"]
    first = min(entry["opened"] for entry in entries)
    yield first, _load_catalogue
    for entry in entries:
        yield from _running(entry)


def _load_catalogue() -> None:
    catalogue.load(by=person(REVIEWER))


def _running(entry: dict) -> Iterator[Act]:
    slug, owner = entry["slug"], entry["owner"]
    yield entry["opened"], partial(_open, entry)
    for member in entry.get("team", ()):
        yield member["since"], partial(_hire, slug, owner, member)
    for row in entry.get("practitioners", ()):
        yield from _employing(slug, owner, row)
    for paper in entry.get("papers", ()):
        yield from _proving(paper, partial(_clinic, slug), owner)
    yield entry.get("handed_in") or entry["listed"], partial(_hand_in, slug, owner)
    if "listed" in entry:
        yield entry["listed"], partial(_list, slug)
    for move in entry.get("moves", ()):
        yield move["day"], partial(_move, slug, move)


def _clinic(slug: str) -> Clinic:
    return Clinic.objects.get(slug=slug)


def _practitioner(name: str) -> Practitioner:
    return Practitioner.objects.get(public_name=name)


def _open(entry: dict) -> None:
    owner = person(entry["owner"])
    details = {"slug": entry["slug"], **entry["profile"]}
    clinic = clinics.open_one(**details, owner=owner, by=owner)
    profiles.set_languages(clinic, entry["languages"], by=owner)
    for kind, key in ((HoursKind.OPENING, "opening"), (HoursKind.RESPONSE, "response")):
        spans = list(_spans(entry.get(key, {})))
        profiles.set_hours(clinic, kind, spans, by=owner)
    for kind, named in entry.get("contacts", {}).items():
        contact = contacts.name(clinic, ContactKind(kind), by=owner, **named)
        # Nobody opens the letters of the demo world: it counts as opened at once.
        contact.confirmed_at = timezone.now()
        contact.save(update_fields=["confirmed_at"])


def _spans(week: dict[str, list[str]]) -> Iterator[profiles.Span]:
    """Stretches from lines such as `mon-fri: ["09:00-17:30"]`."""
    for days, stretches in week.items():
        first, _, last = days.partition("-")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        for weekday, stretch in itertools.product(range(begin, end + 1), stretches):
            start, until = map(datetime.time.fromisoformat, stretch.split("-"))
            yield weekday, start, until


def _hire(slug: str, owner: str, member: dict) -> None:
    role = ClinicRole(member["role"])
    memberships.add(_clinic(slug), person(member["person"]), role, by=person(owner))


def _employing(slug: str, owner: str, row: dict) -> Iterator[Act]:
    yield row["since"], partial(_introduce, slug, owner, row)
    for paper in row.get("papers", ()):
        subject = partial(_practitioner, row["name"])
        yield from _proving(paper, subject, row["person"])


def _introduce(slug: str, owner: str, row: dict) -> None:
    clinic, by = _clinic(slug), person(owner)
    if "known" in row:
        known = Practitioner.objects.get(slug=row["known"])
        asked = placement_requests.ask(known, clinic, by=by, since=row["since"])
        if row.get("agrees", True):
            placement_requests.agree(asked, by=known.user)
        return
    name, about = row["name"], row.get("about", "")
    made = practitioners.introduce(clinic, public_name=name, about=about, by=by)
    if "person" in row:
        practitioners.claim(made, by=person(row["person"]))


def _proving(paper: dict, subject, by: str) -> Iterator[Act]:
    """The life of one paper, from handing in to what became of it."""
    number = paper.get("number", "")
    find = partial(Certification.objects.get, type__code=paper["type"], number=number)
    if "begun" in paper:
        yield paper["begun"], partial(_begin, paper, subject, by)
        return
    yield paper["submitted"], partial(_submit, paper, subject, by)
    for answer in ("given_back", "rejected"):
        if answer in paper:
            words = paper[answer]
            yield words["day"], partial(_answer, answer, words, find)
    if "mended" in paper:
        yield paper["mended"], partial(_mend, find, by)
    if "accepted" in paper:
        yield paper["accepted"], partial(_accept, paper, find)
    yield from _afterwards(paper, find, by)
    if "renewed_by" in paper:
        renewal = paper | paper["renewed_by"] | {"renews": find}
        for gone in ("renewed_by", *({"accepted"} - paper["renewed_by"].keys())):
            renewal.pop(gone)
        yield from _proving(renewal, subject, by)


def _begin(paper: dict, subject, by: str) -> Certification:
    kind = CertificationType.objects.get(code=paper["type"])
    fields = {key: paper[key] for key in PAPER if key in paper}
    renews = paper["renews"]() if "renews" in paper else None
    return certifications.draft(kind, subject(), by=person(by), renews=renews, **fields)


def _submit(paper: dict, subject, by: str) -> None:
    drafted, hands_in = _begin(paper, subject, by), person(by)
    more = paper.get("also", ())
    slots = [
        slot
        for slot in drafted.type.slots.all()
        if slot.is_required or slot.code in more
    ]
    evidence.hand_in(drafted, slots, by=hands_in)
    certifications.submit(drafted, by=hands_in)


def _answer(answer: str, words: dict, find) -> None:
    """Give it back to be mended, or reject it, slot by slot."""
    paper, reason = find(), Reason(words["reason"])
    against = words["slots"]
    reviews.decide(
        paper,
        {"given_back": Decided.REQUEST_CHANGES, "rejected": Decided.REJECT}[answer],
        by=person(REVIEWER),
        seen=reviews.facts_of(paper),
        answers=[
            reviews.Answer(slot=slot.code, is_accepted=True)
            if slot.code not in against
            else reviews.Answer(
                slot=slot.code, is_accepted=False, reason=reason, text=words["text"]
            )
            for slot in reviews.slots_to_answer(paper)
        ],
        reason=reason,
        text=words["text"],
        interests="No interest in this clinic.",
    )


def _mend(find, by: str) -> None:
    paper, hands_in = find(), person(by)
    evidence.hand_in(paper, slots.missing(paper), by=hands_in)
    certifications.submit(paper, by=hands_in)


def _accept(paper: dict, find) -> None:
    verification = Verification(paper["verification"])
    certifications.accept(find(), by=person(REVIEWER), verification=verification)


def _afterwards(paper: dict, find, by: str) -> Iterator[Act]:
    """What became of it once it was accepted: by two reviewers, and by its owner."""
    for key, what in (("suspended", Sanction.SUSPEND), ("revoked", Sanction.REVOKE)):
        if words := paper.get(key):
            yield words["day"], partial(_against, what, words, find)
    if words := paper.get("emergency"):
        yield words["day"], partial(_in_an_emergency, words, find)
    if words := paper.get("reply"):
        yield words["day"], partial(_reply, words, find, by)
        yield words["published"], partial(_publish, find)
    if words := paper.get("appeal"):
        yield words["day"], partial(_appeal, words, find, by)
    if "second_look" in paper:
        words = paper["second_look"]
        yield words.get("day", paper["accepted"]), partial(_look_again, words, find)


def _words(entry: dict) -> dict:
    return {
        "reason": Reason(entry["reason"]),
        "text": entry["text"],
        "public_sentence": entry["public_sentence"],
    }


def _against(what: Sanction, entry: dict, find) -> None:
    by = person(REVIEWER)
    proposal = sanctions.propose(find(), what, by=by, **_words(entry))
    sanctions.confirm(proposal, by=person(SECOND_REVIEWER))


def _in_an_emergency(entry: dict, find) -> None:
    sanctions.suspend_at_once(find(), by=person(REVIEWER), **_words(entry))


def _decided(find) -> Decision:
    return find().decisions.filter(act__in=objections.ANSWERABLE).last()


def _reply(entry: dict, find, by: str) -> None:
    objections.reply(_decided(find), by=person(by), text=entry["text"])


def _publish(find) -> None:
    written = Reply.objects.waiting().get(decision=_decided(find))
    objections.publish(written, by=person(THIRD_REVIEWER))


def _appeal(entry: dict, find, by: str) -> None:
    objections.appeal(_decided(find), by=person(by), text=entry["text"])


def _look_again(entry: dict, find) -> None:
    """One that waits, or what the second reviewer answered."""
    accepted = find().decisions.get(act=Decided.ACCEPT)
    drawn = SecondLook.objects.filter(decision=accepted).first()
    drawn = drawn or draws.draw(accepted, share=1)
    if "day" in entry:
        second_looks.look(
            drawn,
            by=person(SECOND_REVIEWER),
            would_accept=entry["would_accept"] == "yes",
            reason=entry.get("reason", ""),
            text=entry["text"],
        )


def _hand_in(slug: str, owner: str) -> None:
    clinics.hand_in(_clinic(slug), by=person(owner))


def _list(slug: str) -> None:
    clinics.list_first(_clinic(slug), by=person(REVIEWER))


def _move(slug: str, move: dict) -> None:
    clinics.move(
        _clinic(slug),
        ClinicStatus(move["to"]),
        by=person(REVIEWER),
        reason=move["reason"],
        public_sentence=move["public_sentence"],
    )
