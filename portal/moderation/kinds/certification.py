"""A paper that was handed in and waits for a decision."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import reviews
from clinics.models import Certification
from portal.moderation.kinds.kind import Deed, Kind, Stored


def what(paper: Certification) -> str:
    return f"{paper.type.name}: {paper.subject}"


def where(paper: Certification) -> str:
    if paper.clinic:
        return f"{paper.clinic.town}, {paper.clinic.country_name}"
    return _("A practitioner")


def why(paper: Certification) -> str:
    said = []
    if paper.renews and paper.renews.counts_until:
        day = date_format(paper.renews.counts_until, "DATE_FORMAT")
        said.append(_("The paper it renews ends on %(day)s.") % {"day": day})
    if paper.round > 1:
        said.append(
            _("Mended by the clinic, round %(number)s.") % {"number": paper.round}
        )
    if paper.type.approvals_needed > 1:
        said.append(_("Two reviewers decide on this kind."))
    return " ".join(said) or _("In order of arrival.")


def _may(user, paper: Certification) -> bool:
    """Asked before a screen is drawn; what is done asks again, with the row locked."""
    return reviews.waiting_for(user).filter(pk=paper.pk).exists()


KIND = Kind(
    key="certification",
    label=gettext_lazy("Certification"),
    seen_by=rules.decides_about_clinics,
    waiting_for=reviews.waiting_for,
    related=("type", "clinic", "practitioner", "renews"),
    since="submitted_at",
    due=Stored(field="due_at"),
    what=what,
    where=where,
    why=why,
    url_name="queue:certification",
    deeds=(
        Deed(name="accept", label=gettext_lazy("Accept"), may=_may),
        Deed(name="request_changes", label=gettext_lazy("Request changes"), may=_may),
        Deed(name="reject", label=gettext_lazy("Reject"), may=_may),
    ),
)
