"""The installation's own jobs."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page

from portal.operations import tasks
from portal.operations.models import OutgoingMail, ScheduledRun

pytestmark = pytest.mark.django_db


def finished(status, *, days):
    return DBTaskResult.objects.create(
        status=status,
        finished_at=timezone.now() - timedelta(days=days),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="portal.operations.tasks.prune",
        backend_name="work",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def test_prune_forgets_old_work_and_keeps_the_rest():
    kept = {
        finished("SUCCESSFUL", days=6).pk,
        finished("FAILED", days=29).pk,
        finished("RUNNING", days=90).pk,
    }
    finished("SUCCESSFUL", days=8)
    finished("FAILED", days=31)
    ago = timezone.now() - timedelta(days=40)
    waiting = OutgoingMail.objects.create(sender="a", recipients=["b"], written_at=ago)
    OutgoingMail.objects.create(sender="a", recipients=[], sent_at=ago)
    OutgoingMail.objects.create(sender="a", recipients=["b"], given_up_at=ago)
    ScheduledRun.objects.create(job="old", due=ago)

    tasks.prune.call()

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept
    assert list(OutgoingMail.objects.all()) == [waiting]
    assert not ScheduledRun.objects.exists()


def test_clear_sessions_removes_what_has_run_out():
    now = timezone.now()
    for key, end in (("old", now - timedelta(1)), ("new", now + timedelta(1))):
        Session.objects.create(session_key=key, session_data="", expire_date=end)

    tasks.clear_sessions.call()

    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_page_is_published_when_its_time_has_come(clock):
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root"))
    page = root.add_child(instance=Page(title="Later", live=False))
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    tasks.publish_scheduled_pages.call()
    page.refresh_from_db()
    assert not page.live

    clock.shift(timedelta(hours=1, minutes=1))
    tasks.publish_scheduled_pages.call()
    page.refresh_from_db()
    assert page.live
