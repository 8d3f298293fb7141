"""What a production installation may not do without, and what it may not be.

Each function reads one variable and raises ImproperlyConfigured with a sentence that
names it and says what to do.
"""

import base64
import binascii
import os
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import required

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10
SIGNING_KEY_BYTES = 32
EXAMPLES = ("django-insecure", "change-me", "changeme", "secret", "only-for-tests")


def no_debugging() -> None:
    if os.environ.get("DEBUG", "").lower() not in {"", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(
            "Unset DEBUG: error pages would show people's data to everybody."
        )


def long_secret(name: str) -> str:
    value = required(name, "at least 50 random characters")
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} is too short: set at least {SHORTEST_SECRET} random characters."
        )
    if len(set(value)) < FEWEST_CHARACTERS or value.lower().startswith(EXAMPLES):
        raise ImproperlyConfigured(
            f"{name} can be guessed: set {SHORTEST_SECRET} random characters."
        )
    return value


def signing_key(name: str) -> str:
    """32 random bytes as base64url: the private half of an Ed25519 key."""
    value = required(name, "32 random bytes as base64url, see docs/verification.md")
    try:
        seed = base64.b64decode(value + "=" * (-len(value) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != SIGNING_KEY_BYTES or len(set(seed)) < FEWEST_CHARACTERS:
        raise ImproperlyConfigured(
            f"{name} is no key: set 32 random bytes as base64url, 43 characters, as "
            "`manage.py signing_key --new` prints them."
        )
    return value


def site(name: str) -> str:
    """The address people see, as https://host without a path."""
    value = required(name, "the portal's address, such as https://smp.example.org")
    parts = urlsplit(value)
    if parts.scheme != "https":
        raise ImproperlyConfigured(f"{name} must start with https://.")
    if not parts.hostname or "*" in parts.netloc or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} must be https:// and one host name, without a path or a star."
        )
    return f"https://{parts.netloc}"


def postgresql(name: str) -> dict:
    value = required(name, "postgres://user:password@host/name")
    if urlsplit(value).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} must start with postgres://: no other database serves several "
            "machines."
        )
    return dict(dj_database_url.parse(value, conn_max_age=0))


def redis(name: str) -> str:
    value = required(name, "redis://host:6379/0")
    if urlsplit(value).scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured(f"{name} must start with redis:// or rediss://.")
    return value


def mail_server(name: str) -> dict:
    """Django's EMAIL_… settings; TLS with submission:// or ?ssl=True."""
    value = required(name, "submission://user:password@host:587")
    if urlsplit(value).scheme not in {"smtp", "submission"}:
        raise ImproperlyConfigured(
            f"{name} must start with smtp:// or submission://: people wait for real "
            "mail."
        )
    return dj_email_url.parse(value)


def proxies(name: str) -> int:
    value = required(name, "how many proxies stand in front, 1 or more")
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(
            f"{name} must be a number, 1 or more: the portal stands behind a proxy "
            "that ends TLS and names the visitor's address."
        )
    return int(value)
