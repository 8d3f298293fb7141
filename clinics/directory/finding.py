"""The clinics that answer a question, in a number of queries that never grows."""

from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils.translation import gettext as _

from clinics import languages
from clinics.directory import clocks, kinds
from clinics.directory.asking import RADII, Question
from clinics.directory.distance import (
    Place,
    box,
    farness,
    kilometres,
    kilometres_from,
)
from clinics.enums import Category, HoursKind
from clinics.gazetteer import towns
from clinics.gazetteer.towns import Town
from clinics.models import Clinic, ClinicLanguage, Hours

PAGE_SIZE = 20
MOST = 1000  # more are neither counted nor paged through: one page costs like another
BEYOND = 500  # kilometres; how far we look when the circle is empty
NEAREST = 3


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One filter: what to take out of the question to drop it, and its words."""

    label: str
    without: dict
    condition: Q


@dataclass(frozen=True, kw_only=True)
class Centre:
    """Where distances are measured from."""

    place: Place
    label: str
    country: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """A filter that was too much, or all of them, and how many clinics there are
    without it.
    """

    wish: Wish
    count: int
    is_of_all: bool = False


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer: one page of clinics, or why there are none and where to go on."""

    question: Question
    centre: Centre | None
    towns: tuple[Town, ...]
    read_as: bool  # the name of the town was guessed
    wishes: list[Wish]
    page: Page
    count: int
    ways: list[Way]
    beyond: list[Clinic]
    kinds: list[kinds.Kind]

    @property
    def is_more(self) -> bool:
        return self.count > MOST

    @property
    def town_is_unknown(self) -> bool:
        return bool(self.question.town) and self.centre is None


def find(question: Question) -> Found:
    known = kinds.known()
    answer = _town(question)
    centre = _centre(question, answer)
    asked = wishes(question, known)
    missing = bool(question.town) and centre is None
    base = Clinic.objects.none() if missing else _around(centre, question)
    matching = _all(base, asked)
    count = 0 if missing else matching.order_by()[: MOST + 1].count()
    paginator = Paginator(_ordered(matching, centre, question), PAGE_SIZE)
    paginator.count = min(count, MOST)  # counted once, and no further
    empty = not count and not missing
    return Found(
        question=question,
        centre=centre,
        towns=answer.towns,
        read_as=answer.is_guess,
        wishes=asked,
        page=paginator.get_page(question.page),
        count=count,
        ways=_ways(base, asked) if empty else [],
        beyond=_beyond(centre, question, asked) if empty and centre else [],
        kinds=known,
    )


# Where


def _town(question: Question) -> towns.Answer:
    """The towns that may be meant; one with clinics around goes before larger ones."""
    answer = towns.find(question.town, number=question.place)
    if answer.is_chosen or len(answer.towns) < 2:
        return answer
    near = {
        f"near_{at}": Exists(
            Clinic.objects.listed().filter(box(_place(town), question.radius).condition)
        )
        for at, town in enumerate(answer.towns)
    }
    row = Clinic.objects.listed().order_by().annotate(**near).values(*near).first()
    if row is None:
        return answer
    ranked = sorted(
        enumerate(answer.towns), key=lambda each: not row[f"near_{each[0]}"]
    )
    return replace(answer, towns=tuple(town for _at, town in ranked))


def _place(town: Town) -> Place:
    return Place(latitude=town.latitude, longitude=town.longitude)


def _centre(question: Question, answer: towns.Answer) -> Centre | None:
    if question.near:
        town = towns.nearest(question.near.latitude, question.near.longitude)
        country = town.country if town else ""
        return Centre(place=question.near, label=_("your position"), country=country)
    if not answer.towns:
        return None
    town = answer.towns[0]
    return Centre(place=_place(town), label=town.label, country=town.country)


def _around(centre: Centre | None, question: Question) -> QuerySet:
    listed = Clinic.objects.listed().alias(day=clocks.day_there())
    if centre is None:
        return listed
    within = box(centre.place, question.radius).condition
    measured = listed.filter(within).annotate(km=kilometres_from(centre.place))
    return measured.filter(km__lte=question.radius)


def _ordered(clinics: QuerySet, centre, question: Question) -> QuerySet:
    first = ["km"] if centre and question.order == "distance" else []
    return clinics.order_by(*first, "name", "pk")


# What


def wishes(question: Question, known: list[kinds.Kind]) -> list[Wish]:
    """The filters that were chosen, in the order of the form."""
    found = []
    if question.name:
        found.append(
            Wish(
                label=_("name: %(words)s") % {"words": question.name},
                without={"name": ""},
                condition=Q(name__icontains=question.name),
            )
        )
    for category in question.verified:
        rest = tuple(each for each in question.verified if each != category)
        found.append(
            Wish(
                label=str(Category(category).label),
                without={"verified": rest},
                condition=kinds.of_category(category, known),
            )
        )
    if question.type:
        of_type = [kind for kind in known if kind.code == question.type]
        name = of_type[0].name if of_type else question.type
        found.append(
            Wish(label=name, without={"type": ""}, condition=kinds.held(of_type))
        )
    if question.language:
        spoken = ClinicLanguage.objects.filter(
            clinic=OuterRef("pk"), language=question.language
        )
        found.append(
            Wish(
                label=languages.name(question.language),
                without={"language": ""},
                condition=Q(Exists(spoken)),
            )
        )
    if question.open:
        hours = Hours.objects.filter(
            clocks.running_now(), clinic=OuterRef("pk"), kind=HoursKind.OPENING
        )
        found.append(
            Wish(
                label=_("Open now"),
                without={"open": False},
                condition=Q(Exists(hours)),
            )
        )
    return found


def _all(clinics: QuerySet, asked: list[Wish]) -> QuerySet:
    return clinics.filter(*(wish.condition for wish in asked))


# When there are none


def _ways(base: QuerySet, asked: list[Wish]) -> list[Way]:
    """What each filter costs: the clinics there would be without it.

    Where no single one is too much, what all of them cost together.
    """
    if not asked:
        return []
    # Each wish is asked once for a row, then counted in every combination.
    has = {
        f"has_{at}": ExpressionWrapper(wish.condition, BooleanField())
        for at, wish in enumerate(asked)
    }
    counts = {}
    for at, _wish in enumerate(asked):
        others = [Q(**{name: True}) for name in has if name != f"has_{at}"]
        rest = reduce(and_, others, Q(pk__isnull=False))
        counts[f"without_{at}"] = Count("pk", filter=rest)
    row = base.annotate(**has).aggregate(**counts, without_all=Count("pk"))
    found = [
        Way(wish=wish, count=row[f"without_{at}"])
        for at, wish in enumerate(asked)
        if row[f"without_{at}"]
    ]
    if found or not row["without_all"]:
        return found
    without = {name: value for wish in asked for name, value in wish.without.items()}
    without |= {"verified": ()} if "verified" in without else {}
    label = ", ".join(wish.label for wish in asked)
    wish = Wish(label=label, without=without, condition=Q())
    return [Way(wish=wish, count=row["without_all"], is_of_all=True)]


def _beyond(centre: Centre, question: Question, asked: list[Wish]) -> list[Clinic]:
    """The nearest clinics outside the circle, with all that was asked for."""
    listed = Clinic.objects.listed().alias(day=clocks.day_there())
    within = listed.filter(box(centre.place, BEYOND).condition)
    near = list(_all(within, asked).order_by(farness(centre.place))[:NEAREST])
    for clinic in near:
        place = Place(
            latitude=float(clinic.latitude), longitude=float(clinic.longitude)
        )
        clinic.km = kilometres(centre.place, place)
    return near


def wider(found: Found) -> list[int]:
    """The larger circles in which there is a clinic, once this one has none."""
    if not found.beyond:
        return []
    nearest = found.beyond[0].km
    return [km for km in RADII if km > found.question.radius and km >= nearest]
