"""How the clients of the demo world came to their clinics, and what became of it."""

import datetime
from collections.abc import Iterator
from functools import partial

from aftercare import places
from aftercare.domain import clients, erasures, grants, helping, joining
from aftercare.domain.joining import Answers
from aftercare.models import Client, Helper, Treatment
from clinics.models import Clinic
from portal.accounts.domain import consents, invitations, users
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, Invitation, User
from portal.demo import files
from portal.demo.domain.cast import Act, person, text_version


def in_order(*, today: datetime.date) -> Iterator[Act]:
    """Every act of every client, as the file tells it."""
    told = files.read("clients", today=today)
    for entry in told["people"]:
        yield entry.pop("joined"), partial(_register, entry)
    for entry in told["links"]:
        yield from _linking(entry)
    for entry in told["invitations"]:
        yield entry["sent"], partial(_invite, entry["clinic"], entry["email"], entry)
    for entry in told["helpers"]:
        yield entry["since"], partial(_help, entry)
    for entry in told["shown"]:
        yield entry["day"], partial(_show, entry)
    for entry in told["erasures"]:
        yield entry["day"], partial(_ask_to_be_erased, entry["person"])
    yield today, _agree_to_new_words


def _linking(entry: dict) -> Iterator[Act]:
    if "invited" in entry:
        invite = partial(_invite, entry["clinic"], entry["person"], entry)
        yield entry["invited"], invite
        yield entry["joined"], partial(_join, entry)
    else:
        yield entry["asked"], partial(_ask, entry)
    if "taken" in entry:
        yield entry["taken"], partial(_take, entry)
    for change in entry.get("changed", ()):
        yield change["day"], partial(_withdraw, entry["person"], change["withdraws"])
    if ended := entry.get("ended"):
        yield ended["day"], partial(_end, entry, ended["by"])


def _register(entry: dict) -> None:
    details = {key: entry[key] for key in ("time_zone", "language") if key in entry}
    users.register(
        email=entry["email"], password=None, display_name=entry["name"], **details
    )


def _clinic(entry: dict) -> Clinic:
    return Clinic.objects.get(slug=entry["clinic"])


def _invite(slug: str, email: str, entry: dict) -> None:
    clinic = Clinic.objects.get(slug=slug)
    clients.invite(clinic, email=email, by=person(entry["by"]))


def _answers(entry: dict, user: User) -> Answers:
    allowed = [Purpose.CARE, *map(Purpose, entry["allows"])]
    texts = {each: text_version(each) for each in allowed}
    return Answers(is_adult=True, time_zone=user.time_zone, consents=texts)


def _join(entry: dict) -> None:
    user, place = person(entry["person"]), places.client(_clinic(entry))
    invitation = Invitation.objects.get(email=user.email, place=place)
    joining.join(invitation, _answers(entry, user), by=user)


def _ask(entry: dict) -> None:
    user = person(entry["person"])
    joining.ask(_clinic(entry), _answers(entry, user), by=user)


def _link(entry: dict) -> Client:
    return Client.objects.get(clinic=_clinic(entry), user=person(entry["person"]))


def _take(entry: dict) -> None:
    clients.accept(_link(entry), by=person(entry["by"]))


def _withdraw(email: str, purpose: str) -> None:
    consents.withdraw(Purpose(purpose), by=person(email))


def _agree_to_new_words() -> None:
    """Whoever agreed to words that have changed since has read the present ones."""
    for user in User.objects.exclude(consents=None):
        for purpose in Consent.objects.in_force(user):
            consents.give(purpose, by=user, text_version=text_version(purpose))


def _end(entry: dict, by: str) -> None:
    clients.end(_link(entry), by=person(by))


def _help(entry: dict) -> None:
    user, helper = person(entry["person"]), person(entry["helper"])
    invitations.accept(helping.invite(email=helper.email, by=user), by=helper)
    made = Helper.objects.get(person=user)
    helping.let_tick(made, may_tick=entry["may_tick"], by=user)


def _show(entry: dict) -> None:
    user = person(entry["person"])
    treatment = Treatment.objects.get(client__user=user, title=entry["title"])
    link = Client.objects.get(user=user, clinic__slug=entry["to"])
    grants.show(treatment, to=link, by=user)


def _ask_to_be_erased(email: str) -> None:
    erasures.ask(person(email))
