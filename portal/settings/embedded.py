"""One machine, one process, SQLite: what `make run` starts."""

from pathlib import Path

from portal.settings.base import *
from portal.settings.env import BASE_DIR, env, holds_demo_world, kept_secret

VAR_DIR = Path(env.str("SCALPWISE_VAR", "") or BASE_DIR / "var")  # empty is unset
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = kept_secret(VAR_DIR / "secret_key")
SIGNING_KEY = kept_secret(VAR_DIR / "signing_key", size=32)
PUSH_KEY = kept_secret(VAR_DIR / "push_key", size=32)
DEBUG = env.bool("DEBUG", False)
PORT = env.int("PORT", 8000)
BASE_URL = WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "scalpwise.sqlite3",
        # Opening the file anew costs each request more than its queries.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
# One process holds the cache, so pages must be published from inside it.
SCHEDULER_IN_WEB = True
CHECK_SOURCE_LINKS = env.bool("CHECK_SOURCE_LINKS", False)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "portal.operations.mail.FolderBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Scalpwise <no-reply@localhost>"

# On loopback, so that a load test measures pages and not the brakes at the door.
if not env.bool("RATE_LIMITS", True):
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
    PUBLIC_RATE_LIMITS = {}
    API_RATE_LIMITS = {}

# The demo's accounts and their password are public knowledge, so a second factor
# would guard nothing there; everywhere else it stays on.
DEMO_ALLOWED = True
SECOND_FACTOR_REQUIRED = not holds_demo_world(VAR_DIR / "scalpwise.sqlite3")
