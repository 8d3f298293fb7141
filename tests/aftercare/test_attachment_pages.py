"""Files in the thread of a report, as both sides send and read them."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from aftercare import own_data
from aftercare.domain import report_answers
from aftercare.models import Attachment, Message
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.files import keeping
from tests.aftercare.domain.test_attachments import letter, write
from tests.aftercare.domain.test_photos import received
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.aftercare.test_photo_pages import from_a_phone
from tests.answers import text_of
from tests.factories import documents
from tests.factories.accounts import ConsentFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
PICTURE = ("scalp.jpg", documents.picture())
LETTER = ("letter.pdf", documents.pdf("From the doctor"))
WORDS = {"text": "", "watch_for": "A fever.", "come_back": "Tomorrow."}


def program(document):
    document.Root.OpenAction = document.make_indirect(
        {"/S": documents.pikepdf.Name.JavaScript, "/JS": documents.pikepdf.String("1")}
    )


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


@pytest.fixture
def staff(sign_in_as):
    return sign_in_as("frontdesk")


@pytest.fixture
def report(me):
    return send(launched(me, days_ago=5), INFECTED)


@pytest.fixture
def allowed(me):
    return ConsentFactory(user=me, purpose=Purpose.PHOTOS)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def uploads(files):
    return [SimpleUploadedFile(name, data) for name, data in files]


def send_files(browser, report, *files, text="", key=None):
    data = {"key": str(key or uuid4()), "text": text, "files": uploads(files)}
    at = reverse("my:report-write", args=[report.number])
    return browser.post(at, data, follow=True)


def answer(staff, report, *files, **told):
    data = {"key": str(uuid4()), "seen": report_answers.seen(report), **WORDS, **told}
    at = reverse("inbox:reply", args=[report.clinic.slug, report.number])
    return staff.post(at, data | {"files": uploads(files)}, follow=True)


def case(report) -> str:
    return reverse("inbox:report", args=[report.clinic.slug, report.number])


def at_clinic(name, attached) -> str:
    report = attached.message.report
    return reverse(
        f"inbox:{name}", args=[report.clinic.slug, report.number, attached.key]
    )


def test_a_picture_and_a_letter_without_a_word(browser, staff, report, allowed):
    page = html(send_files(browser, report, PICTURE, LETTER))

    assert "Your message was sent." in page
    assert 'alt="Attached picture: scalp.jpg"' in page
    assert "PDF, 1 page" in page
    picture, paper = Attachment.objects.all()
    theirs = html(staff.get(case(report)))
    for attached in (picture, paper):
        mine = reverse("my:attachment", args=[attached.key])
        assert mine in page
        assert at_clinic("attachment", attached) in theirs
        for reader, at in ((browser, mine), (staff, at_clinic("attachment", attached))):
            answered = reader.get(at)
            assert answered.status_code == 200
            assert "sandbox" in answered["Content-Security-Policy"]
            cache = set(answered["Cache-Control"].split(", "))
            assert {"private", "no-store"} <= cache
            assert answered["X-Content-Type-Options"] == "nosniff"
            assert answered["Cross-Origin-Resource-Policy"] == "same-origin"
    shown = browser.get(reverse("my:attachment", args=[paper.key]))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    small = reverse("my:attachment-small", args=[paper.key])
    assert browser.get(small).status_code == 404


def test_a_picture_of_a_phone_says_nothing_of_where(browser, report, allowed):
    send_files(browser, report, ("IMG_1.jpg", from_a_phone()))

    for name in ("attachment", "attachment-small"):
        at = reverse(f"my:{name}", args=[Attachment.objects.get().key])
        content = browser.get(at).content
        assert b"canary" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", documents.pdf(change=program), "The PDF holds a program."),
        ("a.jpg", PICTURE[1][:900], "The file cannot be opened."),
        ("a.pdf", PICTURE[1], "its name does not end in .jpg or .jpeg"),
        ("a.docx", b"PK\3\4", "This is none of HEIC, JPEG, PDF, PNG."),
        ("a.pdf", b"", "The file is empty."),
        ("a.jpg", PICTURE[1] + bytes(10 * 1024 * 1024), "more than 10 MB"),
    ],
)
def test_a_refused_file_is_named_and_the_words_are_kept(
    browser, staff, report, allowed, name, data, said
):
    for page in (
        html(send_files(browser, report, LETTER, (name, data), text="My words.")),
        html(answer(staff, report, LETTER, (name, data), text="My words.")),
    ):
        assert f"{name}: " in page
        assert said in page
        assert "letter.pdf: " not in page
        assert "My words.</textarea>" in page
        assert "choose the files anew" in page
    assert not Message.objects.exists()
    assert not Attachment.objects.exists()


def test_four_files_are_too_many_and_nothing_is_too_little(browser, report, allowed):
    page = html(send_files(browser, report, *[LETTER] * 4, text="My words."))
    assert "Choose at most 3 files." in page
    assert "Nothing was sent yet. Your words are kept; choose the files anew." in page
    assert "My words.</textarea>" in page

    assert "Write a message, or attach a file." in html(send_files(browser, report))
    assert not Message.objects.exists()


def test_neither_words_nor_files_are_called_optional(browser, staff, report):
    for page, label in (
        (browser.get(reverse("my:report-shown", args=[report.number])), "Your message"),
        (
            staff.get(
                reverse("inbox:report", args=[report.clinic.slug, report.number])
            ),
            "Your answer",
        ),
    ):
        shown = text_of(page.text)
        assert f"{label} Write, attach files, or both." in shown
        assert "Attach files (optional)" not in shown


def test_a_second_click_is_one_message(browser, report, allowed):
    key = uuid4()
    for _ in range(2):
        send_files(browser, report, PICTURE, key=key)

    assert Message.objects.count() == Attachment.objects.count() == 1


def test_who_does_not_allow_photos_attaches_letters_alone(browser, report):
    page = html(browser.get(reverse("my:report-shown", args=[report.number])))
    assert "You do not allow photos now" in page
    assert "Allow photos, to attach pictures too" in page
    assert 'accept=".pdf"' in page

    page = html(send_files(browser, report, LETTER, PICTURE, text="My words."))
    assert "scalp.jpg: you do not allow photos now" in page
    assert "letter.pdf: " not in page
    assert "My words.</textarea>" in page
    assert not Message.objects.exists()
    html(send_files(browser, report, LETTER))
    assert Attachment.objects.get().name == "letter.pdf"


def test_a_consent_taken_back_meanwhile_is_said(browser, report, allowed, monkeypatch):
    """The form was read while photos were allowed; the row says otherwise."""
    monkeypatch.setattr("aftercare.access.consents.allows_photos", lambda user: True)
    consents.withdraw(Purpose.PHOTOS, by=report.user)

    page = html(send_files(browser, report, PICTURE, text="My words."))
    assert "You do not allow photos now, so pictures cannot be attached." in page
    assert "My words.</textarea>" in page
    assert not Message.objects.exists()


def test_a_storage_that_fails_is_said_on_both_sides(
    browser, staff, report, monkeypatch
):
    def full(*_arguments):
        raise OSError

    monkeypatch.setattr(type(keeping.storage()), "save", full)
    for page in (
        html(send_files(browser, report, LETTER, text="My words.")),
        html(answer(staff, report, LETTER, text="My words.")),
    ):
        assert "The files could not be stored just now." in page
        assert "My words.</textarea>" in page
    assert not Message.objects.exists()


def test_withdrawing_takes_pictures_from_the_clinic_and_says_that_there_are_some(
    browser, staff, report, allowed
):
    attached = write(report, received()).attachments.get()
    assert staff.get(at_clinic("attachment", attached)).status_code == 200

    consents.withdraw(Purpose.PHOTOS, by=report.user)
    assert staff.get(at_clinic("attachment", attached)).status_code == 404
    page = html(staff.get(case(report)))
    assert "1 picture that the client does not show now." in page
    assert "Attached picture" not in page
    mine = html(browser.get(reverse("my:report-shown", args=[report.number])))
    assert "Attached picture: crown.jpg" in mine


def test_a_file_is_reached_by_its_own_report_alone(staff, report, allowed):
    attached = write(report, letter()).attachments.get()
    other = send(report.plan, INFECTED)

    for number, key in ((other.number, attached.key), (report.number, uuid4())):
        at = reverse("inbox:attachment", args=[report.clinic.slug, number, key])
        assert staff.get(at).status_code == 404


def test_nobody_else_reads_a_file(client, sign_in_as, report, allowed):
    attached = write(report, received()).attachments.get()
    paths = [
        *(
            reverse(f"my:{name}", args=[attached.key])
            for name in ("attachment", "attachment-small")
        ),
        *(at_clinic(name, attached) for name in ("attachment", "attachment-small")),
    ]
    for path in paths:
        assert client.get(path).status_code == 302
    for role in ("other_client", "other_owner", "reviewer", "moderator", "admin"):
        stranger = sign_in_as(role)
        for path in paths:
            assert stranger.get(path).status_code == 404, (role, path)
    for name in attached.files:
        assert client.get(f"/media/{name}").status_code == 404


def test_the_pages_cost_the_same_with_any_number_of_files(
    browser, staff, report, allowed
):
    mine = reverse("my:report-shown", args=[report.number])
    counts = []
    for files in ([received("a")], [received("b"), letter()]):
        write(report, *files)
        staff.get(case(report))
        with CaptureQueriesContext(connection) as theirs:
            staff.get(case(report))
        with CaptureQueriesContext(connection) as own:
            browser.get(mine)
        counts.append((len(theirs), len(own)))

    assert counts == [(21, 14), (21, 14)]


def test_my_data_tells_of_each_file_and_where_it_is(report, allowed, me):
    attached = write(report, letter()).attachments.get()
    (told,) = own_data.for_programs(me)["parts"]["report_attachments"]

    assert (told["name"], told["pages"]) == ("letter.pdf", 2)
    assert told["file"] == reverse("my:attachment", args=[attached.key])
    assert told["report"] == report.spoken


AGAIN = "Nothing was sent yet. Your words are kept; choose the files anew."


def test_good_files_beside_a_mistake_are_asked_for_anew(staff, report, allowed):
    page = html(answer(staff, report, PICTURE, text="Look.", watch_for=""))

    assert "Say what the client should watch for." in page
    assert page.count(f"<span>{AGAIN}<") == 1
    assert "Look.</textarea>" in page
    assert not Message.objects.exists()


def test_a_mistake_without_files_asks_for_none(staff, browser, report):
    assert AGAIN not in html(answer(staff, report, text="Look.", watch_for=""))
    assert AGAIN not in html(send_files(browser, report))


def test_files_of_who_was_slower_are_asked_for_anew(staff, report, person):
    seen = report_answers.seen(report)
    report_answers.acknowledge(report, seen=seen, by=person("frontdesk"))

    page = html(answer(staff, report, PICTURE, text="Look.", seen=seen))

    assert "Somebody did something with it meanwhile. Look first." in page
    assert page.count(f"<span>{AGAIN}<") == 1
    assert "Look.</textarea>" in page
    assert AGAIN not in html(answer(staff, report, text="Look.", seen=seen))


def test_files_of_who_was_slower_and_made_a_mistake_are_asked_for_once(
    staff, report, person
):
    seen = report_answers.seen(report)
    report_answers.acknowledge(report, seen=seen, by=person("frontdesk"))

    page = html(answer(staff, report, PICTURE, watch_for="", seen=seen))

    assert page.count(f"<span>{AGAIN}<") == 1


def test_another_form_of_the_page_says_nothing_of_files(staff, report):
    at = reverse("inbox:contact", args=[report.clinic.slug, report.number])
    told = {
        "note": "",
        "seen": report_answers.seen(report),
        "files": uploads([PICTURE]),
    }

    page = html(staff.post(at, told))

    assert "Write down what you spoke of." in page
    assert AGAIN not in page


def test_a_message_that_is_too_long_asks_for_its_files_anew(browser, report, allowed):
    page = html(send_files(browser, report, PICTURE, text="n" * 2001))

    assert page.count(f"<span>{AGAIN}<") == 1
    assert "n" * 2001 in page
    assert not Message.objects.exists()
