"""Photos as the client adds them and the clinic reads them."""

import datetime
import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageOps

from aftercare import own_data
from aftercare.domain import photos
from aftercare.enums import ScalpView
from aftercare.models import Photo
from portal.accounts import consent_texts
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent
from tests.aftercare.domain.test_photos import received
from tests.aftercare.domain.test_reports import send
from tests.factories import documents
from tests.factories.accounts import ConsentFactory
from tests.factories.plans import launched
from tests.factories.reports import SymptomReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
VERSION = consent_texts.current(Purpose.PHOTOS).version
DAY = datetime.timedelta(days=1)


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


@pytest.fixture
def plan(me):
    return launched(me, days_ago=3)


@pytest.fixture
def report(plan):
    return send(plan)


@pytest.fixture
def allowed(me):
    return ConsentFactory(user=me, purpose=Purpose.PHOTOS)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def url(name, report, *more) -> str:
    return reverse(f"my:{name}", args=[report.number, *more])


def upload(browser, report, data, name="IMG_1.jpg", view="crown"):
    file = SimpleUploadedFile(name, data, "image/jpeg")
    at = url("photo-add", report, view)
    return browser.post(at, {"photo": file}, follow=True)


def from_a_phone() -> bytes:
    """Lies on its side, knows where and when it was taken; the left half is red."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to the right to see it upright
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 38.0), 3: "W"})
    exif.get_ifd(0x8769)[0x9003] = "2026:11:22 08:15:00"
    exif[0x010E] = "canary-words"
    picture = Image.new("RGB", (800, 600), "white")
    picture.paste("red", (0, 0, 400, 600))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"canary-comment")
    return out.getvalue()


def test_the_question_comes_first_and_a_yes_opens_the_fields(browser, report, me):
    at = url("report-photos", report)
    page = html(browser.get(at))
    assert "First: may your clinic see them?" in page
    assert 'type="file"' not in page
    assert "You may add photos of your scalp to a report" in page

    upload(browser, report, documents.picture())
    assert not Photo.objects.exists()
    browser.post(url("photos-allow", report), {"text_version": "1999-01-01.1"})
    assert Purpose.PHOTOS not in Consent.objects.in_force(me)

    page = html(
        browser.post(
            url("photos-allow", report), {"text_version": VERSION}, follow=True
        )
    )
    assert Purpose.PHOTOS in Consent.objects.in_force(me)
    assert page.count('type="file"') == len(ScalpView)
    assert 'accept="image/*" capture="environment"' in page
    assert "Nobody watches photos live" in page


def test_the_report_is_whole_without_photos_and_leads_to_them(browser, report):
    page = html(browser.get(url("report-shown", report)))

    assert url("report-photos", report) in page
    assert "Your report is with us all the same" in page


def test_a_photo_of_a_phone_is_upright_and_says_nothing_of_where(
    browser, report, allowed
):
    page = html(upload(browser, report, from_a_phone()))

    assert "Crown: added." in page
    assert 'alt="Crown, day 3"' in page
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (600, 800)
    assert photo.taken_on == datetime.date(2026, 11, 22)
    for name in ("photo", "photo-small"):
        answer = browser.get(reverse(f"my:{name}", args=[photo.key]))
        kept = Image.open(io.BytesIO(answer.content))
        assert not kept.getexif()
        assert b"canary" not in answer.content
        assert b"Exif" not in answer.content
        assert ImageOps.exif_transpose(kept).size == kept.size
        assert kept.height > kept.width
        red, green, _blue = kept.getpixel((kept.width // 2, kept.height // 8))
        assert red > 200 > 60 > green  # what lay on the left is on top
        assert answer["Content-Type"] == "image/jpeg"
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_heic_is_taken(browser, report, allowed):
    upload(browser, report, documents.picture("HEIF"), "IMG_0001.HEIC")

    answer = browser.get(reverse("my:photo", args=[Photo.objects.get().key]))
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (documents.picture()[:900], "a.jpg", "The photo cannot be opened."),
        (b"<svg/>", "a.jpg", "This is no photo that can be read here"),
        (documents.picture(size=(200, 400)), "a.jpg", "a side of less than 300 pixels"),
        (documents.pdf(), "a.pdf", "This is no photo that can be read here"),
        (b"", "a.jpg", "The file is empty."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_view(
    browser, report, allowed, data, name, said
):
    page = html(upload(browser, report, data, name, view="back"))

    section = page[page.index('id="back"') :]
    assert said in section
    assert 'aria-describedby="refused-back-1"' in section
    assert page.count(said) == 2  # with the summary at the top, which leads there
    assert 'href="#photo-back">Back of the head: ' in page
    assert not Photo.objects.exists()


def test_more_than_fifteen_megabytes_is_too_much(browser, report, allowed):
    data = documents.picture() + bytes(15 * 1024 * 1024)
    page = html(upload(browser, report, data))

    assert "The photo has more than 15 MB." in page
    assert not Photo.objects.exists()


def test_no_file_is_said(browser, report, allowed):
    page = html(browser.post(url("photo-add", report, "crown")))

    assert "Choose a photo first, or take one." in page


def test_a_view_that_there_is_not_is_not_there(browser, report, allowed):
    assert browser.post(url("photo-add", report, "inside")).status_code == 404
    assert browser.post(url("photo-remove", report, "inside")).status_code == 404


def test_a_second_click_is_one_photo(browser, report, allowed):
    keys = set()
    for _ in range(2):
        upload(browser, report, documents.picture())
        keys.add(Photo.objects.get().key)

    assert len(keys) == 1


def test_what_is_dark_or_blurred_is_said_and_taken(browser, report, allowed):
    for view, colour in (("left", (20, 20, 20)), ("right", (150, 120, 110))):
        out = io.BytesIO()
        Image.new("RGB", (800, 800), colour).save(out, "JPEG")
        page = html(upload(browser, report, out.getvalue(), view=view))
    sharp = html(upload(browser, report, documents.picture(), view="crown"))

    assert Photo.objects.count() == 3
    assert page.count("It is dark; another one near a window helps.") == 1
    assert page.count("It looks blurred;") == sharp.count("It looks blurred;") == 2


def test_dark_skin_in_good_light_is_no_dark_photo(browser, report, allowed):
    """The skin is dark; the wall behind it says that the light is good."""
    picture = Image.new("RGB", (800, 800), (62, 40, 30))
    picture.paste((185, 180, 175), (0, 0, 800, 120))
    out = io.BytesIO()
    picture.save(out, "JPEG")
    upload(browser, report, out.getvalue())

    assert Photo.objects.get().is_dark is False


def test_the_last_photo_of_a_view_is_the_guide(browser, plan, allowed, me, clock):
    before = send(plan)
    photos.add(before, ScalpView.CROWN, received(), by=me)
    clock.shift(DAY)
    page = html(browser.get(url("report-photos", send(plan))))

    assert page.count("Your last one, of day 3") == 1
    assert 'alt="Crown, day 3"' in page
    assert page.count("data-camera") == 1
    assert (
        "camera=(self)"
        in browser.get(url("report-photos", before))["Permissions-Policy"]
    )
    assert "camera=()" in browser.get("/my/photos/")["Permissions-Policy"]


def test_removing_takes_it_away(browser, report, allowed, me):
    photo = photos.add(report, ScalpView.CROWN, received(), by=me)
    at = url("photo-remove", report, "crown")

    assert "Crown: removed." in html(browser.post(at, follow=True))
    assert browser.get(reverse("my:photo", args=[photo.key])).status_code == 404
    assert browser.post(at).status_code == 302  # a second click


def test_an_old_report_takes_no_more(browser, report, allowed, clock):
    clock.shift(3 * DAY)
    page = html(browser.get(url("report-photos", report)))
    assert "Photos are added within two days of a report" in page
    assert 'type="file"' not in page

    page = html(upload(browser, report, documents.picture()))
    assert "this report is too long ago" in page
    assert not Photo.objects.exists()


def test_side_by_side_over_the_days_of_a_course(browser, plan, allowed, me, clock):
    for mark in "ab":
        photos.add(send(plan), ScalpView.CROWN, received(mark), by=me)
        clock.shift(DAY)
    page = html(browser.get(reverse("my:photos")))

    assert page.index('alt="Crown, day 3"') < page.index('alt="Crown, day 4"')
    assert page.count("<h3>") == 1
    with CaptureQueriesContext(connection) as two:
        browser.get(reverse("my:photos"))
    photos.add(send(plan), ScalpView.BACK, received("c"), by=me)
    with CaptureQueriesContext(connection) as three:
        browser.get(reverse("my:photos"))
    assert len(two) == len(three) == 6


def test_withdrawing_takes_them_from_the_clinic_and_not_from_the_person(
    person, sign_in_as, browser, report, allowed, me
):
    photo = photos.add(report, ScalpView.CROWN, received(), by=me)
    staff = sign_in_as("frontdesk")
    case = reverse("inbox:report", args=[report.clinic.slug, report.number])
    picture = reverse(
        "inbox:photo", args=[report.clinic.slug, report.number, photo.key]
    )
    assert 'alt="Crown, day 3"' in html(staff.get(case))
    assert picture in html(staff.get(case))
    assert "private, no-store" in staff.get(picture)["Cache-Control"]

    browser.post(reverse("my:consent", args=["photos"]), {"act": "withdraw"})
    assert staff.get(picture).status_code == 404
    assert "Crown, day 3" not in html(staff.get(case))
    assert "nobody but you sees these" in html(browser.get(reverse("my:photos")))
    assert browser.get(reverse("my:photo", args=[photo.key])).status_code == 200


def test_a_photo_is_reached_by_its_own_report_alone(sign_in_as, plan, allowed, me):
    photo = photos.add(send(plan), ScalpView.CROWN, received(), by=me)
    other = send(plan)
    staff = sign_in_as("frontdesk")

    for number, key in ((other.number, photo.key), (photo.report.number, uuid4())):
        at = reverse("inbox:photo", args=[photo.report.clinic.slug, number, key])
        assert staff.get(at).status_code == 404


def test_the_page_of_a_report_costs_the_same_with_any_number_of_photos(
    sign_in_as, browser, plan, allowed, me
):
    report = send(plan)
    staff = sign_in_as("frontdesk")
    case = reverse("inbox:report", args=[report.clinic.slug, report.number])
    mine = url("report-photos", report)
    counts = []
    for view in (ScalpView.CROWN, ScalpView.LEFT):
        photos.add(report, view, received(view[0]), by=me)
        staff.get(case)
        with CaptureQueriesContext(connection) as at_clinic:
            staff.get(case)
        with CaptureQueriesContext(connection) as own:
            browser.get(mine)
        counts.append((len(at_clinic), len(own)))

    assert counts == [(20, 7), (20, 7)]


def test_no_photo_is_readable_by_anybody_else(client, sign_in_as, report, allowed, me):
    photo = photos.add(report, ScalpView.CROWN, received(), by=me)
    clinic = report.clinic.slug
    paths = [
        reverse(name, args=at)
        for name, at in (
            ("my:photo", [photo.key]),
            ("my:photo-small", [photo.key]),
            ("inbox:photo", [clinic, report.number, photo.key]),
            ("inbox:photo-small", [clinic, report.number, photo.key]),
        )
    ]
    for path in paths:
        assert client.get(path).status_code == 302
    others = ("other_client", "other_owner", "reviewer", "moderator", "admin")
    for role in others:
        browser = sign_in_as(role)
        for path in paths:
            assert browser.get(path).status_code == 404, (role, path)
    for name in photo.files:
        assert client.get(f"/media/{name}").status_code == 404


def test_a_lost_file_is_not_there(browser, report, allowed, me):
    photo = photos.add(report, ScalpView.CROWN, received(), by=me)
    photos.keeping.let_go(photo.file.name)

    assert browser.get(reverse("my:photo", args=[photo.key])).status_code == 404


def test_my_data_tells_of_each_photo_and_where_it_is(report, allowed, me):
    photo = photos.add(report, ScalpView.CROWN, received(), by=me)
    (told,) = own_data.for_programs(me)["parts"]["photos"]

    assert told["view"] == "crown"
    assert told["file"] == reverse("my:photo", args=[photo.key])
    assert told["report"] == report.spoken


def test_a_report_that_nobody_reads_takes_photos_for_the_person(browser, plan, allowed):
    kept = SymptomReportFactory(
        plan=plan, clinic=None, status="kept", user=plan.user, day=3
    )
    page = html(upload(browser, kept, documents.picture()))

    assert "No clinic reads this report now; the photos are for you." in page
    assert Photo.objects.get().report == kept
