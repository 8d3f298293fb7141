"""Looking again at an approval that was drawn, without the first answer."""

from django.db import transaction
from django.utils import timezone

from clinics.domain import certifications
from clinics.enums import Act, Reason
from clinics.models import SecondLook
from portal.accounts.models import User
from portal.audit.domain import audit


class AlreadyLooked(Exception):
    """Somebody was faster."""


class NotYours(Exception):
    """Nobody looks again at what they approved, nor for a clinic they are close to."""


@transaction.atomic
def look(
    second: SecondLook,
    *,
    by: User,
    would_accept: bool,
    text: str,
    reason: Reason | str = "",
) -> SecondLook:
    """Say whether they would accept it too, and why.

    Raises NotYours, AlreadyLooked, ValidationError.
    """
    locked = (
        SecondLook.objects.select_for_update(of=("self",))
        .select_related("decision__certification__clinic")
        .get(pk=second.pk)
    )
    if not may_look(by, locked):
        raise NotYours
    if locked.looked_at:
        raise AlreadyLooked
    locked.looked_at, locked.looked_by = timezone.now(), by
    locked.would_accept, locked.reason, locked.text = would_accept, reason, text
    locked.full_clean()
    locked.save()
    audit.note(
        "second look",
        about=locked,
        by=by,
        clinic=locked.decision.certification.clinic_id,
        would_accept=would_accept,
    )
    return locked


def may_look(user: User, second: SecondLook) -> bool:
    """A reviewer who may decide on the paper and has not approved it."""
    paper = second.decision.certification
    approvals = paper.decisions.filter(act__in=[Act.APPROVE, Act.ACCEPT], by=user)
    return certifications.may_decide(user, paper) and not approvals.exists()
