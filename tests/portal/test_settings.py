"""A production installation starts whole or says in one sentence what it lacks.

Each environment is tried in a process of its own, as a platform would start it.
"""

import json
import os
import subprocess
import sys

import pytest

from portal.settings.env import BASE_DIR

GOOD = {
    "BASE_URL": "https://smp.example.org",
    "DATABASE_URL": "postgres://portal:word@127.0.0.1:5432/portal",
    "DEFAULT_FROM_EMAIL": "Scalpwise <no-reply@smp.example.org>",
    "EMAIL_URL": "submission://mailer:word@mail.example.org:587",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "S3_ACCESS_KEY_ID": "key",
    "S3_ENDPOINT_URL": "https://s3.example.org",
    "S3_MEDIA_BUCKET": "pictures",
    "S3_PRIVATE_BUCKET": "private",
    "S3_SECRET_ACCESS_KEY": "word",
    "SECRET_KEY": "q7YtR2mXw9Kc4Vb8Nz1Lp6Hs3Jd5Fg0QeUiOaTnMxCvBkZlWrEyP",
    "SIGNING_KEY": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "TRUSTED_PROXIES": "1",
}
SHOW = """
import json, django
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


def run(code, **changes):
    """Run the code under the production settings; a variable set to None is unset."""
    system = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables = system | GOOD | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    variables = {
        name: value
        for name, value in (variables | changes).items()
        if value is not None
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(**changes):
    """The last line of what a refused start said."""
    done = run("import portal.settings.production", **changes)
    assert done.returncode == 1, done.stdout
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", sorted(GOOD))
def test_start_is_refused_without(name):
    said = refusal(**{name: None})

    assert said.startswith(f"django.core.exceptions.ImproperlyConfigured: Set {name}: ")
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "django-insecure-" + "q7YtR2mXw9" * 5}, "can be guessed"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY can be guessed"),
        ({"SIGNING_KEY": "short"}, "SIGNING_KEY is no key"),
        ({"SIGNING_KEY": "ñ" * 43}, "SIGNING_KEY is no key"),
        ({"SIGNING_KEY": "A" * 43}, "SIGNING_KEY is no key"),
        ({"DEBUG": "True"}, "Unset DEBUG"),
        ({"BASE_URL": "https://*"}, "BASE_URL must be https:// and one host name"),
        ({"BASE_URL": "https://*.example.org"}, "BASE_URL must be https://"),
        ({"BASE_URL": "http://smp.example.org"}, "BASE_URL must start with https://"),
        ({"BASE_URL": "https://smp.example.org/x"}, "BASE_URL must be https://"),
        ({"DATABASE_URL": "sqlite:///x.sqlite3"}, "DATABASE_URL must start with"),
        ({"REDIS_URL": "locmem://"}, "REDIS_URL must start with redis://"),
        ({"EMAIL_URL": "console://"}, "EMAIL_URL must start with smtp://"),
        ({"EMAIL_URL": "dummy://"}, "EMAIL_URL must start with smtp://"),
        ({"TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES must be a number, 1 or more"),
        ({"TRUSTED_PROXIES": "all"}, "TRUSTED_PROXIES must be a number"),
    ],
)
def test_start_is_refused_with(changes, sentence):
    said = refusal(**changes)

    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert sentence in said
    assert said.endswith(".")


def test_good_environment_starts():
    names = [
        "DEBUG",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SECURE_HSTS_SECONDS",
        "EMAIL_HOST",
        "EMAIL_USE_TLS",
        "ALLAUTH_TRUSTED_PROXY_COUNT",
        "DEMO_ALLOWED",
        "SECOND_FACTOR_REQUIRED",
    ]

    done = run(SHOW % names)

    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["smp.example.org"],
        "CSRF_TRUSTED_ORIGINS": ["https://smp.example.org"],
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SECURE_HSTS_SECONDS": 63_072_000,
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_USE_TLS": True,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "DEMO_ALLOWED": False,
        "SECOND_FACTOR_REQUIRED": True,
    }, done.stderr


@pytest.mark.parametrize(("role", "limit"), [("web", "4s"), (None, "60s")])
def test_web_requests_get_less_of_the_database_than_commands(role, limit):
    done = run(SHOW % ["DATABASES"], SCALPWISE_ROLE=role)

    options = json.loads(done.stdout)["DATABASES"]["default"]["OPTIONS"]
    assert f"statement_timeout={limit}" in options["options"]
    assert "lock_timeout=2s" in options["options"]
    assert ("pool" in options) is (role == "web")
