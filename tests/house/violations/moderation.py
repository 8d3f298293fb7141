"""How to break the constraints of the moderators' queue."""

from tests.factories import moderation
from tests.house.violations.writing import NOON, one, twin

VIOLATIONS = {
    "claim_ends_after_it_starts": one(moderation.ClaimFactory, since=NOON, until=NOON),
    "one_claim_per_item": twin(moderation.ClaimFactory, "kind", "item"),
}
