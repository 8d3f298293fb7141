"""The address of one object of each kind and state in the demo world.

For scripts, handbooks and checks: the keys stay, the addresses may change. Each key
is explained in docs/running.md.
"""

import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Invitation
from portal.content.models import (
    GuideIndexPage,
    GuidePage,
    HomePage,
    RiskFactorIndexPage,
    RiskFactorPage,
    SideEffectIndexPage,
    SideEffectPage,
)

FIXED = {
    "login": "account_login",
    "signup": "account_signup",
    "password_reset": "account_reset_password",
    "account": "account",
    "second_factor": "mfa_index",
    "sessions": "usersessions_list",
    "check": "check",
    "directory": "clinics:directory",
    "gallery": "gallery",
    "cms": "wagtailadmin_home",
    "sitemap": "sitemap",
    "robots": "robots",
    "live": "operations:health-live",
    "ready": "operations:health-ready",
}
PAGES = {
    "home": HomePage,
    "article_index": SideEffectIndexPage,
    "article": SideEffectPage,
    "risk_factor_index": RiskFactorIndexPage,
    "risk_factor": RiskFactorPage,
    "guide_index": GuideIndexPage,
    "guide": GuidePage,
}
INVITATION = re.compile(r"/account/invitation/([\w-]+)/")


def known() -> dict[str, str]:
    """Key to path, without the host; a key is left out while nothing is there."""
    fixed = {key: reverse(name) for key, name in FIXED.items()}
    return _pages() | fixed | _invitations()


def _pages() -> dict[str, str]:
    """The first live page of each kind, in the order of the tree."""
    first = {
        key: model.objects.live().order_by("path").first()
        for key, model in PAGES.items()
    }
    found = {key: page.url for key, page in first.items() if page}
    if article := first["article"]:
        edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
        found["cms_edit_article"] = edit
    return found


def _invitations() -> dict[str, str]:
    """One invitation in each state, as `invitation_waiting` and so on.

    The database keeps no token, so the links come from the mails.
    """
    mails = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    tokens = {token for mail in mails for token in INVITATION.findall(mail.read_text())}
    now = timezone.now()
    return {
        f"invitation_{invitation.state(on=now)}": reverse(
            "account-invitation", args=[token]
        )
        for token in sorted(tokens)
        for invitation in Invitation.objects.with_token(token)
    }
