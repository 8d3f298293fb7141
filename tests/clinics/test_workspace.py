"""Where a clinic's team begins its day."""

import datetime
import re

import pytest
from django.urls import reverse

from clinics import rules
from clinics import todo as todo_list
from clinics.enums import (
    CertificationStatus,
    ClinicRole,
    ClinicStatus,
    ContactKind,
    HoursKind,
    LabReportStatus,
)
from clinics.views import frame
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
    StatusChangeFactory,
    UrgentContactFactory,
)
from tests.factories.inks import BottleFactory, LabReportFactory
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def dashboard(clinic):
    return reverse("workspace:dashboard", args=[clinic.slug])


def paper(at, name, *, days, **fields):
    fields.setdefault("clinic", at)
    last = TODAY + datetime.timedelta(days=days)
    fields.setdefault("valid_until", last)
    longest = 36 if fields["valid_until"] else None
    return CertificationFactory(
        type=CertificationTypeFactory(
            name={"en": name}, longest_validity_months=longest
        ),
        in_force=True,
        counts_until=last,
        **fields,
    )


def test_only_clinic_opens_at_once(sign_in_as):
    response = sign_in_as("owner").get(reverse("workspace:choose"))

    assert response.url == dashboard(clinic_of("owner"))


def test_several_clinics_are_offered_with_the_role_at_each(sign_in_as, person):
    other = ClinicFactory(name="Second Studio")
    MembershipFactory(clinic=other, user=person("owner"), role=ClinicRole.FRONT_DESK)
    ClinicFactory(name="Of somebody else")
    client = sign_in_as("owner")

    html = client.get(reverse("workspace:choose")).content.decode()
    assert clinic_of("owner").name in html
    assert "Second Studio" in html
    assert "Front desk" in html
    assert "Of somebody else" not in html

    html = client.get(dashboard(clinic_of("owner"))).content.decode()
    assert f'href="{dashboard(other)}"' in html


def test_dashboard_shows_first_what_ends_first(
    migrated, sign_in_as, django_assert_num_queries
):
    clinic = clinic_of("owner")
    client = sign_in_as("owner")
    paper(clinic, "Long licence", days=300)
    paper(clinic, "Ending insurance", days=20)
    paper(clinic, "Lapsed report", days=-1)
    paper(clinic, "Replaced", days=10, status=CertificationStatus.SUPERSEDED)
    paper(ClinicFactory(), "Of somebody else", days=10)
    client.get(dashboard(clinic))

    with django_assert_num_queries(18):
        html = client.get(dashboard(clinic)).content.decode()

    places = [html.index(n) for n in ("Lapsed report", "Ending insurance", "Long")]
    assert places == sorted(places)
    assert "20 days left" in html
    assert "Expired" in html
    assert "Replaced" not in html
    assert "Of somebody else" not in html


def test_dashboard_without_papers_says_where_to_begin(sign_in_as):
    html = sign_in_as("frontdesk").get(dashboard(clinic_of("owner"))).content.decode()

    assert "No certification yet" in html


def todo(client, clinic):
    """The lines under "What needs doing", each with where it leads."""
    html = client.get(dashboard(clinic)).content.decode()
    section = html.split("What needs doing")[1].split("<h2>")[0]
    rows = re.findall(r'<li class="row task">(.*?)</li>', section, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


@pytest.fixture
def complete(person):
    """A clinic at which nothing needs doing."""
    clinic = clinic_of("owner")
    clinic.description, clinic.public_email = "Three chairs.", "hello@example.com"
    clinic.save()
    ClinicLanguageFactory(clinic=clinic)
    PlacementFactory(clinic=clinic)
    for kind in HoursKind:
        HoursFactory(clinic=clinic, kind=kind)
    for kind in ContactKind:
        UrgentContactFactory(clinic=clinic, kind=kind, tested_at=NOW, confirmed_at=NOW)
    return clinic


def test_dashboard_where_nothing_needs_doing_says_so(complete, sign_in_as):
    paper(complete, "Long licence", days=91)
    html = sign_in_as("owner").get(dashboard(complete)).content.decode()

    assert todo(sign_in_as("owner"), complete) == []
    assert "Nothing needs doing today." in html
    assert f'href="/clinics/{complete.slug}/"' in html


def test_new_clinic_is_told_what_lacks_the_most_pressing_first(sign_in_as):
    clinic = ClinicFactory(latitude=None, longitude=None)
    client = sign_in_as("owner")
    clinic_of("owner").memberships.update(clinic=clinic)

    assert todo(client, clinic) == [
        "Name whom an urgent report of a client wakes. Now",
        "Hand the clinic in to be listed. Until then nobody finds it. Soon",
        "Name a deputy, for when the urgent contact does not answer. Soon",
        "Say when the clinic is open. Soon",
        "Say when somebody answers clients. Soon",
        "Say in a few sentences what the clinic is. Worth knowing",
        "Put the clinic on the map, so that it is found nearby. Worth knowing",
        "Give a telephone number or an e-mail address for the public. Worth knowing",
        "Say in which languages clients are spoken to. Worth knowing",
        "Name the practitioners who work here. Worth knowing",
    ]


@pytest.mark.parametrize(
    ("days", "fields", "said"),
    [
        (91, {}, []),
        (90, {}, ["Ends in 90 days: Licence. Hand in the new one. Soon"]),
        (1, {}, ["Ends in 1 day: Licence. Hand in the new one. Soon"]),
        (-1, {}, ["Lapsed: Licence. Hand in the new one. Now"]),
        (
            300,
            {"status": CertificationStatus.SUSPENDED},
            ["Suspended: Licence. Answer the reviewers. Now"],
        ),
        (
            -1,
            {"valid_until": None},
            ["Re-check overdue: Licence. Show us that it goes on. Now"],
        ),
        (
            20,
            {"valid_until": None},
            ["We look again in 20 days: Licence. Show us that it goes on. Soon"],
        ),
        (-1, {"status": CertificationStatus.REVOKED}, []),
        (-1, {"status": CertificationStatus.SUPERSEDED}, []),
        (
            300,
            {"status": CertificationStatus.CHANGES_REQUESTED},
            ["The reviewers ask for changes: Licence. Now"],
        ),
        (300, {"status": CertificationStatus.SUBMITTED}, []),
    ],
)
def test_papers_that_need_doing(complete, sign_in_as, days, fields, said):
    paper(complete, "Licence", days=days, **fields)

    assert todo(sign_in_as("owner"), complete) == said


@pytest.mark.parametrize(
    ("days", "status", "begins"),
    [
        (20, CertificationStatus.SUBMITTED, 0),
        (-1, CertificationStatus.SUBMITTED, 0),
        (20, CertificationStatus.ACCEPTED, 0),
        (-1, CertificationStatus.ACCEPTED, 0),
        (20, CertificationStatus.ACCEPTED, 21),
    ],
)
def test_paper_that_is_being_renewed_needs_nothing(
    complete, sign_in_as, days, status, begins
):
    old = paper(complete, "Licence", days=days)
    begins = TODAY + datetime.timedelta(days=begins)
    paper(complete, "Newer", days=400, renews=old, valid_from=begins, status=status)

    assert todo(sign_in_as("owner"), complete) == []


@pytest.mark.parametrize("days", [20, -1])
def test_renewal_that_was_sent_back_is_named_and_not_the_old_paper(
    complete, sign_in_as, days
):
    old = paper(complete, "Licence", days=days)
    sent_back = CertificationStatus.CHANGES_REQUESTED
    paper(complete, "Newer", days=400, renews=old, status=sent_back)

    assert todo(sign_in_as("owner"), complete) == [
        "The reviewers ask for changes: Newer. Now"
    ]


def test_ink_that_needs_doing(complete, sign_in_as):
    past, soon = (TODAY + datetime.timedelta(days=days) for days in (-1, 30))
    opened = TODAY - datetime.timedelta(days=40)
    of_here = {"clinic": complete, "received_on": opened}
    BottleFactory(**of_here, opened_on=opened, discard_on=past)
    for _each in range(2):
        BottleFactory(**of_here, opened_on=opened, discard_on=soon)
    BottleFactory(**of_here, opened_on=opened, discard_on=past, emptied_on=past)
    BottleFactory(**of_here)
    BottleFactory(in_use=True, discard_on=soon)  # of another clinic

    assert todo(sign_in_as("frontdesk"), complete) == [
        "1 bottle of ink is past its last day. Throw it away. Now",
        "2 bottles of ink can be used for a month at most. Worth knowing",
    ]


def test_laboratory_report_that_was_sent_back(complete, sign_in_as):
    sent_back = LabReportFactory(
        clinic=complete, status=LabReportStatus.CHANGES_REQUESTED
    )
    LabReportFactory(clinic=complete, submitted=True)
    LabReportFactory(status=LabReportStatus.CHANGES_REQUESTED)

    assert todo(sign_in_as("owner"), complete) == [
        f"The reviewers ask for changes: laboratory report on {sent_back.batch}. Now"
    ]


def test_lapsed_paper_whose_renewal_begins_later_is_still_to_be_mended(
    complete, sign_in_as
):
    old = paper(complete, "Licence", days=-1)
    begins = TODAY + datetime.timedelta(days=5)
    paper(complete, "Newer", days=400, renews=old, valid_from=begins)

    assert todo(sign_in_as("owner"), complete) == [
        "Lapsed: Licence. Hand in the new one. Now"
    ]


def test_papers_of_practitioners_are_named_with_them(complete, sign_in_as):
    tobias = PractitionerFactory(public_name="Tobias Reid")
    PlacementFactory(clinic=complete, practitioner=tobias)
    left = PlacementFactory(clinic=complete, until=TODAY).practitioner
    own = {"clinic": None, "practitioner": tobias}
    paper(complete, "Training", days=-1, **own)
    paper(complete, "Private", days=300, status=CertificationStatus.DRAFT, **own)
    paper(complete, "Of who left", days=-1, clinic=None, practitioner=left)
    client = sign_in_as("owner")

    assert todo(client, complete) == [
        "Lapsed: Training, Tobias Reid. Hand in the new one. Now"
    ]
    html = client.get(dashboard(complete)).content.decode()
    assert "<strong>Training</strong>, Tobias Reid" in html
    assert "Private" not in html
    assert "Of who left" not in html


def test_contact_that_has_not_confirmed_is_named(complete, sign_in_as):
    complete.urgent_contacts.filter(kind=ContactKind.URGENT).update(confirmed_at=None)

    assert todo(sign_in_as("owner"), complete) == [
        "Ana Duarte has not confirmed yet that test messages arrive. Soon"
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("draft", "The application is with the reviewers since 23 November 2026."),
        ("unlisted", "The clinic is not on the list. Nobody finds it."),
        ("suspended", "Clinic suspended. Nobody was found there."),
        ("closed", "Clinic closed. Nobody was found there."),
    ],
)
def test_state_of_the_listing_is_told(complete, sign_in_as, person, status, said):
    complete.status = status
    complete.handed_in_at, complete.handed_in_by = NOW, person("owner")
    complete.save()
    StatusChangeFactory(
        clinic=complete,
        was=ClinicStatus.LISTED,
        to=ClinicStatus.SUSPENDED if status == "suspended" else ClinicStatus.CLOSED,
        reason="x",
        public_sentence="Nobody was found there.",
    )
    html = sign_in_as("owner").get(dashboard(complete)).content.decode()

    assert said in html
    assert "What the public sees" not in html


def test_tasks_lead_to_their_place_for_who_may_go_there(sign_in_as, monkeypatch):
    clinic = clinic_of("owner")
    place = todo_list.Place("rights", rules.Right.EDIT_CONTACTS)
    monkeypatch.setattr(todo_list, "CONTACTS", place)
    link = f'<a href="{reverse("workspace:rights", args=[clinic.slug])}">Name whom'

    assert link in sign_in_as("owner").get(dashboard(clinic)).content.decode()
    html = sign_in_as("practitioner").get(dashboard(clinic)).content.decode()
    assert "Name whom an urgent report of a client wakes." in html
    assert link not in html


@pytest.mark.parametrize(
    ("words", "name", "args"),
    [
        ("Hand the clinic in", "listing", []),
        ("Say in a few sentences", "profile", []),
        ("Say when the clinic is open", "hours", ["opening"]),
        ("Say when somebody answers", "hours", ["response"]),
        ("Name whom an urgent report", "contacts", []),
        ("Name the practitioners", "practitioners", []),
    ],
)
def test_each_task_of_a_new_clinic_leads_on(sign_in_as, words, name, args):
    clinic = clinic_of("owner")
    clinic.status = ClinicStatus.DRAFT
    clinic.save()
    html = sign_in_as("owner").get(dashboard(clinic)).content.decode()

    place = reverse(f"workspace:{name}", args=[clinic.slug, *args])
    assert f'<a href="{place}">{words}' in html


def test_place_that_is_not_there_is_no_link(person):
    clinic, owner = clinic_of("owner"), person("owner")
    nowhere = todo_list.Place("nowhere", rules.Right.SEE_DASHBOARD)

    assert frame.address_of(owner, clinic, nowhere) == ""
    assert frame.address_of(owner, clinic, None) == ""


def test_next_step_in_hygiene_is_told(complete, sign_in_as):
    for code in ("LOCAL-PERMIT", "INS"):
        CertificationFactory(
            clinic=complete, type=CertificationTypeFactory(code=code), in_force=True
        )
    html = sign_in_as("owner").get(dashboard(complete)).content.decode()

    assert "Hygiene level 1 of 4" in html
    assert "For level 2, “Clean instruments”, this is missing:" in html
    assert "A carrier takes away needles" in html


def test_page_of_rights_is_the_table_of_the_rules(sign_in_as, monkeypatch):
    address = reverse("workspace:rights", args=[clinic_of("owner").slug])
    client = sign_in_as("practitioner")
    html = client.get(address).content.decode()
    for right in rules.Right:
        assert str(right.label) in html
    yes = html.count(">Yes<")
    assert yes == sum(map(len, rules.RIGHTS.values()))

    changed = rules.RIGHTS | {rules.Right.MANAGE_TEAM: rules.EVERYBODY}
    monkeypatch.setattr(rules, "RIGHTS", changed)
    assert client.get(address).content.decode().count(">Yes<") == yes + 2


def test_day_of_a_clinic_is_the_day_where_it_stands(clock):
    clock.move_to(datetime.datetime(2026, 11, 23, 23, 30, tzinfo=datetime.UTC))

    assert ClinicFactory(time_zone="Europe/London").today == TODAY
    east = ClinicFactory(time_zone="Pacific/Auckland")
    assert east.today == TODAY + datetime.timedelta(days=1)
    assert CertificationFactory(clinic=east).today == east.today
    assert east.day_ends_at.isoformat() == "2026-11-25T00:00:00+13:00"
