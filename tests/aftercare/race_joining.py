"""People at once: `python -m tests.aftercare.race_joining [--without-lock]`.

A client accepts twice, accepts what the clinic withdraws, and asks twice, at the same
moment; a helper is invited twice and accepts twice; a treatment is shown twice. With
`--without-lock` rows are read and not held. Runs against an empty database named by
DATABASE_URL and prints, as JSON, how each fared and what is there in the end.
"""

import json
import sys
import time

import django

from tests.races import at_once, prepare

PEOPLE = 4
PAUSE = 0.05  # between reading the row and acting on it, in both modes


def widen(*, locked):
    """Let time pass between reading a row and acting on it."""
    from aftercare.domain import clients, grants, helping
    from portal.accounts.domain import invitations

    def slowly(read):
        def held(row, **told):
            found = read(row, **told)
            time.sleep(PAUSE)
            return found

        return held

    def unlocked(row, **_told):
        return type(row).objects.get(pk=row.pk)

    for module, name in (
        (clients, "lock"),
        (grants, "hold"),
        (helping, "lock"),
    ):
        read = getattr(module, name) if locked else unlocked
        setattr(module, name, slowly(read))
    if locked:
        invitations._lock = slowly(invitations._lock)


def main(*, locked):
    django.setup()
    prepare()
    from django.db import connection, connections

    from aftercare.domain import clients, grants, helping, joining
    from aftercare.models import Client, Helper, TreatmentGrant
    from portal.accounts import consent_texts
    from portal.accounts.domain import invitations
    from portal.accounts.enums import Purpose
    from portal.accounts.models import Consent, Invitation
    from portal.audit.domain import audit
    from tests.factories.accounts import UserFactory
    from tests.factories.aftercare import ClientFactory, TreatmentFactory
    from tests.factories.clinics import ClinicFactory, MembershipFactory

    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    answers = joining.Answers(
        is_adult=True,
        time_zone="Europe/Madrid",
        consents={Purpose.CARE: consent_texts.current(Purpose.CARE).version},
    )
    clinic = ClinicFactory()
    team = MembershipFactory(clinic=clinic).user

    def invited():
        person = UserFactory()
        return person, clients.invite(clinic, email=person.email, by=team)

    def times(act):
        return at_once([lambda: act() and None] * PEOPLE)

    person, letter = invited()
    result = {
        "accepted": times(lambda: joining.join(letter, answers, by=person)),
        "links": Client.objects.count(),
        "consents": Consent.objects.count(),
    }
    other, taken_back = invited()
    result["accepted and withdrawn"] = at_once(
        [
            lambda: joining.join(taken_back, answers, by=other) and None,
            lambda: invitations.withdraw(taken_back, by=team) and None,
        ]
    )
    taken_back.refresh_from_db()
    result["one answer"] = Client.objects.filter(user=other).exists() is bool(
        taken_back.accepted_at
    )
    asker = UserFactory()
    result["asked"] = times(lambda: joining.ask(clinic, answers, by=asker))
    result["questions"] = Client.objects.filter(user=asker).count()
    result["helper invited"] = times(
        lambda: helping.invite(email="ana@example.com", by=person)
    )
    to_helper = Invitation.objects.filter(email="ana@example.com")
    result["letters"] = to_helper.count()
    ana = UserFactory(email="ana@example.com")
    result["helper accepted"] = times(
        lambda: invitations.accept(to_helper.first(), by=ana)
    )
    result["helpers"] = Helper.objects.count()
    link = Client.objects.get(user=person)
    elsewhere = TreatmentFactory(client=ClientFactory(user=person))
    result["shown"] = times(lambda: grants.show(elsewhere, to=link, by=person))
    result["grants"] = TreatmentGrant.objects.count()
    result["log is whole"] = audit.verify().broken_at is None
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
