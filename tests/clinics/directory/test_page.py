"""The pages of the directory: what stands on them, and what they cost."""

import pytest
from django.test import Client
from django.utils import translation

from clinics.enums import (
    Category,
    ClinicStatus,
)
from clinics.models import Clinic
from tests.clinics.directory.asking import LEEDS, ask, kind, listed, names, page, paper
from tests.factories.clinics import (
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    PlacementFactory,
)

pytestmark = pytest.mark.django_db


# Pages


def test_twenty_stand_on_a_page_and_the_numbers_go_on():
    Clinic.objects.bulk_create(
        ClinicFactory.build(name=f"Clinic {n:02}", status=ClinicStatus.LISTED, **LEEDS)
        for n in range(45)
    )

    assert names("?town=Leeds") == [f"Clinic {n:02}" for n in range(20)]
    last = ask("?town=Leeds&page=3").context["cards"]
    assert [card.number for card in last] == [41, 42, 43, 44, 45]
    assert 'href="?town=Leeds&amp;page=2"' in page("?town=Leeds&page=3")
    assert names("?page=99999") == [f"Clinic {n:02}" for n in range(40, 45)]
    assert names("?page=x") == names()


def test_past_a_thousand_nobody_counts():
    Clinic.objects.bulk_create(
        ClinicFactory.build(name=f"Clinic {n:04}", status=ClinicStatus.LISTED)
        for n in range(1001)
    )

    html = page("?page=50")
    assert "More than 1,000 clinics" in html
    assert "Page 50 of 50" in html
    assert names("?page=51")[-1] == "Clinic 0999"


def clinic_with_everything(number):
    clinic = listed(f"Clinic {number}")
    paper(clinic)
    HoursFactory(clinic=clinic)
    ClinicLanguageFactory(clinic=clinic)
    placement = PlacementFactory(clinic=clinic)
    paper(None, Category.TRAINING, practitioner=placement.practitioner)


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 7),
        ("?town=Leeds", 7),
        ("?town=Lee", 8),  # several towns begin so
        ("?town=Leeds&verified=hygiene&verified=training&language=pt&open=1", 7),
        ("?town=Leeds&verified=ink&open=1", 4),  # nobody: what to drop, who is beyond
    ],
)
def test_queries_stay_the_same_at_one_clinic_and_at_three(
    query, queries, django_assert_num_queries, migrated
):
    kind(Category.INK)
    ask(query)  # what is read once per process is read now
    clinic_with_everything(1)
    with django_assert_num_queries(queries):
        ask(query)
    clinic_with_everything(2)
    clinic_with_everything(3)
    with django_assert_num_queries(queries):
        ask(query)


# The page


def test_the_bare_directory_is_indexed_and_answers_are_not():
    listed("Crown")
    bare, answer = ask(), ask("?town=Leeds")

    assert "X-Robots-Tag" not in bare
    assert 'name="robots"' not in bare.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, follow"
    canonical = '<link rel="canonical" href="http://testserver/clinics/">'
    assert canonical in bare.content.decode()
    assert canonical in answer.content.decode()


def test_a_reader_gets_no_cookie_and_nothing_is_kept():
    listed("Crown")
    response = ask("?town=Leeds")

    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    Clinic.objects.update(status=ClinicStatus.SUSPENDED)
    assert names() == []


def test_only_the_directory_may_ask_for_a_position():
    assert "geolocation=(self)" in ask()["Permissions-Policy"]
    assert "camera=()" in ask()["Permissions-Policy"]
    assert "geolocation=()" in Client().get("/search/")["Permissions-Policy"]


def test_a_card_leads_to_the_profile_in_the_language_spoken():
    clinic = listed("Crown")

    assert f'href="/clinics/{clinic.slug}/"' in page()
    with translation.override("es"):
        spanish = Client().get("/es/clinics/").content.decode()
    assert f'href="/es/clinics/{clinic.slug}/"' in spanish


def test_what_is_typed_is_shown_as_typed_and_never_as_markup():
    html = page("?town=%3Cb%3EX&name=%22%3E%3Cscript%3E")

    assert "&lt;b&gt;X" in html
    assert "<b>X" not in html
    assert '"><script>' not in html


def test_where_the_towns_come_from_is_named():
    assert "GeoNames" in page()
    assert "CC BY 4.0" in page()
