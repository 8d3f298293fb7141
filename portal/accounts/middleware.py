"""How long a session lasts, and who needs a second factor to go on."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import rules
from portal.accounts.receivers import BEGAN_AT, SEEN_AT


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How long a session may lie still, and how long it may last at most."""

    idle: float
    whole: float

    def passed(self, *, idle: float, whole: float) -> str | None:
        """The limit that was passed, "idle" or "whole"; None inside both."""
        if whole >= self.whole:
            return "whole"
        return "idle" if idle >= self.idle else None


MINUTE, HOUR, DAY = 60, 3600, 86400
WITH_DUTIES = Limit(idle=30 * MINUTE, whole=12 * HOUR)
FOR_EVERYBODY = Limit(idle=14 * DAY, whole=90 * DAY)

# In a session: the page that has to wait until there is a second factor.
GO_ON_TO = "go_on_to"

# Looking at the page that asks for the password again proves nobody is there.
NOT_ACTIVITY = frozenset(
    {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
)
# What stays open without the second factor, beside everything under /account/.
ALWAYS_OPEN = frozenset({"wagtailadmin_logout"})


def has_session(request) -> bool:
    """Whether somebody is signed in; a visitor without the cookie costs nothing."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(
        request.session.get(SESSION_KEY)
    )


class SessionLimits:
    """Ends sessions that lay still or lasted too long."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if has_session(request) and (passed := self.passed_limit(request)):
            request.sign_out_reason = passed
            logout(request)
            messages.info(
                request,
                _("You were signed out to keep your account safe. Sign in to go on."),
            )
        return self.get_response(request)

    def process_view(self, request, *_view):
        name = request.resolver_match.url_name
        if has_session(request) and name not in NOT_ACTIVITY:
            self.keep_alive(request)

    def passed_limit(self, request) -> str | None:
        now = timezone.now().timestamp()
        session = request.session
        # Without its dates a session is as old as can be.
        whole = now - session.get(BEGAN_AT, 0)
        idle = now - session.get(SEEN_AT, 0)
        passed = WITH_DUTIES.passed(idle=idle, whole=whole)
        if passed and not rules.has_duties(request.user):
            passed = FOR_EVERYBODY.passed(idle=idle, whole=whole)
        return passed

    def keep_alive(self, request):
        """Note that somebody is there, at most once a minute."""
        now = timezone.now()
        if now.timestamp() - request.session[SEEN_AT] < MINUTE:
            return
        request.session[SEEN_AT] = now.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=now
        )


class SecondFactor:
    """Leads people whose duties need a second factor to the page that sets it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *_view):
        if not has_session(request) or not request.user.is_authenticated:
            return None
        request.second_factor_missing = rules.needs_second_factor(
            request.user
        ) and not rules.has_second_factor(request.user)
        if self.stays_open(request):
            return None
        if not request.second_factor_missing:
            self.forget_the_way(request)
            return None
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            request.session[GO_ON_TO] = request.get_full_path()
        return redirect("mfa_index")

    def forget_the_way(self, request):
        """Where the person was going matters until they have gone on, anywhere."""
        if GO_ON_TO in request.session:
            del request.session[GO_ON_TO]

    def stays_open(self, request) -> bool:
        return (
            request.path_info.startswith(reverse("account"))
            or request.resolver_match.view_name in ALWAYS_OPEN
        )
