"""Questions at once: `python -m tests.clinics.race_placements`.

Runs against an empty database named by DATABASE_URL. For each of several
practitioners a clinic asks twice at once; then the person says yes twice while the
clinic takes the question back. Prints, as JSON, how each fared and what is there.
"""

import json
import sys
from functools import partial

import django

from tests import races
from tests.clinics.race_profiles import DETAILS

ROUNDS = 6


def main():
    django.setup()
    races.prepare()
    from clinics.domain import clinics, placement_requests, practitioners
    from clinics.models import PlacementRequest
    from portal.accounts.models import User

    owner = User.objects.create_user("owner@example.com")
    first, second = (
        clinics.open_one(slug=slug, owner=owner, by=owner, **DETAILS)
        for slug in ("first", "second")
    )
    asked, ended = [], []
    for number in range(ROUNDS):
        person = User.objects.create_user(f"person-{number}@example.com")
        profile = practitioners.introduce(
            first, public_name=f"Person {number}", by=owner
        )
        practitioners.claim(profile, by=person)
        ask = partial(placement_requests.ask, profile, second, by=owner)
        asked.append(races.at_once([told(ask)] * 2))
        question = PlacementRequest.objects.get(practitioner=profile)
        agree = partial(placement_requests.agree, question, by=person)
        withdraw = partial(placement_requests.withdraw, question, by=owner)
        races.at_once([told(agree), told(agree), told(withdraw)])
        question.refresh_from_db()
        places = profile.placements.filter(clinic=second).count()
        taken_back = question.withdrawn_at is not None
        ended.append([places, taken_back, question.answer])
    sys.stdout.write(json.dumps({"asked": asked, "ended": ended}))


def told(act):
    """The act without what it returns."""

    def run():
        act()

    return run


if __name__ == "__main__":
    main()
