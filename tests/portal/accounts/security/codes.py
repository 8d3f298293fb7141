"""A code app, a new password, and whether a browser is still signed in."""

import re
from unittest import mock

from django.db import transaction
from django.urls import reverse

from tests.portal.accounts.conftest import totp_code

NEW = "a hill of small ants"


def activate_totp(browser) -> str:
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    with at_once():
        browser.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    return secret


def at_once():
    """Do without delay what waits for the commit; allauth needs the request for it."""
    return mock.patch.object(transaction, "on_commit", lambda function: function())


def is_out(browser) -> bool:
    return browser.get(reverse("account")).status_code == 302
