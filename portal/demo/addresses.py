"""The address of one object of each kind and state in the demo world.

For scripts, handbooks and checks: the keys stay, the addresses may change. Each key
and what stands there is listed in docs/running.md.
"""

from django.urls import reverse

FIXED = {
    "login": "account_login",
    "signup": "account_signup",
    "account": "account",
    "gallery": "gallery",
    "cms": "wagtailadmin_home",
}


def known() -> dict[str, str]:
    """Key to path, without the host."""
    return {"home": "/"} | {key: reverse(name) for key, name in FIXED.items()}
