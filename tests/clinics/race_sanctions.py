"""Several act on one paper at once: `python -m tests.clinics.race_sanctions confirm`.

`confirm` lets reviewers confirm one proposal, `take-back` lets its author take it back
meanwhile, `remind` lets workers look for letters that are due. Runs against an empty
database named by DATABASE_URL and prints, as JSON, how each fared and what there is.
"""

import datetime
import json
import sys
import time
from functools import partial

import django

from tests.races import at_once, prepare

MANY = 4
PAUSE = 0.05  # between reading the paper and acting on it
WORDS = {
    "reason": "complaint",
    "text": "The council has opened a case.",
    "public_sentence": "The council is looking into a complaint.",
}


def reviewers():
    from portal.accounts.domain import roles
    from portal.accounts.enums import StaffRole
    from tests.factories.accounts import UserFactory

    found = [UserFactory() for _ in range(MANY)]
    for user in found:
        roles.grant(user, StaffRole.REVIEWER, by=None)
    return found


def slowly(certifications):
    """Let time pass between reading the paper and acting on it."""
    read = certifications.lock

    def lock(certification):
        held = read(certification)
        time.sleep(PAUSE)
        return held

    certifications.lock = lock


def on_proposal(*, take_back):
    from clinics.domain import certifications, sanctions
    from clinics.enums import Sanction
    from clinics.models import Certification, Decision, Proposal
    from tests.factories.clinics import CertificationFactory

    paper = CertificationFactory(clinic__status="listed", in_force=True)
    author, *others = reviewers()
    sanctions.propose(paper, Sanction.SUSPEND, by=author, **WORDS)
    slowly(certifications)
    acts = [(sanctions.confirm, {"by": other}) for other in others]
    if take_back:
        acts[0] = (sanctions.withdraw, {"by": author})

    def act(number):
        do, how = acts[number]
        do(Proposal.objects.get(), **how)
        return do.__name__

    outcomes = at_once(partial(act, number) for number in range(len(acts)))
    return {
        "outcomes": outcomes,
        "decisions": Decision.objects.count(),
        "status": Certification.objects.get().status,
        "proposal": Proposal.objects.get().outcome,
    }


def on_reminders():
    from django.core import mail
    from django.utils import timezone

    from clinics.domain import reminders
    from clinics.models import Reminder
    from tests.factories.clinics import CertificationFactory, MembershipFactory

    today = timezone.localdate()
    member = MembershipFactory(clinic__status="listed")
    paper = CertificationFactory(clinic=member.clinic, in_force=True)
    paper.accepted_at -= datetime.timedelta(days=100)
    paper.counts_until = today + datetime.timedelta(days=7)
    paper.save()
    mail.outbox = []
    due = reminders.step_due

    def later(paper, *, on):
        time.sleep(PAUSE)
        return due(paper, on=on)

    reminders.step_due = later
    outcomes = at_once([lambda: str(len(reminders.remind()))] * MANY)
    return {
        "outcomes": outcomes,
        "reminders": Reminder.objects.count(),
        "letters": len(mail.outbox),
    }


def main(what):
    django.setup()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    prepare()
    if what == "remind":
        result = on_reminders()
    else:
        result = on_proposal(take_back=what == "take-back")
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
