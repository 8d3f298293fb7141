"""Owners at once: `python -m tests.clinics.race_profiles [--without-edition]`.

Runs against an empty database named by DATABASE_URL. Two owners write one profile,
each adding marks to its description; two people apply under one name, and one person
clicks twice. Prints, as JSON, what was acknowledged and what is there in the end.
"""

import json
import sys
import time
import uuid

import django

from tests import races

OWNERS, MARKS = 2, 15
PAUSE = 0.01  # between reading the profile and saving it
DETAILS = {
    "name": "Crown",
    "legal_name": "Crown Ltd",
    "street": "1 Row",
    "town": "Bath",
    "country": "GB",
    "time_zone": "Europe/London",
    "responsible_person": "Ana",
}


def at_once(acts):
    """Side by side; nobody here is refused."""
    outcomes = races.at_once(acts)
    if set(outcomes) != {"done"}:
        raise SystemExit(str(outcomes))


def add_marks(clinic, owner, acknowledged, *, with_edition):
    """As a person does who is asked, at each conflict, and writes again."""
    from clinics.domain import profiles
    from clinics.models import Clinic

    for number in range(MARKS):
        mark, seen = f"[{owner.pk}.{number}]", None
        while mark not in acknowledged:
            now = Clinic.objects.get(pk=clinic.pk)
            if seen is None or with_edition:
                seen = now
                time.sleep(PAUSE)
            edition = seen.edition if with_edition else now.edition
            text = seen.description + mark
            try:
                profiles.edit(clinic, by=owner, edition=edition, description=text)
            except profiles.Stale:
                continue
            acknowledged.append(mark)


def main(*, with_edition):
    django.setup()
    races.prepare()
    from clinics.domain import clinics
    from clinics.models import Clinic, Membership
    from portal.accounts.models import User

    owners = [User.objects.create_user(f"owner-{n}@example.com") for n in range(OWNERS)]
    clinic = clinics.open_one(slug="raced", owner=owners[0], by=owners[0], **DETAILS)
    acknowledged = []

    def writes(owner):
        return lambda: add_marks(clinic, owner, acknowledged, with_edition=with_edition)

    at_once([writes(owner) for owner in owners])

    def applies(owner, key):
        def act():
            clinics.apply(by=owner, submit_key=key, **DETAILS)

        return act

    keys = {owner: uuid.uuid4() for owner in owners}
    at_once([applies(*each) for each in keys.items() for _click in range(2)])
    clinic.refresh_from_db()
    made = Clinic.objects.exclude(pk=clinic.pk)
    result = {
        "acknowledged": len(acknowledged),
        "kept": sum(mark in clinic.description for mark in acknowledged),
        "made": made.count(),
        "owners": Membership.objects.filter(clinic__in=made).count(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(with_edition="--without-edition" not in sys.argv)
