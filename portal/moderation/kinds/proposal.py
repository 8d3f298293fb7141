"""A suspension, its end or a revocation that another reviewer has to confirm."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import reviews, sanctions
from clinics.models import Certification, Proposal
from portal.moderation.kinds import certification
from portal.moderation.kinds.kind import Deed, Kind, Stored


def waiting_for(user):
    papers = reviews.may_see(user, Certification.objects.all()).values("pk")
    waiting = Proposal.objects.waiting(at=timezone.now())
    return waiting.filter(certification__in=papers).exclude(proposed_by=user)


def what(proposal: Proposal) -> str:
    return f"{proposal.get_act_display()}: {certification.what(proposal.certification)}"


def where(proposal: Proposal) -> str:
    return certification.where(proposal.certification)


def why(proposal: Proposal) -> str:
    if proposal.is_emergency:
        ends = date_format(timezone.localtime(proposal.ends_at), "DATETIME_FORMAT")
        return _("Suspended in an emergency; it ends by itself on %(day)s.") % {
            "day": ends
        }
    return _("Nothing changes until somebody confirms it.")


def _may(user, proposal: Proposal) -> bool:
    return proposal.waits and sanctions.may_settle(user, proposal)


KIND = Kind(
    key="proposal",
    label=gettext_lazy("Sanction to confirm"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=(
        "certification__type",
        "certification__clinic",
        "certification__practitioner",
    ),
    since="proposed_at",
    due=Stored(field="due_at"),
    what=what,
    where=where,
    why=why,
    url_name="moderation:proposal",
    deeds=(
        Deed(name="confirm", label=gettext_lazy("Confirm"), may=_may),
        Deed(name="decline", label=gettext_lazy("Decline"), may=_may),
    ),
)
