"""An approval drawn at random, to be looked at again without the first answer."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import rules
from clinics.domain import second_looks
from clinics.enums import Act
from clinics.models import Decision, SecondLook
from portal.moderation.kinds import of_decision
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays

DAYS = 10


def waiting_for(user):
    waiting = of_decision.among_papers_of(user, SecondLook.objects.waiting())
    approved = Decision.objects.filter(
        certification=OuterRef("decision__certification"),
        act__in=[Act.APPROVE, Act.ACCEPT],
        by=user,
    )
    return waiting.exclude(Exists(approved))


def why(_second: SecondLook) -> str:
    return _("Drawn at random. Nothing waits for it.")


def _may(user, second: SecondLook) -> bool:
    return second.looked_at is None and second_looks.may_look(user, second)


KIND = Kind(
    key="second-look",
    label=gettext_lazy("Second look"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=of_decision.RELATED,
    since="drawn_at",
    due=WorkingDays(field="drawn_at", days=DAYS),
    what=of_decision.what,
    where=of_decision.where,
    why=why,
    url_name="moderation:second-look",
    deeds=(Deed(name="look", label=gettext_lazy("Look at it"), may=_may),),
)
