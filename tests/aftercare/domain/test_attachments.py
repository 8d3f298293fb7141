"""Files of a message: kept with it, seen while allowed, gone with the person."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from aftercare import access, threads
from aftercare.domain import attachments, clients, report_answers, reports
from aftercare.enums import ReportOutcome, ReportStatus
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


# While the storage is asked


def test_nobody_waits_for_the_storage(report, desk, watched_storage):
    write(report, received("a"), letter())
    answer(report, desk, letter("q"))

    assert watched_storage.held == [False] * 4


def test_what_is_refused_is_not_stored(report, desk, watched_storage):
    with pytest.raises(report_answers.Moved):
        report_answers.reply(
            report,
            key=uuid4(),
            text="",
            files=attachments.ready([letter()]),
            seen=-1,
            by=desk,
            **WORDS,
        )
    consents.withdraw(Purpose.PHOTOS, by=report.user)
    with pytest.raises(attachments.NotAllowed):
        write(report, received("a"))
    clients.end(report.clinic.clients.get(), by=report.user)
    with pytest.raises(reports.NotNow):
        write(report, letter())
    with pytest.raises(report_answers.NotTheirs):
        answer(report, desk, letter())

    assert watched_storage.held == []
    assert not Message.objects.exists()


def test_what_was_resolved_is_answered_with_files_too(report, desk, watched_storage):
    seen = report_answers.seen
    report_answers.acknowledge(report, seen=seen(report), by=desk)
    report_answers.resolve(
        report, outcome=ReportOutcome.HEALED, seen=seen(report), by=desk
    )

    answer(report, desk, letter())

    assert len(watched_storage.names("attachments")) == 1
    report.refresh_from_db()
    assert report.status == ReportStatus.ACKNOWLEDGED


def test_what_is_refused_meanwhile_leaves_no_file(report, desk, watched_storage):
    watched_storage.meanwhile = lambda: consents.withdraw(
        Purpose.PHOTOS, by=report.user
    )
    with pytest.raises(attachments.NotAllowed):
        write(report, received("a"), letter())
    watched_storage.meanwhile = lambda: report_answers.acknowledge(
        report, seen=report_answers.seen(report), by=desk
    )
    with pytest.raises(report_answers.Moved):
        answer(report, desk, letter())
    watched_storage.meanwhile = lambda: clients.end(
        report.clinic.clients.get(), by=report.user
    )
    with pytest.raises(reports.NotNow):
        write(report, letter())

    assert watched_storage.names("attachments") == set()
    assert not Message.objects.exists()


def test_a_retry_while_the_first_is_stored_is_one_message(
    report, desk, watched_storage
):
    mine, theirs = uuid4(), uuid4()
    watched_storage.meanwhile = lambda: write(report, letter(), key=mine)
    written = write(report, letter(), key=mine)
    watched_storage.meanwhile = lambda: answer(report, desk, letter("q"), key=theirs)
    answered = answer(report, desk, letter("q"), key=theirs)

    assert set(Message.objects.all()) == {written, answered}
    assert watched_storage.names("attachments") == set(attachments.names_needed())
    assert len(attachments.names_needed()) == 2


def test_a_fourth_file_leaves_none_of_the_others(report, watched_storage):
    with pytest.raises(ValidationError):
        write(report, *(letter(mark) for mark in "abcd"))

    assert watched_storage.names("attachments") == set()
