"""People at once: `python -m tests.aftercare.race_sessions [--without-lock]`.

Several hand one form in, write down sessions of one client, hand one over and correct
one at the same moment. With `--without-lock` rows are read and not held. Runs against
an empty database named by DATABASE_URL and prints, as JSON, how each fared and what is
there in the end.
"""

import datetime
import json
import sys
import time
from uuid import uuid4

import django

from tests.races import at_once, prepare

PEOPLE = 4
PAUSE = 0.05  # between reading the row and acting on it, in both modes


def widen(*, locked):
    """Let time pass between reading a row and acting on it."""
    from aftercare.domain import corrections, sessions

    for module, name in (
        (sessions, "_lock_client"),
        (sessions, "lock"),
        (corrections, "lock"),
    ):
        read = getattr(module, name) if locked else unlocked

        def slowly(row, *, _read=read):
            held = _read(row)
            time.sleep(PAUSE)
            return held

        setattr(module, name, slowly)


def unlocked(row):
    return type(row).objects.get(pk=row.pk)


def made():
    """Some of the team, and what a session needs."""
    from tests.factories.accounts import ConsentFactory
    from tests.factories.aftercare import ClientFactory
    from tests.factories.clinics import (
        ClinicFactory,
        MembershipFactory,
        PlacementFactory,
    )
    from tests.factories.inks import BottleFactory

    clinic = ClinicFactory()
    link = ClientFactory(clinic=clinic)
    ConsentFactory(user=link.user)
    return {
        "team": [MembershipFactory(clinic=clinic).user for _ in range(PEOPLE)],
        "client": link,
        "practitioners": [
            PlacementFactory(clinic=clinic).practitioner for _ in range(PEOPLE)
        ],
        "bottle": BottleFactory(clinic=clinic, in_use=True),
    }


def main(*, locked):
    django.setup()
    prepare()
    from django.db import connection, connections
    from django.utils import timezone

    from aftercare.domain import corrections, passports, sessions
    from aftercare.models import Amendment, PassportLink, Session
    from aftercare.models.treatment import LOCKS_AFTER

    known = made()
    now = timezone.now()
    usual = {
        "practitioner": known["practitioners"][0],
        "risks": [],
        "bottles": [known["bottle"]],
        "title": "Hairline",
    }

    def record(by, key, days):
        at = now - datetime.timedelta(days=days)
        sessions.record(known["client"], key=key, performed_at=at, by=by, **usual)

    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    team, one_key = known["team"], uuid4()

    def each(act):
        def of(number):
            def run():
                act(number, team[number])

            return run

        return at_once(of(number) for number in range(PEOPLE))

    result = {
        "one form": each(lambda _n, by: record(by, one_key, 40)),
        "sessions of it": Session.objects.filter(key=one_key).count(),
        "several forms": each(lambda _n, by: record(by, uuid4(), 20)),
        "sessions of them": Session.objects.exclude(key=one_key).count(),
    }
    session = Session.objects.get(key=one_key)
    result["handed over"] = each(lambda _n, by: sessions.hand_over(session, by=by))
    Session.objects.filter(pk=session.pk).update(recorded_at=now - LOCKS_AFTER)
    Session.objects.filter(pk=session.pk).update(
        performed_at=now - datetime.timedelta(days=40)
    )
    session.refresh_from_db()
    seen = corrections.facts(session)

    def amend(number, by):
        corrections.amend(
            session,
            seen=seen,
            reason="The wrong name.",
            by=by,
            practitioner=known["practitioners"][number],
            performed_at=session.performed_at - datetime.timedelta(hours=1),
            bottles=[known["bottle"]],
            no_ink_reason="",
        )

    result["amended"] = each(amend)
    result["amendments"] = Amendment.objects.count()
    owner = known["client"].user
    result["links"] = at_once([lambda: passports.make_link(by=owner) and None] * PEOPLE)
    result["open links"] = PassportLink.objects.open().count()
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
