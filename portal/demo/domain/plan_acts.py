"""Sessions of the demo world that were handed over, and the plans they began."""

import datetime
from collections.abc import Iterator
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from aftercare import reading
from aftercare.domain import plans, sessions
from aftercare.enums import StepOutcome
from aftercare.models import Client, HealingPlan, PlanStep
from clinics.models import Bottle, Practitioner
from portal.demo import files
from portal.demo.domain import ink_acts
from portal.demo.domain.cast import Act, person


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Each session, then what its client said day by day."""
    for entry in files.read("plans", today=today)["sessions"]:
        yield entry["day"], partial(_hold, entry)
        for told in entry["told"]:
            yield told["day"], partial(_tell, entry["client"], told)


def _hold(entry: dict) -> None:
    user, by = person(entry["client"]), person(entry["by"])
    bottles = []
    if "bottle" in entry:
        bottles = [Bottle.objects.get(key=ink_acts.key(entry["bottle"]))]
    session = sessions.record(
        Client.objects.get(user=user, clinic__slug=entry["clinic"]),
        key=uuid5(NAMESPACE_URL, f"demo:{entry['client']} {entry['title']}"),
        practitioner=Practitioner.objects.get(public_name=entry["practitioner"]),
        performed_at=timezone.now() - datetime.timedelta(hours=2),
        risks=[],
        by=by,
        title=entry["title"],
        bottles=bottles,
        no_ink_reason="" if bottles else "Un retoque de prueba, sin tinta nueva.",
    )
    sessions.hand_over(session, by=by)


def _tell(email: str, told: dict) -> None:
    user, on = person(email), told["day"]
    plan = HealingPlan.objects.of(user).running().select_related("user").get()

    def say(slug: str, outcome: StepOutcome, reason: str = "") -> None:
        step = PlanStep.objects.get(version=plan.version_id, slug=slug)
        plans.record(plan, step, on=on, outcome=outcome, by=user, reason=reason)

    for slug in told.get("done", ()):
        say(slug, StepOutcome.DONE)
    for slug in told.get("slip", ()):
        say(slug, StepOutcome.SLIP)
    for slug, reason in told.get("skipped", {}).items():
        say(slug, StepOutcome.SKIPPED, reason)
    if "rest" in told:
        read = reading.read(plan, only=on)
        steps = [line.step for line in read.lines(read.day)]
        plans.record_done(plan, steps, on=on, by=user)
