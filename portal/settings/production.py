"""Several machines, PostgreSQL, Redis, S3: everything comes from the environment.

Refuses to start on anything missing or unsafe, with a sentence naming the variable.
The variables are listed in docs/production.md.
"""

import os
from urllib.parse import urlsplit

from botocore.config import Config

from portal.operations import postgres
from portal.settings import demands
from portal.settings.base import *
from portal.settings.env import BASE_DIR, env, required

demands.no_debugging()
DEBUG = False
SECRET_KEY = demands.long_secret("SECRET_KEY")
SIGNING_KEY = demands.signing_key("SIGNING_KEY")
PUSH_KEY = demands.signing_key("PUSH_KEY") if os.environ.get("PUSH_KEY") else ""
FURTHER_SIGNING_KEYS = env.list("FURTHER_SIGNING_KEYS", [])
BASE_URL = WAGTAILADMIN_BASE_URL = demands.site("BASE_URL")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# The database. A web request may take 4 seconds of it, a command or a task 60.

in_web = os.environ.get("SCALPWISE_ROLE") == "web"
seconds = postgres.OF_A_WEB_QUERY if in_web else 60
DATABASES = {"default": demands.postgresql("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 0 if in_web else 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": 2,
        "options": f"-c statement_timeout={seconds}s -c lock_timeout=2s"
        f" -c idle_in_transaction_session_timeout={2 * seconds}s",
    },
}
if in_web:
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("WEB_THREADS", 4) + 1,
        "timeout": 2,
        "connection_class": postgres.ImpatientConnection,
    }
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# The cache may go away; pages then come without it.

CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": demands.redis("REDIS_URL"),
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "LOG_IGNORED_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 0.5,
            "SOCKET_TIMEOUT": 0.5,
        },
    }
}

# Files. Pictures are public through our own address; evidence and healing photos lie
# in a bucket that only this portal reads, and are handed out for a minute at a time.

s3 = {
    "endpoint_url": required("S3_ENDPOINT_URL", "the address of the file storage"),
    "access_key": required("S3_ACCESS_KEY_ID", "the key's name for the file storage"),
    "secret_key": required("S3_SECRET_ACCESS_KEY", "the key for the file storage"),
    "region_name": env.str("S3_REGION", "us-east-1"),
    "default_acl": None,
    "file_overwrite": False,
    # Storages leaves everything about the connection to this, once it is given.
    "client_config": Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=2,
        read_timeout=10,
        retries={"total_max_attempts": 2},
    ),
}
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": s3
        | {
            "bucket_name": required(
                "S3_MEDIA_BUCKET", "the bucket for public pictures"
            ),
            "custom_domain": f"{urlsplit(BASE_URL).netloc}/media",
        },
    },
    "private": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": s3
        | {
            "bucket_name": required(
                "S3_PRIVATE_BUCKET", "the bucket for evidence and healing photos"
            ),
            "querystring_expire": 60,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
HEALTH_CHECKS = ["database", "cache", "migrations", "storage"]

# Mail waits in the database until a worker hands it over.

EMAIL_BACKEND = "portal.operations.mail.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
mail = demands.mail_server("EMAIL_URL")
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the sender people see on mail")

# Behind a proxy that ends TLS.

ALLAUTH_TRUSTED_PROXY_COUNT = demands.proxies("TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True

# The one thing here that asks strangers' servers.

CHECK_SOURCE_LINKS = env.bool("CHECK_SOURCE_LINKS", False)

LOGGING["handlers"]["console"]["formatter"] = "json"
LOGGING["root"]["level"] = "INFO"
