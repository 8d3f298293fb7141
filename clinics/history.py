"""What happened to a clinic and its papers, as the public may read it for ever.

Nothing is stored for it: it is read from changes of status, of names and of addresses,
from decisions, and from the dates on which papers ran out.
"""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import presenting
from clinics.enums import Act, ClinicStatus, IdentityPart
from clinics.models import (
    Certification,
    Clinic,
    Decision,
    IdentityChange,
    StatusChange,
)
from clinics.models.sanction import EMERGENCY_LASTS

SHOWN_AT_ONCE = 10
ONE_DAY = datetime.timedelta(days=1)
DRAFT, LISTED, UNLISTED, SUSPENDED, CLOSED = ClinicStatus
# From where to where: what is said of it, and a kind of components/status.html.
MOVES = {
    (DRAFT, LISTED): (
        gettext_lazy(
            "Listed here. A reviewer had checked identity, premises and insurance."
        ),
        "info",
    ),
    (LISTED, UNLISTED): (gettext_lazy("Taken off the list"), "neutral"),
    (UNLISTED, LISTED): (gettext_lazy("Back on the list"), "info"),
    (LISTED, SUSPENDED): (gettext_lazy("The clinic was suspended"), "bad"),
    (SUSPENDED, LISTED): (gettext_lazy("The suspension of the clinic ended"), "info"),
    (LISTED, CLOSED): (gettext_lazy("The clinic closed"), "bad"),
    (UNLISTED, CLOSED): (gettext_lazy("The clinic closed"), "bad"),
    (SUSPENDED, CLOSED): (gettext_lazy("The clinic closed"), "bad"),
}
ACTS = {
    Act.SUSPEND: (gettext_lazy("Suspended: %(paper)s"), "bad"),
    Act.LIFT: (gettext_lazy("Suspension ended: %(paper)s"), "info"),
    Act.REVOKE: (gettext_lazy("Revoked: %(paper)s"), "bad"),
    Act.RESTORE: (
        gettext_lazy("Revocation overturned, it counts again: %(paper)s"),
        "info",
    ),
    Act.EMERGENCY: (gettext_lazy("Suspended in an emergency: %(paper)s"), "bad"),
    Act.RELEASE: (gettext_lazy("Emergency suspension ended: %(paper)s"), "info"),
    Act.SUPERSEDE: (gettext_lazy("Replaced by a newer one: %(paper)s"), "neutral"),
}
STOOD = {
    IdentityPart.NAME: gettext_lazy("Until %(day)s its name was “%(was)s”"),
    IdentityPart.LEGAL_NAME: gettext_lazy("Until %(day)s “%(was)s” ran it"),
    IdentityPart.ADDRESS: gettext_lazy("Until %(day)s its address was: %(was)s"),
    IdentityPart.PLACE: gettext_lazy("Until %(day)s its place on the map was: %(was)s"),
}
SETTLES = {Act.SUSPEND, Act.RELEASE}  # an emergency


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the history; `kind` is a kind of components/status.html."""

    at: datetime.datetime
    text: str | Promise
    sentence: str
    kind: str
    reply: str = ""

    @property
    def day(self) -> datetime.date:
        """Where it happened."""
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class History:
    """Newest first, in two parts: what is shown at once, and the rest."""

    recent: list[Event]
    older: list[Event]

    def __len__(self):
        return len(self.recent) + len(self.older)


def of_clinic(
    clinic: Clinic,
    *,
    changes: Iterable[StatusChange],
    renamings: Iterable[IdentityChange],
    papers: list[Certification],
    decisions: Iterable[Decision],
) -> History:
    """The clinic's own history; papers of practitioners go with the practitioner."""
    zone = zoneinfo.ZoneInfo(clinic.time_zone)
    moves = [_moved(each, zone) for each in changes if (each.was, each.to) in MOVES]
    # Of a first place on the map there is nothing to tell.
    moves += [_stood(each, zone) for each in renamings if each.was]
    happened = _of_papers(papers, decisions, zone=zone, today=clinic.today)
    return _newest_first(moves + happened)


def of_papers(
    papers: list[Certification],
    *,
    renamings: Iterable[IdentityChange],
    decisions: Iterable[Decision],
    today: datetime.date,
) -> History:
    """What happened to a practitioner's papers and the name over them, by UTC."""
    zone = zoneinfo.ZoneInfo("UTC")
    happened = _of_papers(papers, decisions, zone=zone, today=today)
    return _newest_first([*map(_was_called, renamings), *happened])


def replaced_on(
    paper: Certification, papers: Iterable[Certification], *, today: datetime.date
) -> datetime.date | None:
    """The day on which an accepted renewal that begins later took its place."""
    begun = [
        each.valid_from
        for each in papers
        if each.renews_id == paper.pk and each.valid_from <= today
    ]
    return min(begun, default=None)


def _newest_first(events: list[Event]) -> History:
    ordered = sorted(events, key=lambda event: event.at, reverse=True)
    return History(recent=ordered[:SHOWN_AT_ONCE], older=ordered[SHOWN_AT_ONCE:])


def _of_papers(
    papers: list[Certification],
    decisions: Iterable[Decision],
    *,
    zone: zoneinfo.ZoneInfo,
    today: datetime.date,
) -> list[Event]:
    known = {paper.pk: paper for paper in papers}
    own = [each for each in decisions if each.certification_id in known]
    decided = [
        _decided(each, known[each.certification_id], zone)
        for each in own
        if each.act in ACTS
    ]
    ended_on = {
        pk: at.astimezone(zone).date() for pk, at in _ended_for_good(own).items()
    }
    ran_out = []
    for paper in papers:
        replaced = None
        if paper.pk not in ended_on:
            replaced = replaced_on(paper, papers, today=today)
        # Without a gap the day before the newer one begins is the last.
        goes_on_until = ended_on.get(paper.pk) or (
            replaced - ONE_DAY if replaced else today
        )
        if paper.counts_until < goes_on_until:
            ran_out.append(_lapsed(paper, zone))
        if replaced:
            ran_out.append(_gave_way(paper, replaced, zone))
    return decided + ran_out + _not_confirmed(own, known, zone)


def _ended_for_good(decisions: list[Decision]) -> dict[int, datetime.datetime]:
    """By paper, when it was revoked or replaced, unless an appeal undid that."""
    found = {}
    for each in decisions:
        if each.act in {Act.REVOKE, Act.SUPERSEDE}:
            found[each.certification_id] = each.at
        elif each.act == Act.RESTORE:
            found.pop(each.certification_id, None)
    return found


def _moved(change: StatusChange, zone: zoneinfo.ZoneInfo) -> Event:
    text, kind = MOVES[ClinicStatus(change.was), ClinicStatus(change.to)]
    return Event(
        at=change.at.astimezone(zone),
        text=text,
        sentence=change.public_sentence,
        kind=kind,
    )


def _stood(change: IdentityChange, zone: zoneinfo.ZoneInfo) -> Event:
    at = change.at.astimezone(zone)
    facts = {"was": change.was_shown, **presenting.named_day(at.date())}
    text = STOOD[IdentityPart(change.what)] % facts
    return Event(at=at, text=text, sentence="", kind="neutral")


def _was_called(change: IdentityChange) -> Event:
    """What it was is a person's own: who marries or begins anew leaves it behind."""
    day = presenting.named_day(change.at.date())
    text = _("Since %(day)s the profile bears another name") % day
    return Event(at=change.at, text=text, sentence="", kind="neutral")


def _decided(
    decision: Decision, paper: Certification, zone: zoneinfo.ZoneInfo
) -> Event:
    text, kind = ACTS[Act(decision.act)]
    if decision.confirms_id:
        text = _("Suspension confirmed by another reviewer: %(paper)s")
    return Event(
        at=decision.at.astimezone(zone),
        text=text % _paper(paper),
        sentence=decision.public_sentence,
        kind=kind,
        reply=decision.reply_text or "",
    )


def _not_confirmed(
    decisions: list[Decision], known: dict[int, Certification], zone: zoneinfo.ZoneInfo
) -> list[Event]:
    """Emergencies that ended by the clock alone, as nobody settled them."""
    text = _("Emergency suspension ended, nobody had confirmed it: %(paper)s")
    found = []
    for begun in decisions:
        ends = begun.at + EMERGENCY_LASTS
        if begun.act != Act.EMERGENCY or ends > timezone.now():
            continue
        if not any(
            each.certification_id == begun.certification_id
            and each.act in SETTLES
            and begun.at <= each.at < ends
            for each in decisions
        ):
            told = text % _paper(known[begun.certification_id])
            at = ends.astimezone(zone)
            found.append(Event(at=at, text=told, sentence="", kind="info"))
    return found


def _lapsed(paper: Certification, zone: zoneinfo.ZoneInfo) -> Event:
    """The last moment of the last day on which it counted."""
    if presenting.ends_by_itself(paper):
        text = _("Ran out with this day: %(paper)s")
    else:
        text = _("Re-check overdue since this day: %(paper)s")
    end = datetime.datetime.combine(paper.counts_until, datetime.time.max, tzinfo=zone)
    return Event(at=end, text=text % _paper(paper), sentence="", kind="bad")


def _gave_way(
    paper: Certification, day: datetime.date, zone: zoneinfo.ZoneInfo
) -> Event:
    text, kind = ACTS[Act.SUPERSEDE]
    at = datetime.datetime.combine(day, datetime.time(), tzinfo=zone)
    return Event(at=at, text=text % _paper(paper), sentence="", kind=kind)


def _paper(paper: Certification) -> dict[str, str]:
    return {"paper": f"{paper.type.name}, {paper.issuer}"}
