"""Who is found by name, language, hours and papers, and what an empty answer says."""

import datetime
import re

import pytest

from clinics.enums import (
    Category,
    CertificationStatus,
    Claim,
    LabAct,
    LabReason,
    LabReportStatus,
    Subject,
    Verification,
)
from clinics.models import Clinic
from tests.clinics.directory.asking import (
    accepted_ink,
    ask,
    kind,
    listed,
    names,
    page,
    paper,
)
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    ClinicLanguageFactory,
    HoursFactory,
    PlacementFactory,
)
from tests.factories.inks import (
    BottleFactory,
    LabDecisionFactory,
    LabReportFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


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
    elif category == Category.INK:
        accepted_ink(holder)
    else:
        paper(holder, category)
    for rest in set(Category) - {category, Category.TRAINING, Category.INK}:
        paper(other, rest)

    assert names(f"?verified={category}") == ["Holder"]
    [card] = ask(f"?verified={category}").context["cards"]
    assert [held.category for held in card.held] == [category]


@pytest.mark.parametrize(
    "bottle",
    [
        {"opened_on": None, "discard_on": None},
        {"opened_on": TODAY + DAY, "discard_on": TODAY + 30 * DAY},
        {"discard_on": TODAY - DAY},
        {"emptied_on": TODAY},
        {"aside": True},
        {"batch__expires_on": TODAY - DAY},
    ],
)
def test_an_ink_that_is_not_in_use_today_does_not_count(bottle):
    accepted_ink(listed("Without"), **bottle)

    assert names("?verified=ink") == []
    assert ask().context["cards"][0].held == []


@pytest.mark.parametrize("report", [{}, {"submitted": True}])
def test_an_ink_whose_report_nobody_accepted_does_not_count(report):
    bottle = BottleFactory(clinic=listed("Without"), in_use=True)
    LabReportFactory(batch=bottle.batch, **report)
    LabReportFactory(accepted=True)  # on another batch

    assert names("?verified=ink") == []
    assert ask().context["cards"][0].held == []


def test_an_ink_in_which_another_report_found_too_much_does_not_count():
    bottle = accepted_ink(listed("Crown"))
    report = LabReportFactory(
        batch=bottle.batch, submitted=True, status=LabReportStatus.REJECTED
    )
    decision = LabDecisionFactory(
        report=report, act=LabAct.REJECT, reason=LabReason.UNREADABLE, text="Blurred."
    )
    assert names("?verified=ink") == ["Crown"]

    decision.reason = LabReason.OVER_LIMIT
    decision.save()
    assert names("?verified=ink") == []
    assert ask().context["cards"][0].held == []


def test_an_ink_ends_at_midnight_where_the_clinic_stands(clock):
    for name, zone in [
        ("Auckland", "Pacific/Auckland"),
        ("Chicago", "America/Chicago"),
    ]:
        accepted_ink(listed(name, time_zone=zone), discard_on=TODAY)

    assert names("?verified=ink") == ["Auckland", "Chicago"]
    clock.move_to(datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC))
    # It is the 24th in Auckland now.
    assert names("?verified=ink") == ["Chicago"]
    assert page().count("No paper that we have checked holds today.") == 1


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
