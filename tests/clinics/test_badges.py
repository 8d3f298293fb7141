"""The badge turns by itself, on other people's websites too."""

import datetime
import re
import zoneinfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from clinics import badges, codes
from clinics.enums import ClinicStatus
from tests.clinics.test_verification import STATES, days, paper, suspended
from tests.conftest import NOW, TODAY
from tests.factories.clinics import ClinicFactory, StatusChangeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def address(certification):
    return f"/v/{certification.shown_code}/badge.svg"


def badge(certification):
    cache.clear()
    return Client().get(address(certification))


def words(answer) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", answer.content.decode())


@pytest.mark.parametrize(
    ("state", "word", "when", "kind"),
    [
        ("valid", "Valid", "until 23 Oct 2028", "good"),
        ("expiring", "Ends soon", "until 13 Dec 2026", "warn"),
        ("not yet valid", "Not yet valid", "from 25 Nov 2026", "info"),
        ("expired", "Expired", "ended 22 Nov 2026", "bad"),
        ("renewal under review", "Expired", "ended 22 Nov 2026", "bad"),
        ("suspended", "Suspended", "since 18 Nov 2026", "bad"),
        ("revoked", "Revoked", "since 18 Nov 2026", "bad"),
        ("superseded", "Replaced", "by a newer paper", "neutral"),
        ("without an end", "Valid", "re-check 11 Jun 2027", "good"),
        ("re-check due", "Valid", "re-check 13 Dec 2026", "warn"),
        ("re-check overdue", "Unconfirmed", "since 22 Nov 2026", "bad"),
    ],
)
def test_badge_says_what_the_page_says(state, word, when, kind):
    answer = badge(STATES[state][0]())

    assert words(answer) == [word, when, "Scalpwise · 23 Nov 2026"]
    assert badges.COLOURS[kind] in answer.content.decode()


def test_badge_of_a_suspended_clinic_does_not_glow():
    made = paper()
    made.clinic.status = ClinicStatus.SUSPENDED
    made.clinic.save()
    StatusChangeFactory(
        clinic=made.clinic,
        was=ClinicStatus.LISTED,
        to=ClinicStatus.SUSPENDED,
        at=NOW - datetime.timedelta(days=3),
        reason="Told to the team.",
        public_sentence="Told to all.",
    )

    answer = badge(made)

    assert words(answer)[:2] == ["Clinic suspended", "since 20 Nov 2026"]
    assert badges.COLOURS["good"] not in answer.content.decode()


@pytest.mark.parametrize("code", ["8K2M-4T7Q-WXX9", "8K2M", "8K2M-4T7Q-WX29"])
def test_badge_of_what_nobody_issued_is_a_picture_that_says_so(code):
    answer = Client().get(f"/v/{code}/badge.svg")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "image/svg+xml"
    assert words(answer)[:2] == ["Unknown code", "not issued by us"]
    assert "max-age=0" in answer["Cache-Control"]


def test_badge_may_stand_on_any_website_and_do_nothing_there():
    made = paper()
    cold, kept = Client().get(address(made)), Client().get(address(made))

    for answer in (cold, kept):
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["Content-Security-Policy"] == (
            "default-src 'none'; frame-ancestors 'none'; sandbox"
        )
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer.cookies == {}
    for forbidden in ("<script", "style", "href", "url("):
        assert forbidden not in cold.content.decode()


def test_badge_speaks_the_language_of_its_address():
    made = paper()
    with translation.override("es"):
        expected = translation.gettext("until %(day)s") % {"day": "23 oct. 2028"}

    answer = Client().get("/es" + address(made))

    assert "2028" in words(answer)[1]
    assert words(answer)[1].split()[0] == expected.split()[0]
    assert answer["Content-Language"] == "es"


def test_badge_is_led_to_its_one_address():
    made = paper()

    answer = Client().get(f"/v/{made.code.lower()}/badge.svg")

    assert (answer.status_code, answer.url) == (301, address(made))


def lifetime(answer) -> int:
    shares = dict(
        part.strip().partition("=")[::2] for part in answer["Cache-Control"].split(",")
    )
    assert "must-revalidate" in shares
    return int(shares["max-age"])


@pytest.mark.parametrize("seconds", [7200, 90, 60, 59, 20, 1])
def test_badge_is_kept_by_no_browser_beyond_the_midnight_of_the_clinic(clock, seconds):
    zone = zoneinfo.ZoneInfo("Europe/Madrid")
    clinic = ClinicFactory(status=ClinicStatus.LISTED, time_zone="Europe/Madrid")
    made = paper(clinic=clinic, valid_until=TODAY)
    midnight = datetime.datetime(2026, 11, 24, tzinfo=zone)
    client = Client()

    clock.move_to(midnight - datetime.timedelta(seconds=seconds))
    assert lifetime(client.get(address(made))) <= seconds
    for later in (seconds // 2, seconds):  # kept by us, and handed out again
        clock.move_to(midnight - datetime.timedelta(seconds=seconds - later))
        answer = client.get(address(made))
        left = seconds - later
        if left:
            assert words(answer)[0] == "Ends soon"
            assert 0 < lifetime(answer) <= left
        else:
            assert words(answer)[0] == "Expired"


def test_long_words_are_drawn_smaller_and_never_run_out_of_the_badge():
    assert badges._in_large("Valid") == badges.Line("Valid", badges.LARGE)
    middle = badges._in_large("Not yet valid")
    assert (middle.size, middle.is_tight) == (badges.MIDDLE, False)
    assert badges._in_large("Clínica suspendida por ahora").is_tight


def test_suspension_reaches_the_badge_within_a_minute():
    assert lifetime(badge(suspended())) <= 60
    assert lifetime(badge(paper(valid_until=days(3)))) <= 60


def test_code_of_the_tests_is_nobodys():
    assert codes.read("8K2M-4T7Q-WXX9") is not None
