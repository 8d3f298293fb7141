"""What every installation shares."""

from datetime import timedelta
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from portal.settings.env import BASE_DIR

INSTALLED_APPS = [
    "portal.demo",
    "portal.content",
    "portal.moderation",
    "aftercare",
    "clinics",
    "portal.accounts",
    "portal.audit",
    "portal.operations",
    "portal.files",
    "portal.ui",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.StaffUsersConfig",  # wagtail.users, with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django_countries",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.operations.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below what answers each request anew, above what says the same of each answer: a
    # kept page has its headers with it and asks for no session.
    "portal.operations.page_cache.PageCacheMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.operations.middleware.Headers",
    "portal.operations.middleware.RefuseBadInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.middleware.SessionLimits",
    "portal.accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.content.redirects.OldAddresses",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.PasswordLength"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        ),
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
]
SECOND_FACTOR_REQUIRED = True
DEMO_ALLOWED = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # slides with use; the limits: accounts.middleware

ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "portal.accounts.forms.signup.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # "key" is the account together with the network the try comes from.
    "login_failed": "20/15m/ip,5/15m/key",
    "login_failed_anywhere": "50/h/key",
    "request_login_code": "20/15m/ip,5/15m/key",
    "reset_password": "20/15m/ip,5/15m/key",
    "signup": "20/15m/ip",
}
# What anybody may send without an account, by the name of the form.
PUBLIC_RATE_LIMITS = {"page_feedback": "20/h/ip"}
# The open data, per network: a page of the register, and a whole table.
API_RATE_LIMITS = {"read": "120/m/ip", "table": "12/h/ip"}
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
MFA_FORMS = {"add_webauthn": "portal.accounts.forms.passkey.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone clock may be half a minute off
USERSESSIONS_ADAPTER = "portal.accounts.adapters.UserSessionsAdapter"

# What the register says is signed with one key; public halves of others, retired ones
# and one to come, stay published beside it. See docs/verification.md.

FURTHER_SIGNING_KEYS: list[str] = []
# Signs reminders to phones (VAPID): 32 random bytes as base64url. Without it reminders
# come by e-mail alone. Another key ends every subscription that was made with this one.
PUSH_KEY = ""

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
FILE_UPLOAD_HANDLERS = [
    "portal.files.uploading.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Background work: Wagtail's own index tasks run at once, ours wait in "work". Jobs that
# come round are due at whole multiples of `every`, counted from midnight UTC.

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
}
SCHEDULE = {
    "publish scheduled pages": {
        "task": "portal.operations.tasks.publish_scheduled_pages",
        "every": timedelta(minutes=1),
    },
    "verify the audit chain": {
        "task": "portal.audit.tasks.verify_audit",
        "every": timedelta(days=1),
        "offset": timedelta(hours=2),
    },
    "clear sessions": {
        "task": "portal.operations.tasks.clear_sessions",
        "every": timedelta(days=1),
        "offset": timedelta(hours=3),
    },
    "prune finished work": {
        "task": "portal.operations.tasks.prune",
        "every": timedelta(days=1),
        "offset": timedelta(hours=4),
    },
    "forget sessions that were never saved": {
        "task": "aftercare.tasks.forget_drafts",
        "every": timedelta(days=1),
        "offset": timedelta(hours=4, minutes=30),
    },
    "remind of papers that end": {
        "task": "clinics.tasks.remind",
        "every": timedelta(hours=6),
        "offset": timedelta(hours=1),
    },
    "carry out erasures": {
        "task": "aftercare.tasks.carry_out_erasures",
        "every": timedelta(hours=1),
        "offset": timedelta(minutes=40),
    },
    "publish the figures of clinics": {
        "task": "aftercare.tasks.publish_figures",
        "every": timedelta(days=1),
        "offset": timedelta(hours=5),
    },
    "remind of healing plans": {
        "task": "aftercare.tasks.remind",
        "every": timedelta(minutes=15),  # zones differ by quarters of an hour
    },
    "escalate urgent reports that nobody opens": {
        "task": "aftercare.tasks.escalate_reports",
        "every": timedelta(minutes=1),
    },
    "check the links of sources": {
        "task": "portal.content.tasks.check_source_links",
        "every": timedelta(hours=1),
        "offset": timedelta(minutes=20),
    },
}
SCHEDULER_IN_WEB = False
SECOND_LOOK_SHARE = 0.1  # of the papers put in force; another reviewer looks again
CHECK_SOURCE_LINKS = False  # whether the job above asks other people's servers
HEALTH_CHECKS = ["database", "cache", "migrations"]

# Log lines

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
        "json": {"()": "portal.operations.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
}

# Pages and the staff's admin

WAGTAIL_SITE_NAME = "Scalpwise"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# The machine's own list holds "localtime", at which Wagtail's script fails.
WAGTAIL_USER_TIME_ZONES = ["UTC", *sorted(n for n in available_timezones() if "/" in n)]
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.content.finishing.publish"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]

# Headers

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    },
}
# Wagtail's admin has inline script and style and frames its previews. No nonce there:
# it would switch 'unsafe-inline' off.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:", "data:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.operations.views.errors.csrf_failure"
