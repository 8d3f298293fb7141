"""An installation that lacks something is told so before it serves anybody."""

from datetime import timedelta

import pytest

from portal import checks

DATABASE_TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
OUTBOX = "portal.operations.mail.OutboxBackend"
S3 = "storages.backends.s3.S3Storage"


def ids(found):
    return [error.id for error in found]


def test_schedule_as_shipped_names_tasks():
    assert checks.schedule_names_tasks(None) == []


@pytest.mark.parametrize(
    "path",
    [
        "portal.operations.tasks.gone",
        "portal.nowhere.prune",
        "portal.operations.domain.mail.deliver",
    ],
)
def test_job_that_names_no_task_is_an_error(settings, path):
    settings.SCHEDULE = {"job": {"task": path, "every": timedelta(days=1)}}

    [error] = checks.schedule_names_tasks(None)

    assert error.id == "portal.E001"
    assert path in error.msg


def test_outbox_needs_tasks_that_can_wait(settings):
    settings.EMAIL_BACKEND = OUTBOX
    assert ids(checks.outbox_can_wait(None)) == ["portal.E002"]

    settings.TASKS = DATABASE_TASKS
    assert checks.outbox_can_wait(None) == []


def test_private_files_lie_in_a_bucket_of_their_own(settings):
    assert ids(checks.private_files_are_apart(None)) == ["portal.E003"]

    def storages(public, private):
        return {
            "default": {"BACKEND": S3, "OPTIONS": {"bucket_name": public}},
            "private": {"BACKEND": S3, "OPTIONS": {"bucket_name": private}},
        }

    settings.STORAGES = settings.STORAGES | storages("one", "one")
    assert ids(checks.private_files_are_apart(None)) == ["portal.E004"]

    settings.STORAGES = settings.STORAGES | storages("one", "two")
    assert checks.private_files_are_apart(None) == []


def test_static_files_must_be_collected(settings, tmp_path):
    assert checks.static_files_are_collected(None) == []
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        }
    }

    assert ids(checks.static_files_are_collected(None)) == ["portal.E005"]


def test_inline_code_outside_the_admin_is_an_error(settings):
    assert checks.only_the_admin_has_inline_script(None) == []

    policy = settings.CONTENT_SECURITY_POLICY
    loose = policy["DIRECTIVES"] | {"script-src": ["'self'", "'unsafe-inline'"]}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": loose}

    [error] = checks.only_the_admin_has_inline_script(None)
    assert (error.id, "script-src" in error.msg) == ("portal.E006", True)


def test_further_keys_must_be_public_keys(settings):
    key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    settings.FURTHER_SIGNING_KEYS = [key]
    assert checks.further_keys_can_be_published(None) == []

    settings.FURTHER_SIGNING_KEYS = [key, key[:-4], "ñ"]
    assert ids(checks.further_keys_can_be_published(None)) == ["portal.E007"] * 2
