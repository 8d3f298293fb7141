"""Where a clinic's team begins its day."""

import datetime

import pytest
from django.urls import reverse

from clinics import rules
from clinics.enums import CertificationStatus, ClinicRole
from tests.conftest import TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    MembershipFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db


def dashboard(clinic):
    return reverse("workspace:dashboard", args=[clinic.slug])


def paper(clinic, name, *, days, **fields):
    return CertificationFactory(
        clinic=clinic,
        type=CertificationTypeFactory(name={"en": name}),
        in_force=True,
        counts_until=TODAY + datetime.timedelta(days=days),
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

    with django_assert_num_queries(6):
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
