"""Letters about the question whether a practitioner works at a clinic."""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import emails
from clinics.enums import Answer
from clinics.models import PlacementRequest
from portal.accounts.emails import absolute

ANSWERED = {
    Answer.YES: gettext_lazy(
        "%(person)s has said yes and is one of your practitioners, since %(since)s:"
    ),
    Answer.NO: gettext_lazy(
        "%(person)s has said no to working at %(clinic)s. Nothing was shown. If there "
        "is a sentence for you, it stands here:"
    ),
}


def asked(request_pk: int) -> None:
    """Ask the person; the link leads to their own profile, where they answer."""
    request = _read(request_pk)
    with translation.override(request.person.language):
        sentence = _(
            "%(clinic)s asks whether you work there as a practitioner, since "
            "%(since)s. Until you say yes nobody reads it. You can answer until "
            "%(until)s:"
        )
        _to_person(request, sentence)


def withdrawn(request_pk: int) -> None:
    """Tell the person that there is nothing to answer any more."""
    request = _read(request_pk)
    with translation.override(request.person.language):
        sentence = _(
            "%(clinic)s has taken back the question whether you work there. There is "
            "nothing to do. Where you work, as readers see it:"
        )
        _to_person(request, sentence)


def answered(request_pk: int) -> None:
    """Tell the owners of the clinic, and confirm to the person that they said yes."""
    request = _read(request_pk)
    person = request.person
    for owner in emails.owners_of(request.clinic).exclude(pk=person.pk):
        with translation.override(owner.language):
            sentence = ANSWERED[Answer(request.answer)] % _facts(request)
            place = reverse("workspace:practitioners", args=[request.clinic.slug])
            emails.write(owner, request.clinic.name, sentence, absolute(place))
    if request.answer == Answer.YES and request.asked_by_id != person.pk:
        with translation.override(person.language):
            sentence = _(
                "You have said that you work at %(clinic)s since %(since)s. If that "
                "was not you, or ends one day, say so on the page of your profile:"
            )
            _to_person(request, sentence)


def _read(pk: int) -> PlacementRequest:
    rows = PlacementRequest.objects.select_related("person", "practitioner", "clinic")
    return rows.get(pk=pk)


def _to_person(request: PlacementRequest, sentence: str) -> None:
    told, url = sentence % _facts(request), absolute(reverse("practitioner-own"))
    emails.write(request.person, request.clinic.name, told, url)


def _facts(request: PlacementRequest) -> dict[str, str]:
    """Days as they are written in the language that is spoken now."""
    return {
        "person": request.practitioner.public_name,
        "clinic": request.clinic.name,
        "since": date_format(request.since, "DATE_FORMAT"),
        "until": date_format(request.expires_at.date(), "DATE_FORMAT"),
    }
