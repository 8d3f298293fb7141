"""An appeal, for somebody who had no part in the decision."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import objections, reviews
from clinics.enums import Act
from clinics.models import Appeal, Certification
from portal.moderation.kinds import certification
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    papers = reviews.may_see(user, Certification.objects.all()).values("pk")
    waiting = Appeal.objects.waiting().filter(decision__certification__in=papers)
    own = Q(confirmed_by=user) | Q(proposed_by=user) | Q(filed_by=user)
    return waiting.exclude(own)


def what(appeal: Appeal) -> str:
    return certification.what(appeal.decision.certification)


def where(appeal: Appeal) -> str:
    return certification.where(appeal.decision.certification)


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
    related=(
        "decision__certification__type",
        "decision__certification__clinic",
        "decision__certification__practitioner",
    ),
    since="filed_at",
    due=WorkingDays(field="filed_at", days=objections.DAYS_TO_DECIDE),
    what=what,
    where=where,
    why=why,
    url_name="moderation:appeal",
    deeds=(
        Deed(name="uphold", label=gettext_lazy("The decision stands"), may=_may),
        Deed(name="overturn", label=gettext_lazy("Overturn it"), may=_may),
    ),
)
