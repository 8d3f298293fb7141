"""Two tabs accept one invitation at once: `python -m tests.clinics.race`.

With `--without-lock` the invitation is read and not held. Runs against an empty
database named by DATABASE_URL and prints, as JSON, how each tab fared and how many
memberships there are.
"""

import json
import sys
import threading
import time

import django

from tests.races import prepare

TABS = 4
PAUSE = 0.05  # between reading the invitation and acting on it, in both modes


def invite():
    """Somebody with an account, and their invitation to a clinic."""
    from portal.accounts.models import User
    from tests.factories.accounts import InvitationFactory, UserFactory
    from tests.factories.clinics import ClinicFactory

    clinic = ClinicFactory()
    invited = UserFactory()
    InvitationFactory(
        email=invited.email,
        role="front_desk",
        place=f"clinic:{clinic.pk}",
        invited_by=UserFactory(),
    )
    return User.objects.get(pk=invited.pk)


def widen(invitations, *, locked):
    """Let time pass between reading the invitation and acting on it."""
    read = invitations._lock if locked else unlocked

    def slowly(invitation, *, allow):
        held = read(invitation, allow=allow)
        time.sleep(PAUSE)
        return held

    invitations._lock = slowly


def unlocked(invitation, *, allow):
    return type(invitation).objects.get(pk=invitation.pk)


def accept(invitations, user, outcomes, start):
    from django.db import connections

    from portal.accounts.models import Invitation

    invitation = Invitation.objects.get()
    start.wait()
    try:
        invitations.accept(invitation, by=user)
    except Exception as refusal:  # noqa: BLE001 (each outcome is counted by name)
        outcomes.append(type(refusal).__name__)
    else:
        outcomes.append("accepted")
    connections.close_all()


def main(*, locked):
    django.setup()
    from django.db import connection

    from clinics.models import Membership
    from portal.accounts.domain import invitations

    prepare()
    user = invite()
    if not locked and connection.vendor == "sqlite":
        from django.db import connections

        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    widen(invitations, locked=locked)
    outcomes, start = [], threading.Barrier(TABS)
    threads = [
        threading.Thread(target=accept, args=[invitations, user, outcomes, start])
        for _ in range(TABS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = {"outcomes": sorted(outcomes), "memberships": Membership.objects.count()}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
