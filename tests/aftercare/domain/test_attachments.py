"""Files of a message: kept with it, seen while allowed, gone with the person."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from aftercare import access, threads
from aftercare.domain import attachments, clients, report_answers, reports
from aftercare.models import Attachment, Message
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from portal.files import keeping
from portal.files.policies import Kind
from tests.aftercare.domain.test_photos import received
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.factories import documents
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
WORDS = {"watch_for": "A fever.", "come_back": "Tomorrow."}


def letter(mark="p", name="letter.pdf"):
    content = documents.pdf("From the doctor")
    return received(mark, kind=Kind.PDF, name=name, content=content, pages=2)


@pytest.fixture
def report(client_link):
    ConsentFactory(user=client_link.user, purpose=Purpose.PHOTOS)
    return send(launched(client_link.user, days_ago=5), INFECTED)


def write(report, *files, key=None, text="", by=None):
    return reports.write(
        report,
        key=key or uuid4(),
        text=text,
        files=attachments.ready(files),
        by=by or report.user,
    )


def answer(report, desk, *files, text="", key=None):
    return report_answers.reply(
        report,
        key=key or uuid4(),
        text=text,
        files=attachments.ready(files),
        seen=report_answers.seen(report),
        by=desk,
        **WORDS,
    )


def names_at_clinic(report) -> list[str]:
    return [each.name for each in access.attachments.attachments_at(report.clinic)]


def stored() -> set[str]:
    return set(keeping.storage().listdir(attachments.FOLDER)[1])


def there(attached) -> list[bool]:
    return [keeping.storage().exists(name) for name in attached.files]


def test_a_message_of_files_alone_keeps_each_as_what_it_is(report):
    message = write(report, received("a", name="IMG_1.HEIC"), letter())

    assert (message.text, message.attached) == ("", 2)
    picture, paper = message.attachments.all()
    assert (picture.name, picture.is_picture) == ("IMG_1.jpg", True)
    assert (picture.width, picture.height) == (900, 600)
    assert (paper.name, paper.is_picture, paper.pages) == ("letter.pdf", False, 2)
    assert attachments.read(paper, small=False).startswith(b"%PDF-")
    small = attachments.read(picture, small=True)
    assert len(small) < len(attachments.read(picture, small=False)) == picture.size
    with pytest.raises(FileNotFoundError):
        attachments.read(paper, small=True)
    assert sorted(attachments.names_needed()) == sorted(picture.files + paper.files)


def test_neither_words_nor_files_is_no_message(report):
    with pytest.raises(ValidationError, match="Write a message, or attach a file"):
        write(report)


def test_the_same_file_twice_in_a_message_is_one(report):
    message = write(report, received("a"), received("a"), letter())

    assert message.attached == message.attachments.count() == 2


def test_the_same_form_twice_is_one_message_with_its_files(report, desk):
    mine, theirs = uuid4(), uuid4()
    write(report, received("b"))
    before = stored()
    for _ in range(2):
        write(report, received("a"), key=mine)
        answer(report, desk, letter(), key=theirs)

    assert Message.objects.count() == Attachment.objects.count() == 3
    assert len(stored() - before) == 3


def test_a_fourth_file_has_no_place(report):
    with pytest.raises(ValidationError):
        write(report, *(received(mark) for mark in "abcd"))
    assert not Message.objects.exists()


def test_without_the_consent_to_photos_a_picture_is_not_taken_and_a_letter_is(report):
    consents.withdraw(Purpose.PHOTOS, by=report.user)

    with pytest.raises(attachments.NotAllowed):
        write(report, letter(), received("a"), text="Look.")
    assert not Message.objects.exists()
    assert write(report, letter(), text="Look.").attached == 1


def test_pictures_leave_the_clinic_with_the_consent_and_letters_stay(report, desk):
    write(report, received("a", name="scalp.jpg"), letter())
    answer(report, desk, received("b", name="how to wash.jpg"), letter("q", "plan.pdf"))
    assert len(names_at_clinic(report)) == 4

    consents.withdraw(Purpose.PHOTOS, by=report.user)
    kept = ["letter.pdf", "how to wash.jpg", "plan.pdf"]
    assert names_at_clinic(report) == kept
    first, second = threads.at_clinic(report, list(report.messages.all()))
    assert (first.unseen, second.unseen) == (1, 0)
    own = threads.own(report, list(report.messages.all()))
    assert [entry.unseen for entry in own] == [0, 0]
    ConsentFactory(user=UserFactory(), purpose=Purpose.PHOTOS)  # of somebody else
    assert names_at_clinic(report) == kept

    ConsentFactory(user=report.user, purpose=Purpose.PHOTOS)
    assert len(names_at_clinic(report)) == 4
    consents.withdraw(Purpose.CARE, by=report.user)
    assert names_at_clinic(report) == []


def test_the_end_of_the_link_takes_them_from_the_clinic(report, client_link):
    write(report, letter())
    clients.end(client_link, by=report.user)

    assert names_at_clinic(report) == []
    assert [each.name for each in access.attachments.own_attachments(report.user)] == [
        "letter.pdf"
    ]


def test_each_look_of_the_clinic_is_written_down_and_none_of_the_person(report, desk):
    attached = write(report, received("a")).attachments.get()
    before = AuditEvent.objects.count()

    attachments.read(attached, small=True)
    assert AuditEvent.objects.count() == before
    attachments.read_at_clinic(attached, small=True, by=desk)
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.by_id, event.about_id, event.clinic_id) == (
        "attachment looked at",
        desk.pk,
        str(attached.pk),
        report.clinic_id,
    )


def test_who_is_erased_leaves_no_file_and_others_keep_theirs(
    report, django_capture_on_commit_callbacks
):
    picture, paper = write(report, received("a"), letter()).attachments.all()
    with django_capture_on_commit_callbacks(execute=True):
        attachments.forget(UserFactory())
    assert there(picture) == [True, True]

    with django_capture_on_commit_callbacks(execute=True):
        attachments.forget(report.user)
    assert there(picture) + there(paper) == [False, False, False]
    assert not Attachment.objects.exists()


def test_a_storage_that_fails_keeps_no_message(report, monkeypatch):
    def full(*_arguments):
        raise OSError

    monkeypatch.setattr(type(keeping.storage()), "save", full)
    with pytest.raises(keeping.NotKept):
        write(report, letter(), text="Look.")
    assert not Message.objects.exists()
