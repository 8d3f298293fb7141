"""What needs doing at a clinic today, worked out from what is there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics import history, presenting, rules, stock
from clinics.domain.certifications import RENEWAL_OPENS
from clinics.enums import (
    HOLDS,
    BottleState,
    CertificationStatus,
    ClinicStatus,
    ContactKind,
    HoursKind,
    Standing,
)
from clinics.models import Bottle, Certification, Clinic, LabReport, Practitioner
from clinics.models.certification import DECIDED
from clinics.presenting import Line
from clinics.rules import Right
from portal.accounts.models import User

SEVERITY = ["bad", "warn", "info"]
NO_CONTACT = {
    ContactKind.URGENT: (
        "bad",
        gettext_lazy("Name whom an urgent report of a client wakes."),
    ),
    ContactKind.DEPUTY: (
        "warn",
        gettext_lazy("Name a deputy, for when the urgent contact does not answer."),
    ),
}
NO_HOURS = {
    HoursKind.OPENING: gettext_lazy("Say when the clinic is open."),
    HoursKind.RESPONSE: gettext_lazy("Say when somebody answers clients."),
}


@dataclass(frozen=True)
class Place:
    """An address of the workspace: its name, what it takes, and who may open it."""

    name: str
    right: Right
    args: tuple[str, ...] = ()
    namespace: str = "workspace"


PROFILE = Place("profile", Right.EDIT_PROFILE)
LISTING = Place("listing", Right.SEE_DASHBOARD)
CONTACTS = Place("contacts", Right.EDIT_CONTACTS)
PEOPLE = Place("practitioners", Right.EDIT_PRACTITIONERS)
INKS = Place("bottles", Right.KEEP_INKS)
CERTIFICATIONS = Place("certifications", Right.SEE_CERTIFICATIONS)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do, or to know; `place` is where in the workspace it is done.

    `kind` is a kind of components/status.html, the most pressing first.
    """

    kind: str
    text: str | Promise
    place: Place | None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Tasks that an app above knows of, and the right without which nobody reads them.

    `tasks` asks the same number of queries however many there are.
    """

    name: str
    right: Right
    tasks: Callable[[Clinic], Iterable[Task]]


SOURCES: list[Source] = []


def add(source: Source) -> None:
    """Let an app above add its tasks, in its `AppConfig.ready`; twice is once."""
    if source.name not in {each.name for each in SOURCES}:
        SOURCES.append(source)


def from_sources(user: User, clinic: Clinic) -> list[Task]:
    """What the apps above know of, for who may read it."""
    return [
        task
        for source in SOURCES
        if rules.may(user, source.right, clinic)
        for task in source.tasks(clinic)
    ]


def lines_of(papers: Iterable[Certification], clinic: Clinic) -> list[Line]:
    """The decided papers by days left; a replaced one is left out."""
    decided = [paper for paper in papers if paper.status in DECIDED]
    lines = presenting.by_days_left(decided, on=clinic.today)
    return [line for line in lines if not _gave_way(line, decided)]


def tasks(
    clinic: Clinic,
    *,
    papers: list[Certification],
    people: list[Practitioner],
    bottles: list[Bottle],
    reports: list[LabReport],
    further: list[Task],
) -> list[Task]:
    """Everything that needs doing, the most pressing first. At most 4 queries.

    `papers` are those of the clinic and its people, in whatever state; `bottles` those
    that are not empty, `reports` those that were sent back. `further` tasks stand
    above others as pressing: people before papers.
    """
    found = [
        *further,
        *_about_the_listing(clinic),
        *_about_papers(clinic, papers),
        *_about_inks(clinic, bottles),
        *_about_reports(reports),
        *_about_contacts(clinic),
        *_about_hours(clinic),
        *_about_the_profile(clinic, people),
    ]
    return sorted(found, key=lambda task: SEVERITY.index(task.kind))


def _about_the_listing(clinic: Clinic) -> Iterator[Task]:
    if clinic.status == ClinicStatus.DRAFT and clinic.handed_in_at:
        text = _("The application is with the reviewers since %(day)s.")
        day = presenting.named_day(clinic.local_day(clinic.handed_in_at))
        yield Task(kind="info", text=text % day, place=LISTING)
    elif clinic.status == ClinicStatus.DRAFT:
        text = _("Hand the clinic in to be listed. Until then nobody finds it.")
        yield Task(kind="warn", text=text, place=LISTING)
    elif clinic.status == ClinicStatus.UNLISTED:
        text = _("The clinic is not on the list. Nobody finds it.")
        yield Task(kind="info", text=text, place=LISTING)
    elif clinic.status in presenting.STRUCK_OFF:
        change = clinic.status_changes.last()
        said = change.public_sentence if change else ""
        word = presenting.STRUCK_OFF[clinic.status]
        yield Task(kind="bad", text=f"{word}. {said}".strip(), place=None)


def _about_papers(clinic: Clinic, papers: list[Certification]) -> Iterator[Task]:
    for paper in papers:
        if paper.status == CertificationStatus.CHANGES_REQUESTED:
            text = _("The reviewers ask for changes: %(paper)s.") % _named(paper)
            yield Task(kind="bad", text=text, place=CERTIFICATIONS)
    for line in lines_of(papers, clinic):
        if task := _about_paper(line, papers):
            yield task


def _about_paper(line: Line, papers: list[Certification]) -> Task | None:
    paper, kind, place = line.certification, "bad", CERTIFICATIONS
    its_own_end = presenting.ends_by_itself(paper)
    if line.standing == Standing.SUSPENDED:
        text = _("Suspended: %(paper)s. Answer the reviewers.")
        place = Place("decisions", Right.SEE_CERTIFICATIONS, (paper.shown_code,))
    elif _is_sent_back(paper, papers):
        return None  # its renewal stands in the list already
    elif line.standing == Standing.EXPIRED and its_own_end:
        text = _("Lapsed: %(paper)s. Hand in the new one.")
    elif line.standing == Standing.EXPIRED:
        text = _("Re-check overdue: %(paper)s. Show us that it goes on.")
    elif _is_to_be_renewed(line, papers):
        kind, text = "warn", _ends_soon(line.days_left, its_own_end=its_own_end)
    else:
        return None
    text %= _named(paper) | {"days": line.days_left}
    return Task(kind=kind, text=text, place=place)


def _ends_soon(days: int, *, its_own_end: bool) -> str:
    if its_own_end:
        return ngettext(
            "Ends in %(days)s day: %(paper)s. Hand in the new one.",
            "Ends in %(days)s days: %(paper)s. Hand in the new one.",
            days,
        )
    return ngettext(
        "We look again in %(days)s day: %(paper)s. Show us that it goes on.",
        "We look again in %(days)s days: %(paper)s. Show us that it goes on.",
        days,
    )


def _gave_way(line: Line, decided: list[Certification]) -> bool:
    paper = line.certification
    lapsed = line.standing in {Standing.EXPIRED, Standing.RENEWAL_UNDER_REVIEW}
    return lapsed and bool(history.replaced_on(paper, decided, today=paper.today))


def _is_sent_back(paper: Certification, papers: list[Certification]) -> bool:
    """Whether the reviewers ask for changes to its renewal."""
    return any(
        each.renews_id == paper.pk
        and each.status == CertificationStatus.CHANGES_REQUESTED
        for each in papers
    )


def _is_to_be_renewed(line: Line, papers: list[Certification]) -> bool:
    """Ends soon, and no renewal waits for the reviewers or for its first day."""
    paper = line.certification
    later = any(
        each.renews_id == paper.pk and each.status in DECIDED for each in papers
    )
    ends_soon = line.standing in HOLDS and line.days_left <= RENEWAL_OPENS.days
    return ends_soon and not (paper.renewal_waits or later)


def _about_inks(clinic: Clinic, bottles: list[Bottle]) -> Iterator[Task]:
    states = [(each, each.state(on=clinic.today)) for each in bottles]
    past = [each for each, state in states if state == BottleState.PAST]
    if past:
        text = ngettext(
            "%(bottles)s bottle of ink is past its last day. Throw it away.",
            "%(bottles)s bottles of ink are past their last day. Throw them away.",
            len(past),
        ) % {"bottles": len(past)}
        yield Task(kind="bad", text=text, place=INKS)
    soon = [
        each
        for each, state in states
        if state in {BottleState.IN_USE, BottleState.SEALED}
        and stock.to_do(each, state, on=clinic.today)
    ]
    if soon:
        text = ngettext(
            "%(bottles)s bottle of ink can be used for a month at most.",
            "%(bottles)s bottles of ink can be used for a month at most.",
            len(soon),
        ) % {"bottles": len(soon)}
        yield Task(kind="info", text=text, place=INKS)


def _about_reports(reports: list[LabReport]) -> Iterator[Task]:
    for report in reports:
        text = _("The reviewers ask for changes: laboratory report on %(batch)s.")
        place = Place("lab-report", Right.HAND_IN_REPORTS, (str(report.pk),))
        yield Task(kind="bad", text=text % {"batch": report.batch}, place=place)


def _about_contacts(clinic: Clinic) -> Iterator[Task]:
    contacts = {contact.kind: contact for contact in clinic.urgent_contacts.all()}
    for kind, (severity, text) in NO_CONTACT.items():
        contact = contacts.get(kind)
        if contact is None:
            yield Task(kind=severity, text=text, place=CONTACTS)
        elif not contact.confirmed_at:
            told = _("%(name)s has not confirmed yet that test messages arrive.")
            text = told % {"name": contact.name}
            yield Task(kind="warn", text=text, place=CONTACTS)


def _about_hours(clinic: Clinic) -> Iterator[Task]:
    known = {row.kind for row in clinic.hours.all()}
    for kind, text in NO_HOURS.items():
        if kind not in known:
            place = Place("hours", Right.EDIT_PROFILE, (str(kind),))
            yield Task(kind="warn", text=text, place=place)


def _about_the_profile(clinic: Clinic, people: list[Practitioner]) -> Iterator[Task]:
    placed = Place("profile", rules.right_to_identity(clinic))
    on_map = _("Put the clinic on the map, so that it is found nearby.")
    gaps = [
        (clinic.description, _("Say in a few sentences what the clinic is.")),
        (clinic.latitude, on_map),
        (
            clinic.public_phone or clinic.public_email,
            _("Give a telephone number or an e-mail address for the public."),
        ),
        (
            clinic.languages.all(),
            _("Say in which languages clients are spoken to."),
        ),
    ]
    for value, text in gaps:
        if not value:
            place = placed if text == on_map else PROFILE
            yield Task(kind="info", text=text, place=place)
    if not people:
        text = _("Name the practitioners who work here.")
        yield Task(kind="info", text=text, place=PEOPLE)


def _named(paper: Certification) -> dict[str, str]:
    name = str(paper.type.name)
    if paper.practitioner:
        name = f"{name}, {paper.practitioner.public_name}"
    return {"paper": name}
