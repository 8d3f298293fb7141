"""The check of a symptom: what it asks, what it answers, and that it keeps nothing."""

import html
import unicodedata

import html5lib
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from portal.content.check import answer
from portal.content.check.forms import CheckForm
from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.triage import RULES, Level
from portal.knowledge.triage_rules import ACTIONS
from portal.ui.check import groups, wording
from tests.factories.content import HomePageFactory, SideEffectPageFactory
from tests.house.source import own_models

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FEVER = {"temp": "38.5", "day": "5"}


@pytest.fixture(autouse=True)
def site():
    HomePageFactory(published=True)


def ask(told: dict, path="/check/", **more):
    return Client(**more).post(path, told)


def words(response) -> str:
    """The page as it is read: one line, without markup."""
    assert response.status_code == 200
    parsed = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return " ".join("".join(parsed.find("body").itertext()).split())


def form(told: dict) -> CheckForm:
    data = QueryDict(mutable=True)
    for name, value in told.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return CheckForm(data)


# What is asked


def test_every_question_is_asked_or_left_out_for_a_reason():
    assert len(set(groups.ASKED)) == len(groups.ASKED)
    assert {*groups.ASKED, *groups.LEFT_OUT} == set(CATALOGUE.items)
    assert set(groups.ASKED).isdisjoint(groups.LEFT_OUT)


def test_emergency_advice_stands_above_the_form_and_red_flags_come_first():
    page = Client().get("/check/").content.decode()

    advice = page.index("Call 112, 999 or 911 now if")
    assert advice < page.index("<form") < page.index('name="red_flags"')
    assert page.index('name="red_flags"') < page.index('name="redness_extent"')
    assert page.index('name="other"') < page.index('name="day"')
    assert "(optional)" not in page
    assert "csrfmiddlewaretoken" not in page


def test_the_form_costs_no_query_and_is_kept_for_the_next_reader():
    Client().get("/check/")
    with CaptureQueriesContext(connection) as fresh:
        Client().get("/check/?fresh")
    kept = Client().get("/check/")

    assert len(fresh) == 0
    assert "no-store" not in kept.get("Cache-Control", "")
    assert "X-Robots-Tag" not in kept
    assert not kept.cookies


# What is answered


def test_a_fever_on_day_5_sends_to_a_doctor_today_and_says_why():
    response = ask(FEVER)

    said = words(response)
    assert "See a doctor today" in said
    assert "Call a doctor or an urgent care line today (111 in the UK)" in said
    assert "Fever or shivering can be a sign that an infection is spreading" in said
    assert "From the answers: Temperature: 38.5 °C" in said
    assert "High temperature (fever) in adults, NHS" in said
    assert "It is not a diagnosis." in said
    day = "<dt>Days since the session</dt><dd>5</dd>"
    assert day in response.content.decode()
    assert f"Rules of {RULES.version}, questions of {CATALOGUE.version}" in said


@pytest.mark.parametrize(
    ("told", "name", "care"),
    [
        ({"redness_extent": "1", "day": "2"}, "Usual for this day", "non-urgent"),
        ({"itch_nrs": "8", "day": "3"}, "Contact your clinic", "non-urgent"),
        ({"fluid": "4", "day": "3"}, "See a doctor today", "urgent"),
        ({"red_flags": ["breathing"]}, "Call for help now", "emergency"),
    ],
)
def test_each_level_has_its_name_and_its_card(told, name, care):
    page = ask(told).content.decode()

    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    assert "".join(parsed.find(".//h1").itertext()).strip() == name
    assert f'class="care-card care-card--{care}"' in page


@pytest.mark.parametrize("flag", CATALOGUE.item("red_flags").values)
def test_a_red_flag_alone_is_an_emergency(flag):
    told = form({"red_flags": [flag]})

    assert told.is_valid()
    found = answer.to(told.answers, day=None)
    assert found.level == Level.EMERGENCY
    assert [reason.because[0][0] for reason in found.reasons] == ["Emergency signs"]


@pytest.mark.parametrize("beside", [{"day": ""}, {"day": "x"}, {"temp": "hot"}])
def test_nothing_else_stands_in_the_way_of_a_red_flag(beside):
    said = words(ask({"red_flags": ["fainted"]} | beside))

    assert "Call for help now" in said
    assert "Please check your answers" not in said


def test_a_red_flag_does_not_hide_what_else_was_told():
    said = words(ask(FEVER | {"red_flags": ["fainted"]}))

    assert "Fever or shivering can be a sign" in said
    assert "You did not tell us about" not in said


def test_thoughts_of_suicide_get_words_of_their_own():
    said = words(ask({"red_flags": ["suicidal"]}))

    assert "You do not have to carry this alone." in said
    assert "in the UK call 111 and choose option 2" in said
    assert "Say that the skin of your head was tattooed" not in said
    with_more = words(ask({"red_flags": ["suicidal", "breathing"]}))
    assert "Say that the skin of your head was tattooed" in with_more


def test_answers_that_contradict_each_other_never_lower_the_level():
    told = FEVER | {"feels_feverish": "no", "shivery": "no", "redness_extent": "0"}

    assert "See a doctor today" in words(ask(told))


def test_an_illness_counts():
    told = {"redness_extent": "2", "day": "5"}

    assert "Contact your clinic" in words(ask(told))
    with_diabetes = words(ask(told | {"risk": ["diabetes"]}))
    assert "See a doctor today" in with_diabetes
    assert "From the answers: Your health: Diabetes" in with_diabetes


def test_the_rules_below_the_level_stand_folded_beneath():
    page = ask(FEVER).content.decode()

    fold = page.index("1 more thing that we noticed")
    assert page.index("Fever or shivering can be a sign") < fold
    assert fold < page.index(
        "Measure your temperature now and again in a few hours. At"
    )


def test_a_doctor_today_leaves_no_room_for_an_appointment():
    told = {"redness_extent": "3", "day": "5"}

    assert "Book an appointment with a doctor." in words(ask(told))
    assert "Book an appointment" not in words(ask(told | {"heat": "3"}))


def test_what_was_not_told_is_named():
    page = ask(FEVER).content.decode()

    assert "You did not tell us about: Redness, Heat, Swelling" in page
    assert "<dt>Emergency signs</dt><dd>None of them</dd>" in page


def test_a_charted_symptom_shows_the_point_beside_the_band():
    page = ask({"redness_extent": "4", "pain_nrs": "6", "heat": "0", "day": "5"})

    said = words(page)
    assert "Redness after a session, day by day" in said
    assert "The dot is the answer of day 5: “Past the edge by more" in said
    assert "The most that is usual then: “On the treated skin, and fading”" in said
    assert "The dot is the answer of day 5: “6”" in said
    assert "Heat after a session" not in said
    assert page.content.decode().count('class="chart-marker"') == 2
    assert "No clinician has signed off these bands yet." in said


def test_every_action_and_level_has_words():
    assert set(wording.ACTIONS) == set(ACTIONS)
    for table in (wording.CARE, wording.ICONS, wording.STATUS, wording.NEXT):
        assert set(table) == set(Level)
    assert set(wording.CARD_HEADINGS) == set(Level)


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        ("38.5", 38.5),
        (" 38,5 ", 38.5),
        ("38.5 °C", 38.5),
        ("38c", 38),
        ("101.3 F", 101.3),
        ("\u0663\u0668", 38),
    ],
)
def test_a_temperature_is_read_as_people_type_it(typed, degrees):
    told = form({"temp": typed, "day": "5"})

    assert told.is_valid()
    assert told.answers["temp"] == degrees


@pytest.mark.parametrize("typed", ["hot", "60", "38 F", "101 C", "3850", "-38", "1e2"])
def test_a_temperature_that_cannot_be_is_asked_again(typed):
    response = ask({"temp": typed, "day": "5"})

    assert "Type a temperature such as 38.2 in °C or 100.8 in °F." in words(response)
    page = response.content.decode()
    assert f'value="{typed}"' in page
    assert page.count("<details open>") == 1


# Articles


def test_the_article_about_the_symptom_is_one_tap_away():
    SideEffectPageFactory(
        title="Redness", slug="redness", symptom="redness_extent", published=True
    )
    SideEffectPageFactory(title="Draft on redness", symptom="redness_extent")
    SideEffectPageFactory(title="Scabs", symptom="scabs", published=True)

    page = ask({"redness_extent": "2", "scabs": "0", "day": "9"}).content.decode()

    assert 'href="/side-effects/redness/">Redness</a>' in page
    assert "Draft on redness" not in page
    assert ">Scabs</a>" not in page


def test_an_article_without_a_translation_says_its_language():
    article = SideEffectPageFactory(
        title="Redness", symptom="redness_extent", published=True
    )
    told = {"redness_extent": "2", "day": "9"}
    spanish, _ = Locale.objects.get_or_create(language_code="es")

    before = ask(told, "/es/check/").content.decode()
    assert 'lang="en" hreflang="en">Redness</a>' in before

    copy = article.copy_for_translation(spanish, copy_parents=True)
    copy.title, copy.live = "Enrojecimiento", True
    copy.save(clean=False)
    after = ask(told, "/es/check/").content.decode()
    assert ">Enrojecimiento</a>" in after
    assert ">Redness</a>" not in after


def test_the_answer_costs_two_queries():
    for symptom in ("redness_extent", "scabs", "heat"):
        SideEffectPageFactory(title=symptom, symptom=symptom, published=True)
    told = {"redness_extent": "2", "scabs": "4", "heat": "3", "day": "9"}
    ask(told)

    with CaptureQueriesContext(connection) as captured:
        response = ask(told)

    assert response.content.decode().count("/side-effects/") >= 3
    assert len(captured) == 2


# Mistakes


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Type the number of days. Today is 0."),
        ({}, "If nothing there fits, open “Something else”"),
        ({"temp": "38.5"}, "Type the number of days. Today is 0."),
        ({"day": "5"}, "Open what bothers you and answer at least one question."),
        (
            {"day": "5", "risk": ["diabetes"]},
            "Open what bothers you and answer at least one question.",
        ),
        ({"day": "five", "temp": "38.5"}, "Type a whole number of days, such as 5."),
        ({"day": "-1", "temp": "38.5"}, "greater than or equal to 0"),
        ({"day": "99999", "temp": "38.5"}, "less than or equal to 36500"),
        ({"day": "5", "red_flags": ["nonsense"]}, "Select a valid choice."),
    ],
)
def test_a_mistake_is_named_and_what_was_told_is_kept(told, sentence):
    response = ask(told)

    said = words(response)
    assert "Please check your answers" in said
    assert sentence in said
    assert "Error:" in response.content.decode()
    for name in told.keys() & {"day", "temp"}:
        assert f'name="{name}" value="{told[name]}"' in response.content.decode()


def test_answers_can_be_changed_without_typing_them_again():
    told = {"redness_extent": "2", "risk": ["diabetes", "keloid"], "day": "9"}
    page = ask(told).content.decode()
    for hidden in ('name="day" value="9"', 'name="risk" value="keloid"'):
        assert f'<input type="hidden" {hidden}>' in page

    again = ask(told | {"change": "yes"})

    page = again.content.decode()
    assert "Please check your answers" not in page
    assert page.count(" checked") == 3
    assert again["Cache-Control"] == "private, no-store"


def hostile() -> list[str]:
    """Two hundred strings that have broken forms elsewhere."""
    seeds = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror='alert(1)'>",
        "{{ 7*7 }}{% debug %}",
        "${jndi:ldap://x/y}",
        "'; DROP TABLE wagtailcore_page; --",
        "=HYPERLINK(1)",
        "../../etc/passwd",
        "%s%n%x",
        "\r\nBcc: x@example.com",
        "\u202e5.83",
        "\ud83e\uddd1".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\u0663\u0668\u066b\u0665",
        "³⁸",
        "½",
        "1e400",
        "inf",
        "nan",
        "0x26",
        "9" * 5000,
        "38." + "5" * 400,
    ]
    shapes = [
        lambda text: text,
        lambda text: text * 50,
        lambda text: f"38{text}",
        lambda text: f"{text}38",
        lambda text: f" {text}\t",
        str.upper,
        lambda text: unicodedata.normalize("NFKD", text),
        lambda text: text[::-1],
        lambda text: f"\ufeff{text}",
        lambda text: f"-{text}",
    ]
    return [shape(seed) for seed in seeds for shape in shapes]


def test_hostile_answers_are_read_or_refused_and_never_break():
    assert len(hostile()) == 200
    for text in hostile():
        told = form(dict.fromkeys(CheckForm().fields, text))
        if told.is_valid():
            answer.to(told.answers, day=told.cleaned_data["day"])
        assert set(told.errors) <= {*told.fields, "__all__"}, text


@pytest.mark.parametrize("number", range(0, 200, 17))
def test_hostile_answers_come_back_dead(number):
    text = hostile()[number]

    response = ask(dict.fromkeys(("temp", "day", "redness_extent", "risk"), text))

    assert response.status_code == 200
    assert f'value="{html.escape(text)}"' in response.content.decode()


def test_a_nul_byte_is_refused():
    assert ask({"temp": "38\0", "day": "5"}).status_code == 400


# What is kept: nothing


def test_nothing_that_was_told_is_kept():
    models = [*own_models(), Session]
    before = {model: model._base_manager.count() for model in models}

    client = Client(enforce_csrf_checks=True)
    response = client.post("/check/", FEVER)

    assert response.status_code == 200
    assert {model: model._base_manager.count() for model in models} == before
    assert not client.cookies


@pytest.mark.parametrize("told", [FEVER, {}, FEVER | {"change": "yes"}])
def test_no_cache_no_robot_and_no_other_site_learns_of_it(told):
    response = ask(told)

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


def test_an_address_with_answers_in_it_answers_nothing():
    page = Client().get("/check/?temp=38.5&day=5").content.decode()

    assert "See a doctor today" not in page
    assert 'value="38.5"' not in page


def test_other_verbs_are_refused():
    assert Client().put("/check/").status_code == 405


# In Spanish


def test_the_check_speaks_spanish():
    page = Client().get("/es/check/").content.decode()
    said = words(ask(FEVER, "/es/check/"))

    assert "Ahora mismo, ¿tienes algo de esto?" in page
    assert 'action="/es/check/"' in page
    assert "Ve al médico hoy" in said
    assert "La fiebre o los escalofríos pueden ser signo" in said
    assert "No es un diagnóstico." in said


def test_charts_speak_spanish():
    with translation.override("es"):
        told = form({"redness_extent": "4", "day": "5"})
        found = answer.to(told.answers if told.is_valid() else {}, day=5)

    assert "Enrojecimiento" in found.charts[0].title
