"""What the clients of the demo world reported, and what they and clinics did then."""

import datetime
from collections.abc import Iterator
from functools import partial

from aftercare.domain import (
    escalations,
    outside_reports,
    photos,
    report_answers,
    reports,
)
from aftercare.domain.outside_reports import Place
from aftercare.enums import ReportOutcome, ScalpView
from aftercare.models import HealingPlan, SymptomReport
from portal.accounts import consent_texts
from portal.accounts.domain import consents, users
from portal.accounts.enums import Purpose
from portal.accounts.models import User
from portal.demo import evidence, files
from portal.demo.domain.cast import Act, person
from portal.demo.domain.ink_acts import key


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Each report with its acts, as the file tells them; what nobody opened climbs."""
    for entry in files.read("reports", today=today)["reports"]:
        ref = f"report {entry['ref']}"
        yield entry["day"], partial(_send, entry, ref)
        if "photo" in entry:
            yield entry["day"], partial(_add_photo, entry["photo"], ref)
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
    consents.give(
        Purpose.CARE,
        by=user,
        text_version=consent_texts.current(Purpose.CARE).version,
    )
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
    known = {"seen": report_answers.seen(report), "by": by}
    match act["act"]:
        case "acknowledge":
            report_answers.acknowledge(report, **known)
        case "contact":
            report_answers.record_contact(report, note=act["note"], **known)
        case "reply":
            words = {name: act[name] for name in ("text", "watch_for", "come_back")}
            report_answers.reply(report, key=form, **words, **known)
        case "resolve":
            outcome = ReportOutcome(act["outcome"])
            report_answers.resolve(report, outcome=outcome, **known)
        case "write":
            reports.write(report, key=form, text=act["text"], by=by)
        case "read":
            reports.mark_read(report, by=by, as_clinic=False)
        case _:  # reopen
            reports.reopen(report, by=by, note=act["note"])
