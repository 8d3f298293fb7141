"""The directory: who is found, by what, how far away, and what an empty page says."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import translation

from aftercare.enums import ReportLevel, ReportStatus
from clinics.enums import (
    Category,
    CertificationStatus,
    Claim,
    ClinicStatus,
    Subject,
    Verification,
)
from clinics.models import Clinic
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    PlacementFactory,
    PublishedFiguresFactory,
)
from tests.factories.reports import SymptomReportFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LEEDS = {"town": "Leeds", "country": "GB", "time_zone": "Europe/London"}
LEEDS |= {"latitude": "53.79648", "longitude": "-1.54785"}


def listed(name, **fields):
    return ClinicFactory(
        **{"name": name, "status": ClinicStatus.LISTED, **LEEDS, **fields}
    )


def kind(category, claim=Claim.CERTIFIED, **fields):
    subject = Subject.PRACTITIONER if category == Category.TRAINING else Subject.CLINIC
    fields = {"subject": subject, **fields}
    return CertificationTypeFactory(category=category, claim=claim, **fields)


def paper(clinic, category=Category.HYGIENE, **fields):
    if "type" not in fields:
        fields["type"] = kind(category)
    fields = {"counts_until": TODAY + 30 * DAY, **fields}
    return CertificationFactory(clinic=clinic, in_force=True, **fields)


def ask(query=""):
    return Client().get(f"/clinics/{query}")


def shown(query="") -> list[Clinic]:
    """The clinics of the page, in their order."""
    return list(ask(query).context["found"].page.object_list)


def page(query="") -> str:
    return " ".join(ask(query).content.decode().split())


def names(query="") -> list[str]:
    """The clinics of the list, in its order."""
    return [card.clinic.name for card in ask(query).context["cards"]]


# Who is in it


def test_only_listed_clinics_are_shown():
    listed("Open to all")
    for status in set(ClinicStatus) - {ClinicStatus.LISTED}:
        ClinicFactory(name=f"canary {status}", status=status)

    assert names() == ["Open to all"]
    assert "canary" not in page()


def test_without_a_question_clinics_come_by_name():
    for name in ("Beta", "Alpha", "Gamma"):
        listed(name)

    assert names() == ["Alpha", "Beta", "Gamma"]
    assert "No paid places, no stars. The order is the name, from A to Z." in page()


def test_empty_register_says_so():
    assert "No clinic is listed yet." in page()


# Where


def test_a_town_finds_the_clinics_around_it_the_nearest_first():
    listed("In York", town="York", latitude="53.95763", longitude="-1.08271")
    listed("In Leeds")
    listed("In Bradford", town="Bradford", latitude="53.79391", longitude="-1.75206")

    assert names("?town=Leeds&radius=25") == ["In Leeds", "In Bradford"]
    assert names("?town=leeds&radius=50") == ["In Leeds", "In Bradford", "In York"]
    html = page("?town=Leeds&radius=25")
    assert "13 km (8.3 miles)" in html
    assert "The order is the distance, nearest first." in html


@pytest.mark.parametrize("query", ["", "?town=Leeds", "?town=Leeds&order=name"])
def test_reports_and_figures_change_no_place_in_the_register(query):
    two, one = listed("Same"), listed("Same")
    before = [clinic.pk for clinic in shown(query)]
    for clinic, reported in ((two, 0), (one, 80)):
        PublishedFiguresFactory(clinic=clinic, reported=reported)
        for _each in range(3):
            SymptomReportFactory(
                clinic=clinic, level=ReportLevel.EMERGENCY, status=ReportStatus.WAITING
            )
        assert [each.pk for each in shown(query)] == before


def test_order_by_name_is_kept_within_a_circle():
    listed("Zeta")
    listed("Alpha", latitude="53.79391", longitude="-1.75206")

    assert names("?town=Leeds") == ["Zeta", "Alpha"]
    assert names("?town=Leeds&order=name") == ["Alpha", "Zeta"]


def test_miles_stand_beside_where_roads_are_measured_so():
    lyon = {"latitude": "45.80000", "longitude": "4.84789", "country": "FR"}
    listed("À Lyon", town="Lyon", time_zone="Europe/Paris", **lyon)

    html = page("?town=Lyon")
    assert re.search(r"\d km", html)
    assert "miles" not in html


def test_a_town_with_clinics_goes_before_a_larger_one_and_the_others_are_offered():
    spain = {"latitude": "39.46975", "longitude": "-0.37739", "country": "ES"}
    listed("Coronilla", town="Valencia", time_zone="Europe/Madrid", **spain)

    html = page("?town=Valencia")
    assert names("?town=Valencia") == ["Coronilla"]
    assert "1 clinic within 25 km of Valencia, Spain" in html
    venezuela = re.search(r'href="([^"]+)">Valencia, Venezuela', html)
    assert "place=3625549" in venezuela[1]
    chosen = page(venezuela[1].replace("&amp;", "&"))
    assert "0 clinics within 25 km of Valencia, Venezuela" in chosen


def test_a_slip_of_the_finger_is_forgiven_and_said():
    listed("In Leeds")

    html = page("?town=Leedz")
    assert "We took it for Leeds, United Kingdom." in html
    assert names("?town=Leedz") == ["In Leeds"]


def test_an_unknown_town_says_so_and_shows_nobody():
    listed("In Leeds")

    html = page("?town=Xqqzyw")
    assert "We do not know a town called “Xqqzyw”." in html
    assert names("?town=Xqqzyw") == []
    assert 'value="Xqqzyw"' in html


def test_a_position_finds_who_is_near():
    listed("In Leeds")

    html = page("?near=53.80,-1.55")
    assert "1 clinic within 25 km of your position" in html
    assert 'name="near" value="53.80,-1.55"' in html
    assert "(less than 1 km" not in html


def test_a_position_that_is_too_exact_is_rounded_in_the_address():
    response = ask("?near=53.796481234,-1.547851234&radius=50&page=2")

    assert response.status_code == 302
    assert response.url == "/clinics/?near=53.80,-1.55&radius=50&page=2"


@pytest.mark.parametrize("near", ["here", "91,0", "0,181", "1e5,2", "53.8", "٥٣,1"])
def test_a_position_that_cannot_be_read_is_said(near):
    listed("In Leeds")

    assert "We could not read your position." in page(f"?near={near}")
    assert names(f"?near={near}") == ["In Leeds"]


@pytest.mark.parametrize(
    "query",
    ["radius=7", "radius=x", "order=price", "language=xx"],
)
def test_what_cannot_be_read_is_left_out_and_said(query):
    listed("In Leeds")

    html = page(f"?{query}")
    assert "We could not read" in html
    assert names(f"?{query}") == ["In Leeds"]


# By name, language and the clock


def test_a_name_is_found_by_a_part_of_it_in_any_capitals():
    listed("Crown Row Studio")
    listed("Harrow & Pine")

    assert names("?name=crown+ROW") == ["Crown Row Studio"]
    assert names("?name=%25") == []


def test_a_language_is_found():
    ClinicLanguageFactory(clinic=listed("Speaks Welsh"), language="cy")
    ClinicLanguageFactory(clinic=listed("Speaks English"), language="en")

    assert names("?language=cy") == ["Speaks Welsh"]
    assert "Welsh" in page("?language=cy")


def test_open_now_goes_by_the_clock_of_the_place(clock):
    """At 09:30 UTC on Monday it is 18:30 in Tokyo and 03:30 in Chicago."""
    clock.move_to(NOW + datetime.timedelta(minutes=30))
    for name, zone in [
        ("London", "Europe/London"),
        ("Tokyo", "Asia/Tokyo"),
        ("Chicago", "America/Chicago"),
    ]:
        HoursFactory(clinic=listed(name, time_zone=zone))

    assert names("?open=1") == ["London"]
    html = page()
    assert html.count("Open now, until 17:00") == 1
    assert "Closed now, opens today at 09:00" in html  # Chicago
    assert "Closed now, opens on Monday at 09:00" in html  # Tokyo
    clock.shift(datetime.timedelta(hours=7, minutes=30))  # 17:00: the door shuts
    assert names("?open=1") == ["Chicago"]


def test_in_the_last_minute_of_the_day_a_door_that_never_shuts_is_open(clock):
    for weekday in range(7):
        HoursFactory(
            clinic=Clinic.objects.filter(name="Always").first() or listed("Always"),
            weekday=weekday,
            starts_at=datetime.time(0),
            until_at=datetime.time(23, 59),
        )
    HoursFactory(clinic=listed("By day"))
    clock.move_to(NOW.replace(hour=23, minute=59, second=30))

    assert names("?open=1") == ["Always"]
    assert "Open now </span>" in page("?open=1")


# By what holds today


@pytest.mark.parametrize("category", list(Category))
def test_a_category_finds_who_holds_a_paper_of_it(category):
    holder, other = listed("Holder"), listed("Other")
    if category == Category.TRAINING:
        placement = PlacementFactory(clinic=holder)
        paper(None, category, practitioner=placement.practitioner)
    else:
        paper(holder, category)
    for rest in set(Category) - {category, Category.TRAINING}:
        paper(other, rest)

    assert names(f"?verified={category}") == ["Holder"]
    [card] = ask(f"?verified={category}").context["cards"]
    assert [held.category for held in card.held] == [category]


def test_several_categories_must_all_hold():
    both, one = listed("Both"), listed("One")
    paper(both, Category.HYGIENE)
    paper(both, Category.INSURANCE)
    paper(one, Category.HYGIENE)

    assert names("?verified=hygiene&verified=insurance") == ["Both"]


@pytest.mark.parametrize(
    "fields",
    [
        {"counts_until": TODAY - DAY},
        {"valid_from": TODAY + DAY},
        {"status": CertificationStatus.SUSPENDED},
        {"status": CertificationStatus.REVOKED},
        {"status": CertificationStatus.SUPERSEDED},
        {"status": CertificationStatus.SUBMITTED},
        {"held_until": NOW + datetime.timedelta(minutes=1)},  # an emergency
        {"verification": Verification.SELF_DECLARED},
    ],
)
def test_a_paper_that_does_not_hold_today_does_not_count(fields):
    paper(listed("Without"), **fields)

    assert names("?verified=hygiene") == []
    assert "No paper that we have checked holds today." in page()


def test_a_declaration_does_not_count_however_it_was_looked_at():
    declared = kind(
        Category.HYGIENE, Claim.DECLARED, best_verification=Verification.SELF_DECLARED
    )
    paper(listed("Declares"), type=declared)

    assert names("?verified=hygiene") == []
    assert names(f"?type={declared.code}") == []
    assert "No paper that we have checked holds today." in page()


def test_a_paper_ends_at_midnight_where_the_clinic_stands(clock):
    for name, zone in [
        ("Auckland", "Pacific/Auckland"),
        ("Chicago", "America/Chicago"),
    ]:
        paper(listed(name, time_zone=zone), counts_until=TODAY)

    assert names("?verified=hygiene") == ["Auckland", "Chicago"]
    clock.move_to(datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC))
    # It is the 24th in Auckland now.
    assert names("?verified=hygiene") == ["Chicago"]
    assert page().count("No paper that we have checked holds today.") == 1
    clock.move_to(datetime.datetime(2026, 11, 24, 5, 59, tzinfo=datetime.UTC))
    assert names("?verified=hygiene") == ["Chicago"]
    clock.move_to(datetime.datetime(2026, 11, 24, 6, 0, tzinfo=datetime.UTC))
    assert names("?verified=hygiene") == []


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, False),
    ],
)
def test_training_counts_while_its_holder_works_there(since, until, counts):
    placement = PlacementFactory(clinic=listed("Crown"), since=since, until=until)
    paper(None, Category.TRAINING, practitioner=placement.practitioner)

    assert names("?verified=training") == (["Crown"] if counts else [])
    [card] = ask().context["cards"]
    assert [held.category for held in card.held] == (["training"] if counts else [])


def test_the_insurance_of_one_person_does_not_insure_the_clinic():
    placement = PlacementFactory(clinic=listed("Crown"))
    own = kind(Category.INSURANCE, Claim.INSURED, subject=Subject.PRACTITIONER)
    paper(None, type=own, practitioner=placement.practitioner)

    assert names("?verified=insurance") == []
    assert names(f"?type={own.code}") == ["Crown"]


def test_a_kind_is_found_by_its_code_and_named_by_its_name():
    wanted = kind(Category.HYGIENE, name={"en": "Steriliser validated"})
    paper(listed("Validated"), type=wanted)
    paper(listed("Other"))

    assert names(f"?type={wanted.code.lower()}") == ["Validated"]
    assert "Steriliser validated" in page(f"?type={wanted.code}")
    assert names("?type=NONE-SUCH") == []


def test_a_card_says_the_strongest_check_of_each_category():
    clinic = listed("Crown")
    paper(clinic, Category.HYGIENE, verification=Verification.DOCUMENT_SEEN)
    paper(clinic, Category.HYGIENE, verification=Verification.ISSUER)
    registered = kind(Category.LICENCE, Claim.REGISTERED)
    paper(clinic, type=registered, verification=Verification.REGISTER)

    [card] = ask().context["cards"]
    assert [
        (held.category, held.claim, held.verification, held.kind) for held in card.held
    ] == [
        (Category.HYGIENE, Claim.CERTIFIED, Verification.ISSUER, "good"),
        (Category.LICENCE, Claim.REGISTERED, Verification.REGISTER, "info"),
    ]


# Chips, counts and the way on


def test_each_filter_is_a_chip_that_takes_itself_away():
    paper(listed("Crown"))

    chips = dict(ask("?town=Leeds&radius=50&verified=hygiene&open=1").context["chips"])
    assert chips == {
        "Leeds, United Kingdom": "?radius=50&verified=hygiene&open=1",
        "Hygiene": "?town=Leeds&radius=50&open=1",
        "Open now": "?town=Leeds&radius=50&verified=hygiene",
    }


def test_an_empty_answer_counts_what_each_filter_costs():
    for name in ("A", "B", "C"):
        paper(listed(name), Category.HYGIENE)
    insured = listed("D")
    paper(insured, Category.INSURANCE)

    html = page("?town=Leeds&verified=hygiene&verified=insurance")
    assert "has all that you asked for" in html
    assert "3 clinics without “Insurance”" in html
    assert "1 clinic without “Hygiene”" in html
    assert names("?town=Leeds&verified=hygiene") == ["A", "B", "C"]


def test_an_empty_circle_names_the_nearest_beyond_with_all_that_was_asked():
    york = {"town": "York", "latitude": "53.95763", "longitude": "-1.08271"}
    listed("Without", **york)
    hull = {"town": "Hull", "latitude": "53.74460", "longitude": "-0.33525"}
    paper(listed("With", **hull))

    html = page("?town=Leeds&verified=hygiene")
    assert re.search(r">With</a>, Hull <span[^>]*>· 80 km", html)
    assert ">Without<" not in html
    assert "Look within 100 km" in html


def test_nobody_far_and_wide_is_said_and_no_larger_circle_offered():
    listed("In Leeds")

    html = page("?town=Tokyo")
    assert "Nor is there one within 500 km." in html
    assert "Look within" not in html
    assert '<a href="./">See every clinic</a>' in html


def test_only_circles_that_reach_somebody_are_offered():
    hull = {"town": "Hull", "latitude": "53.74460", "longitude": "-0.33525"}
    paper(listed("With", **hull))  # 80 km away

    html = page("?town=Leeds&verified=hygiene")
    assert "Look within 50 km" not in html
    assert "Look within 100 km" in html


def test_where_no_single_wish_is_too_much_all_of_them_can_be_dropped():
    for name in ("A", "B"):
        listed(name)

    query = "?town=Leeds&verified=hygiene&verified=insurance&open=1"
    html = page(query)
    assert html.index("within 500 km.") < html.index("Without these wishes")
    assert "See every clinic" not in html
    assert "2 clinics without “Hygiene, Insurance, Open now”" in html
    [(_way, address)] = ask(query).context["ways"]
    assert address == "?town=Leeds"


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
        ("", 6),
        ("?town=Leeds", 6),
        ("?town=Lee", 7),  # several towns begin so
        ("?town=Leeds&verified=hygiene&verified=training&language=pt&open=1", 6),
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


# The map


def test_dots_carry_the_numbers_of_the_list():
    listed("Far", latitude="53.95763", longitude="-1.08271")
    listed("Near")
    listed("Next door")

    drawn = ask("?town=Leeds&radius=50").context["map"]
    assert [dot.text for dot in drawn.dots] == ["1, 2", "3"]
    leeds, york = drawn.dots
    assert (leeds.x, leeds.y) == pytest.approx((320, 200), abs=1)
    assert york.x > leeds.x
    assert york.y < leeds.y
    assert "Sheffield" in [town.text for town in drawn.towns]


def test_a_map_goes_across_the_date_line_the_short_way():
    fiji = {"latitude": "-17.80000", "longitude": "179.50000"}
    samoa = {"latitude": "-13.83333", "longitude": "-171.76667"}
    listed("A", **fiji)
    listed("B", **samoa)

    one, two = ask().context["map"].dots
    assert 0 < one.x < two.x < 640
    assert two.x - one.x > 300


def test_clinics_without_a_place_have_no_map():
    listed("Nowhere", latitude=None, longitude=None)

    assert ask().context["map"] is None
    assert names("?town=Leeds") == []
