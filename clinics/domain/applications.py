"""What a clinic must have said before it is handed in to be listed."""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clinics.domain import clinics
from clinics.enums import Category, CertificationStatus, ContactKind, HoursKind
from clinics.models import Clinic
from portal.accounts.models import User


class Need(models.TextChoices):
    """One thing that is looked for, in the words of the checklist."""

    ABOUT = "about", _("A few sentences about the clinic")
    WAY = "way", _("A website, an e-mail address or a telephone for the public")
    LANGUAGES = "languages", _("The languages you speak with clients")
    OPENING = "opening", _("Opening hours")
    RESPONSE = "response", _("Response hours")
    URGENT = "urgent", _("An urgent contact who has answered the test message")
    PLACE = "place", _("Latitude and longitude, for the distance in the search")
    DEPUTY = "deputy", _("A deputy who has answered the test message")
    PREMISES = "premises", _("A licence or registration of the premises, handed in")
    INSURANCE = "insurance", _("An insurance, handed in")


# The reviewer asks for these; without them nobody is kept from handing in.
ADVISED = frozenset({Need.PLACE, Need.DEPUTY, Need.PREMISES, Need.INSURANCE})
HANDED_IN = (CertificationStatus.SUBMITTED, CertificationStatus.ACCEPTED)


class Incomplete(Exception):
    """Something that must be there is missing; `needs` says what."""

    def __init__(self, needs: list[Need]):
        super().__init__(needs)
        self.needs = needs


@dataclass(frozen=True, kw_only=True)
class Line:
    """A need, and whether it is met."""

    need: Need
    is_met: bool

    @property
    def is_advised(self) -> bool:
        return self.need in ADVISED

    @property
    def is_in_the_way(self) -> bool:
        return not (self.is_met or self.is_advised)


def checklist(clinic: Clinic) -> list[Line]:
    """Every need in the order of the form, from the rows as they are now."""
    papers = clinic.certifications.filter(status__in=HANDED_IN)
    categories = set(papers.values_list("type__category", flat=True))
    confirmed = clinic.urgent_contacts.exclude(confirmed_at=None)
    contacts = set(confirmed.values_list("kind", flat=True))
    kinds = set(clinic.hours.values_list("kind", flat=True))
    met = {
        Need.ABOUT: bool(clinic.description.strip()),
        Need.WAY: any((clinic.website, clinic.public_email, clinic.public_phone)),
        Need.LANGUAGES: clinic.languages.exists(),
        Need.OPENING: HoursKind.OPENING in kinds,
        Need.RESPONSE: HoursKind.RESPONSE in kinds,
        Need.URGENT: ContactKind.URGENT in contacts,
        Need.PLACE: clinic.latitude is not None,
        Need.DEPUTY: ContactKind.DEPUTY in contacts,
        Need.PREMISES: Category.LICENCE in categories,
        Need.INSURANCE: Category.INSURANCE in categories,
    }
    return [Line(need=need, is_met=met[need]) for need in Need]


@transaction.atomic
def hand_in(clinic: Clinic, *, by: User) -> Clinic:
    """Hand a complete draft in. Raises Incomplete, AlreadyHandedIn, MoveNotAllowed."""
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    lines = checklist(locked)
    if needs := [line.need for line in lines if line.is_in_the_way]:
        raise Incomplete(needs)
    return clinics.hand_in(locked, by=by)
