"""Photos beside a report: one per view, seen while it is allowed, gone when removed."""

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from aftercare import access
from aftercare.domain import clients, photos
from aftercare.enums import ScalpView
from aftercare.models import Photo
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from portal.files import keeping
from portal.files.intake import Received
from portal.files.policies import Kind
from tests.aftercare.domain.test_reports import send
from tests.factories import documents
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
CROWN = ScalpView.CROWN


def received(mark="a", **told) -> Received:
    usual = {
        "kind": Kind.JPEG,
        "name": "crown.jpg",
        "content": documents.picture(size=(900, 600)),
        "sha256": mark * 64,
        "pages": 1,
        "reads_poorly": False,
        "text": "",
    }
    return Received(**usual | told)


@pytest.fixture
def report(client_link):
    ConsentFactory(user=client_link.user, purpose=Purpose.PHOTOS)
    return send(launched(client_link.user, days_ago=3))


def add(report, mark="a", view=CROWN, **told):
    return photos.add(report, view, received(mark, **told), by=report.user)


def there(photo) -> list[bool]:
    return [keeping.storage().exists(name) for name in photo.files]


def seen(report) -> set[Photo]:
    return set(access.photos.photos_at(report.clinic, report.user))


def test_a_photo_is_kept_with_a_small_copy_and_what_is_said_of_it(report):
    photo = add(report, is_dark=True, taken_on="2026-11-22")

    photo.refresh_from_db()
    assert (photo.width, photo.height) == (900, 600)
    assert (photo.is_dark, photo.is_blurred) == (True, False)
    assert photo.taken_on == datetime.date(2026, 11, 22)
    assert photo.alt == "Crown, day 3"
    whole, small = photos.read(photo, small=False), photos.read(photo, small=True)
    assert len(small) < len(whole) == photo.size
    assert set(photos.names_needed()) == set(photo.files)


def test_the_same_photo_twice_is_one(report):
    first, second = add(report), add(report)

    assert first == second
    assert first.key == second.key
    assert there(first) == [True, True]


def test_another_one_takes_its_place_and_the_older_files_go(
    report, django_capture_on_commit_callbacks
):
    first, other = add(report), add(report, view=ScalpView.BACK)
    with django_capture_on_commit_callbacks(execute=True):
        second = add(report, "b")

    assert set(report.photos.all()) == {second, other}
    assert second.key != first.key
    assert there(first) == [False, False]
    assert there(second) == there(other) == [True, True]


def test_without_the_consent_nothing_is_kept(report):
    consents.withdraw(Purpose.PHOTOS, by=report.user)

    with pytest.raises(photos.NotAllowed):
        add(report)
    assert not Photo.objects.exists()


def test_after_two_days_a_photo_belongs_to_another_report(report, clock):
    clock.shift(photos.OPEN_FOR)
    add(report)
    clock.shift(datetime.timedelta(seconds=1))

    assert not photos.is_open(report)
    with pytest.raises(photos.TooLate):
        add(report, view=ScalpView.BACK)
    assert report.photos.count() == 1


def test_the_clinic_sees_them_while_the_person_allows_it(report):
    photo = add(report)
    assert seen(report) == {photo}

    consents.withdraw(Purpose.PHOTOS, by=report.user)
    assert seen(report) == set()
    assert set(access.photos.own_photos(report.user)) == {photo}
    ConsentFactory(user=UserFactory(), purpose=Purpose.PHOTOS)  # of somebody else
    assert seen(report) == set()

    ConsentFactory(user=report.user, purpose=Purpose.PHOTOS)
    assert seen(report) == {photo}
    consents.withdraw(Purpose.CARE, by=report.user)
    assert seen(report) == set()


def test_the_end_of_the_link_takes_them_too(report, client_link):
    add(report)
    clients.end(client_link, by=report.user)

    assert seen(report) == set()


def test_each_look_of_the_clinic_is_written_down_and_none_of_the_person(report, desk):
    photo = add(report)
    before = AuditEvent.objects.count()

    photos.read(photo, small=True)
    assert AuditEvent.objects.count() == before
    photos.read_at_clinic(photo, small=True, by=desk)
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.by_id, event.about_id, event.clinic_id) == (
        "photo looked at",
        desk.pk,
        str(photo.pk),
        report.clinic_id,
    )


def test_removed_is_gone_with_its_files_and_twice_is_once(
    report, django_capture_on_commit_callbacks
):
    photo, other = add(report), add(report, view=ScalpView.BACK)
    with django_capture_on_commit_callbacks(execute=True):
        photos.remove(photo, by=report.user)
        photos.remove(photo, by=report.user)

    assert there(photo) == [False, False]
    assert set(Photo.objects.all()) == {other}
    assert AuditEvent.objects.filter(verb="photo removed").count() == 1


def test_who_is_erased_leaves_no_photo_and_others_keep_theirs(
    report, django_capture_on_commit_callbacks
):
    photo = add(report)
    other_person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        photos.forget(other_person)
    assert there(photo) == [True, True]

    with django_capture_on_commit_callbacks(execute=True):
        photos.forget(report.user)
    assert there(photo) == [False, False]
    assert not Photo.objects.exists()


def test_a_storage_that_fails_keeps_no_row(report, monkeypatch):
    def full(*_arguments):
        raise OSError

    monkeypatch.setattr(type(keeping.storage()), "save", full)
    with pytest.raises(keeping.NotKept):
        add(report)
    assert not Photo.objects.exists()


def test_a_storage_that_does_not_let_go_takes_nothing_back(
    report, monkeypatch, django_capture_on_commit_callbacks
):
    photo = add(report)

    def away(*_arguments):
        raise OSError

    monkeypatch.setattr(type(keeping.storage()), "delete", away)
    with django_capture_on_commit_callbacks(execute=True):
        photos.remove(photo, by=report.user)

    assert not Photo.objects.exists()


# While the storage is asked


def test_nobody_waits_for_the_storage(
    report, watched_storage, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        add(report)
        second = add(report, "b")

    assert watched_storage.held == [False] * 6  # two stored, two stored, two let go
    assert watched_storage.names("photos") == set(second.files)


def test_what_is_refused_is_not_stored(report, watched_storage, clock):
    add(report)
    stored = len(watched_storage.held)
    add(report)
    clock.shift(photos.OPEN_FOR + datetime.timedelta(seconds=1))
    with pytest.raises(photos.TooLate):
        add(report, "b")
    consents.withdraw(Purpose.PHOTOS, by=report.user)
    with pytest.raises(photos.NotAllowed):
        add(report, "b")

    assert len(watched_storage.held) == stored == 2


def test_a_consent_taken_back_while_it_is_stored_leaves_nothing(
    report, watched_storage
):
    watched_storage.meanwhile = lambda: consents.withdraw(
        Purpose.PHOTOS, by=report.user
    )
    with pytest.raises(photos.NotAllowed):
        add(report)

    assert watched_storage.names("photos") == set()
    assert not Photo.objects.exists()


def test_the_same_photo_sent_while_it_is_stored_is_one(report, watched_storage):
    watched_storage.meanwhile = lambda: add(report)
    photo = add(report)

    assert report.photos.get() == photo
    assert watched_storage.names("photos") == set(photo.files)
    assert AuditEvent.objects.filter(verb="photo added").count() == 1


def test_a_row_that_cannot_be_written_leaves_no_file(
    report, watched_storage, monkeypatch
):
    def broken(*_arguments, **_facts):
        raise DatabaseError

    monkeypatch.setattr(photos.audit, "note", broken)
    with pytest.raises(DatabaseError):
        add(report)

    assert watched_storage.names("photos") == set()
    assert not Photo.objects.exists()


def test_a_sweep_takes_nothing_that_waits_for_its_row(report, watched_storage):
    first = add(report)

    def sweep():
        with keeping.ahead() as files:
            waiting = files.keep("photos", b"x", ending=".jpg")
            call_command("sweep_files", delete=True)
            assert watched_storage.exists(waiting)

    watched_storage.meanwhile = sweep
    second = add(report, view=ScalpView.BACK)

    assert there(first) == there(second) == [True, True]
