"""The reply of whom a decision is about, to be read before the public reads it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import objections, reviews
from clinics.models import Certification, Reply
from portal.moderation.kinds import certification
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    papers = reviews.may_see(user, Certification.objects.all()).values("pk")
    waiting = Reply.objects.waiting().filter(decision__certification__in=papers)
    return waiting.exclude(written_by=user)


def what(reply: Reply) -> str:
    return certification.what(reply.decision.certification)


def where(reply: Reply) -> str:
    return certification.where(reply.decision.certification)


def why(_reply: Reply) -> str:
    return _("The public reads our sentence alone until this is published.")


def _may(user, reply: Reply) -> bool:
    return not reply.outcome and objections.may_vet(user, reply)


KIND = Kind(
    key="reply",
    label=gettext_lazy("Reply to vet"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=(
        "decision__certification__type",
        "decision__certification__clinic",
        "decision__certification__practitioner",
    ),
    since="written_at",
    due=WorkingDays(field="written_at", days=objections.DAYS_TO_VET),
    what=what,
    where=where,
    why=why,
    url_name="moderation:reply",
    deeds=(
        Deed(name="publish", label=gettext_lazy("Publish"), may=_may),
        Deed(name="refuse", label=gettext_lazy("Do not publish"), may=_may),
    ),
)
