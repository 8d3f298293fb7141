"""What others report and we act on or write down: Django, allauth, Wagtail.

These are the only signals the project listens to; between our own apps a function
calls a function.
"""

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals
from django.db.models.signals import m2m_changed
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.domain import roles, sessions
from portal.accounts.models import User
from portal.audit.domain import audit

BEGAN_AT = "began_at"
SEEN_AT = "seen_at"


def signed_in(request, user, **_kwargs):
    now = timezone.now().timestamp()
    request.session[BEGAN_AT] = request.session[SEEN_AT] = now
    audit.note("signed in", about=user, by=user)


def signed_out(request, user, **_kwargs):
    if user is not None:
        reason = getattr(request, "sign_out_reason", "asked")
        audit.note("signed out", about=user, by=user, reason=reason)


def sign_in_failed(credentials, **_kwargs):
    audit.note("sign-in failed", address=address_hash(credentials.get("email", "")))


def address_hash(address: str) -> str:
    """Tells whether two tries meant one address, without saying which."""
    return salted_hmac("failed sign-in", address.strip().lower()).hexdigest()[:16]


def registered(user, **_kwargs):
    audit.note("account registered", about=user, by=user)


def email_confirmed(email_address, **_kwargs):
    user = email_address.user
    audit.note("address proved", about=user, by=user)


def email_changed(user, **_kwargs):
    audit.note("address changed", about=user, by=user)


def codes_renewed(user, **_kwargs):
    audit.note("recovery codes renewed", about=user, by=user)


def password_changed(request, user, **_kwargs):
    audit.note("password changed", about=user, by=user)
    _end_other_sessions(request, user, reason="password changed")


def password_reset(user, **_kwargs):
    audit.note("password reset", about=user, by=user)
    sessions.end_others(user, but=None, reason="password reset")


def factor_added(request, user, authenticator, **_kwargs):
    audit.note("second factor added", about=user, by=user, type=authenticator.type)
    _end_other_sessions(request, user, reason="second factor added")


def factor_removed(request, user, authenticator, **_kwargs):
    audit.note("second factor removed", about=user, by=user, type=authenticator.type)
    _end_other_sessions(request, user, reason="second factor removed")


def factor_failed(user, authenticator=None, **_kwargs):
    kind = authenticator.type if authenticator else None
    audit.note("second factor failed", about=user, type=kind)


def groups_changed(instance, action, reverse, pk_set, **_kwargs):
    """Groups of a person changed, seen from either end of the relation."""
    if action == "pre_clear":
        related = "user_set" if reverse else "groups"
        pk_set = set(getattr(instance, related).values_list("pk", flat=True))
    elif action not in {"post_add", "post_remove"}:
        return
    added = action == "post_add"
    if reverse:
        for user in User.objects.filter(pk__in=pk_set).order_by("pk"):
            roles.follow(user, added=added, groups={instance.pk})
    else:
        roles.follow(instance, added=added, groups=pk_set)


def _end_other_sessions(request, user, *, reason):
    # A new password gives the session a new key: the old row is then a dead one.
    sessions.end_others(user, but=request.session.session_key, reason=reason)


def connect():
    """Called once, when the app is ready."""
    uid = "portal.accounts"
    auth_signals.user_logged_in.connect(signed_in, dispatch_uid=uid)
    auth_signals.user_logged_out.connect(signed_out, dispatch_uid=uid)
    auth_signals.user_login_failed.connect(sign_in_failed, dispatch_uid=uid)
    account_signals.user_signed_up.connect(registered, dispatch_uid=uid)
    account_signals.email_confirmed.connect(email_confirmed, dispatch_uid=uid)
    account_signals.email_changed.connect(email_changed, dispatch_uid=uid)
    account_signals.password_changed.connect(password_changed, dispatch_uid=uid)
    account_signals.password_set.connect(password_changed, dispatch_uid=uid)
    account_signals.password_reset.connect(password_reset, dispatch_uid=uid)
    mfa_signals.authenticator_added.connect(factor_added, dispatch_uid=uid)
    mfa_signals.authenticator_removed.connect(factor_removed, dispatch_uid=uid)
    mfa_signals.authenticator_reset.connect(codes_renewed, dispatch_uid=uid)
    mfa_signals.authentication_failed.connect(factor_failed, dispatch_uid=uid)
    m2m_changed.connect(groups_changed, sender=User.groups.through, dispatch_uid=uid)
