"""The reply of whom a decision is about, to be read before the public reads it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import objections
from clinics.models import Reply
from portal.moderation.kinds import of_decision
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    waiting = of_decision.among_papers_of(user, Reply.objects.waiting())
    return waiting.exclude(written_by=user)


def why(_reply: Reply) -> str:
    return _("The public reads our sentence alone until this is published.")


def _may(user, reply: Reply) -> bool:
    return not reply.outcome and objections.may_vet(user, reply)


KIND = Kind(
    key="reply",
    label=gettext_lazy("Reply to vet"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=of_decision.RELATED,
    since="written_at",
    due=WorkingDays(field="written_at", days=objections.DAYS_TO_VET),
    what=of_decision.what,
    where=of_decision.where,
    why=why,
    url_name="moderation:reply",
    deeds=(
        Deed(name="publish", label=gettext_lazy("Publish"), may=_may),
        Deed(name="refuse", label=gettext_lazy("Do not publish"), may=_may),
    ),
)
