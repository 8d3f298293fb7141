"""An appeal, for somebody who had no part in the decision."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import objections
from clinics.enums import Act
from clinics.models import Appeal
from portal.moderation.kinds import of_decision
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    waiting = of_decision.among_papers_of(user, Appeal.objects.waiting())
    own = Q(confirmed_by=user) | Q(proposed_by=user) | Q(filed_by=user)
    return waiting.exclude(own)


def why(appeal: Appeal) -> str:
    if appeal.decision.act == Act.REVOKE:
        return _("Against a revocation. The paper does not count meanwhile.")
    return _("Against a suspension. The paper does not count meanwhile.")


def _may(user, appeal: Appeal) -> bool:
    return not appeal.outcome and objections.may_decide(user, appeal)


KIND = Kind(
    key="appeal",
    label=gettext_lazy("Appeal"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=of_decision.RELATED,
    since="filed_at",
    due=WorkingDays(field="filed_at", days=objections.DAYS_TO_DECIDE),
    what=of_decision.what,
    where=of_decision.where,
    why=why,
    url_name="moderation:appeal",
    deeds=(
        Deed(name="uphold", label=gettext_lazy("The decision stands"), may=_may),
        Deed(name="overturn", label=gettext_lazy("Overturn it"), may=_may),
    ),
)
