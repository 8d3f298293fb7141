"""The test suite: SQLite unless DATABASE_URL names a PostgreSQL server."""

import tempfile
from pathlib import Path

from portal.settings.base import *
from portal.settings.env import env

SECRET_KEY = "only-for-tests-" * 4
SIGNING_KEY = "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb25"
PUSH_KEY = "cHVzaC1vbmx5LWZvci10ZXN0cy1wdXNoLW9ubHktZm8"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", "sqlite://:memory:", conn_max_age=0)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
elif template := env.str("DATABASE_TEMPLATE", ""):  # tests/migrated.py
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests count what is stored: each process of a run has a folder of its own.
MEDIA_ROOT = Path(tempfile.gettempdir()) / "scalpwise-tests"
MEDIA_ROOT /= env.str("PYTEST_XDIST_WORKER", "alone")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# The people of the tests hold no second factor; its own tests turn it on.
SECOND_FACTOR_REQUIRED = False
SECOND_LOOK_SHARE = 0  # codes are random; the tests of the draw say what they want
