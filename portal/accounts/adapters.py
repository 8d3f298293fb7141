"""Where allauth asks the project how things are done here."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from qrcode import QRCode

from portal.accounts import passwords, places, rules
from portal.accounts.domain import invitations
from portal.accounts.domain import sessions as ending
from portal.accounts.emails import absolute

INVITATION_SESSION_KEY = "invitation_token"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail, in our words and within our limits."""

    def clean_password(self, password, user=None):
        """Whoever signs up to take up an invitation, or on the way to a duty, answers
        for others soon.
        """
        invitation = self.invitation()
        next_path = self.request.POST.get("next", "") if self.request else ""
        if (
            invitation and places.gives_duties(invitation)
        ) or rules.is_on_the_way_to_a_duty(next_path):
            passwords.check_length(password, shortest=passwords.WITH_DUTIES)
        return super().clean_password(password, user)

    def invitation(self):
        """The open invitation this browser arrived with."""
        token = self.request and self.request.session.get(INVITATION_SESSION_KEY)
        return token and invitations.open_now(token, on=timezone.now())

    def is_safe_url(self, url):
        """Only this very host: no other allowed host, no other scheme."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def get_login_redirect_url(self, request):
        """The account page; from a door in no chosen language, in the person's own."""
        language = translation.get_language()
        if language == settings.LANGUAGE_CODE:
            language = request.user.language
        with translation.override(language):
            return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def send_mail(self, template_prefix, email, context):
        """Mails in the language of their reader, with links from a setting."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        with translation.override(language):
            addresses = {
                "base_url": absolute(""),
                "login_url": absolute(reverse("account_login")),
                "signup_url": absolute(reverse("account_signup")),
                "password_reset_url": absolute(reverse("account_reset_password")),
                "security_url": absolute(reverse("account")),
                "site_name": settings.WAGTAIL_SITE_NAME,
            }
            super().send_mail(template_prefix, email, {**context, **addresses})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        context = {**(context or {}), "user": user}
        super().send_notification_mail(template_prefix, user, context, email)

    def pre_authenticate(self, request, **credentials):
        """Count a try against the account and this browser's network, and against
        the account from anywhere.

        Five wrong tries from one place close the account to that place alone, so
        that a stranger cannot lock its owner out; see docs/accounts.md.
        """
        super().pre_authenticate(request, **credentials)
        anywhere = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_anywhere",
            key=credentials.get("email", "").lower(),
        )
        if not anywhere:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage.extend(anywhere.usage)

    def _get_login_attempts_cache_key(self, request, **credentials):
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{ratelimit.get_ip(request)}"


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, a QR code that needs no data URL."""

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url):
        """Inline SVG: our Content-Security-Policy allows no data: pictures."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        dark = "".join(
            f"M{x} {y}h1v1h-1z"
            for y, row in enumerate(rows)
            for x, is_dark in enumerate(row)
            if is_dark
        )
        side = len(rows)
        label = escape(_("Code to scan with your app"))
        return (
            f'<svg viewBox="0 0 {side} {side}" width="232" height="232" role="img"'
            f' aria-label="{label}">'
            f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
        )

    def generate_authenticator_name(self, user, type):  # noqa: A002 (allauth's name)
        return _("My passkey")

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions):
        ending.end(sessions, reason="asked")


def _fernet() -> MultiFernet:
    """Keys from the secret key; a rotated one still reads what it wrote."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor:" + key.encode()) for key in secrets)
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests
    )
