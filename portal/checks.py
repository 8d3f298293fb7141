"""What `manage.py check --deploy` asks of an installation beyond Django's questions."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks.base import Task

from portal.operations import signing
from portal.operations.mail import OutboxBackend

ADMIN_ONLY = "'unsafe-inline'"


@register(Tags.compatibility)
def schedule_names_tasks(app_configs, **_kwargs):
    """A job whose task was renamed would otherwise stop coming round in silence."""
    return [
        Error(
            f"The job “{name}” names {job['task']}, which is not a task.",
            hint="Correct SCHEDULE in portal/settings/base.py.",
            id="portal.E001",
        )
        for name, job in settings.SCHEDULE.items()
        if not _is_task(job["task"])
    ]


def _is_task(path):
    try:
        return isinstance(import_string(path), Task)
    except ImportError:
        return False


@register(Tags.compatibility, deploy=True)
def outbox_can_wait(app_configs, **_kwargs):
    """The outbox puts a failed delivery off, which immediate tasks cannot do."""
    outbox = import_string(settings.EMAIL_BACKEND) is OutboxBackend
    if not outbox or task_backends["work"].supports_defer:
        return []
    return [
        Error(
            "The outbox needs tasks that can wait.",
            hint="Set TASKS['work'] to django_tasks_db.DatabaseBackend.",
            id="portal.E002",
        )
    ]


@register(Tags.files, deploy=True)
def private_files_are_apart(app_configs, **_kwargs):
    """Evidence and healing photos lie where no public address reaches."""
    try:
        public = settings.STORAGES["default"]["OPTIONS"]["bucket_name"]
        private = settings.STORAGES["private"]["OPTIONS"]["bucket_name"]
    except KeyError:
        return [
            Error(
                "Files are not in S3-compatible storage.",
                hint="Start with DJANGO_SETTINGS_MODULE=portal.settings.production.",
                id="portal.E003",
            )
        ]
    if public == private:
        return [
            Error(
                "Public pictures and private files share one bucket.",
                hint="Give S3_MEDIA_BUCKET and S3_PRIVATE_BUCKET different names.",
                id="portal.E004",
            )
        ]
    return []


@register(Tags.staticfiles, deploy=True)
def static_files_are_collected(app_configs, **_kwargs):
    """Without the manifest every page would be a server error."""
    try:
        staticfiles_storage.url("ui/base.css")
    except (ValueError, ImproperlyConfigured):
        return [
            Error(
                "The static files are not collected.",
                hint="Run: python manage.py collectstatic --noinput",
                id="portal.E005",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def only_the_admin_has_inline_script(app_configs, **_kwargs):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loose = [name for name, sources in directives.items() if ADMIN_ONLY in sources]
    return [
        Error(
            f"The content security policy allows inline code in {name}.",
            hint="Take 'unsafe-inline' out of CONTENT_SECURITY_POLICY.",
            id="portal.E006",
        )
        for name in loose
    ]


@register(Tags.security)
def further_keys_can_be_published(app_configs, **_kwargs):
    """A key that cannot be read would take down the page that lists them all."""
    unread = [text for text in settings.FURTHER_SIGNING_KEYS if not _is_key(text)]
    return [
        Error(
            f"FURTHER_SIGNING_KEYS holds “{text}”, which is no public key.",
            hint="Write public keys as manage.py signing_key prints them.",
            id="portal.E007",
        )
        for text in unread
    ]


def _is_key(text):
    try:
        return bool(signing.public_key(text))
    except ValueError:
        return False
