"""What the clients of the demo world reported, and what they and clinics did then."""

import datetime
from collections.abc import Iterator
from functools import partial

from aftercare.domain import (
    attachments,
    escalations,
    message_flags,
    outside_reports,
    photos,
    report_answers,
    reports,
)
from aftercare.domain.outside_reports import Place
from aftercare.enums import FlagDecision, FlagReason, ReportOutcome, ScalpView
from aftercare.models import HealingPlan, Message, SymptomReport
from portal.accounts.domain import consents, users
from portal.accounts.enums import Purpose
from portal.accounts.models import User
from portal.demo import evidence, files
from portal.demo.domain.cast import MODERATOR, Act, person, text_version
from portal.demo.domain.ink_acts import key
from portal.files.intake import Received


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Each report with its acts, as the file tells them; what nobody opened climbs."""
    for entry in files.read("reports", today=today)["reports"]:
        ref = f"report {entry['ref']}"
        yield entry["day"], partial(_send, entry, ref)
        for photo in entry.get("photos", ()):
            yield photo.get("day", entry["day"]), partial(_add_photo, photo, ref)
        for number, act in enumerate(entry.get("then", ())):
            yield act["day"], partial(_do, entry["client"], act, ref, number)
    for day in (today - datetime.timedelta(days=1), today):
        yield day, escalations.escalate


def _send(entry: dict, ref: str) -> None:
    user = person(entry["client"])
    if "outside" in entry:
        _send_outside(entry, ref, user)
        return
    reports.send(
        HealingPlan.objects.of(user).running().select_related("user", "clinic").get(),
        key=key(ref),
        answers={"red_flags": []} | entry["answers"],
        by=user,
        language=user.language,
    )


def _send_outside(entry: dict, ref: str, user: User) -> None:
    """About a clinic that is not here, by somebody who says yes to what is asked."""
    consents.give(Purpose.CARE, by=user, text_version=text_version(Purpose.CARE))
    users.confirm(user, is_adult=True, time_zone=user.time_zone)
    outside_reports.send(
        Place(**entry["outside"]),
        session_on=entry.get("session_on"),
        key=key(ref),
        answers={"red_flags": []} | entry["answers"],
        by=user,
        language=user.language,
    )


def _add_photo(entry: dict, ref: str) -> None:
    report = SymptomReport.objects.get(key=key(ref))
    drawn = evidence.scalp(redness=entry["redness"])
    photos.add(report, ScalpView(entry["view"]), drawn, by=report.user)


def _do(client: str, act: dict, ref: str, number: int) -> None:
    report = SymptomReport.objects.get(key=key(ref))
    by, form = person(act.get("by", client)), key(f"{ref} {number}")
    attached = attachments.ready([_drawn(each) for each in act.get("files", ())])
    known = {"seen": report_answers.seen(report), "by": by}
    match act["act"]:
        case "acknowledge":
            report_answers.acknowledge(report, **known)
        case "contact":
            report_answers.record_contact(report, note=act["note"], **known)
        case "reply":
            words = {name: act[name] for name in ("text", "watch_for", "come_back")}
            words |= {"key": form, "files": attached}
            report_answers.reply(report, **words, **known)
        case "resolve":
            outcome = ReportOutcome(act["outcome"])
            report_answers.resolve(report, outcome=outcome, **known)
        case "write":
            reports.write(report, key=form, text=act["text"], by=by, files=attached)
        case "read":
            reports.mark_read(report, by=by, as_clinic=False)
        case "flag":
            _flag(report.messages.exclude(by=by).last(), act, by)
        case _:  # reopen
            reports.reopen(report, by=by, note=act["note"])


def _drawn(file: dict) -> Received:
    """A file of a message: a picture of nobody, or a sheet of a clinic."""
    if "lines" in file:
        return evidence.sheet(file["lines"], name=file["name"])
    return evidence.scalp(redness=file["redness"], name=file["name"])


def _flag(message: Message, act: dict, by: User) -> None:
    """The last message of the other side, and what a moderator says at once."""
    reason = FlagReason(act["reason"])
    flagged = message_flags.flag(message, reason=reason, text=act["text"], by=by)
    if decided := act.get("decided"):
        decision = FlagDecision(decided["decision"])
        moderator = person(MODERATOR)
        message_flags.decide(
            flagged, decision=decision, note=decided["note"], by=moderator
        )
