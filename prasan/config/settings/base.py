"""Settings common to every way of running Prasan. All knobs come from the environment (`.env.example`)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from prasan.config.database import database_settings
from prasan.config.secrets import addresses_in, mail_server, origin, other_side, read_env_file, secret_key

BASE = Path(__file__).resolve().parents[3]
read_env_file(BASE / ".env")
BUILD = BASE / ".build"
DATA = Path(os.environ.get("DATA") or BASE / "var").resolve()

ORIGIN = origin(DATA)
_origin = urlsplit(ORIGIN)
IS_HTTPS = _origin.scheme == "https"

DEBUG = False
SECRET_KEY = secret_key(DATA)
# Keys used before: sessions and the audit trail's events made with them stay good.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("PRASAN_SECRET_KEY_OLD", "").split(",") if key]
ALLOWED_HOSTS = [host for host in os.environ.get("PRASAN_HOSTS", "").split(",") if host] or [
    _origin.hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "prasan.operations",
    "prasan.site",
    "prasan.desk",
    "prasan.achievements",
    "prasan.news",
    "prasan.network",
    "prasan.agencies",
    "prasan.approvals",
    "prasan.delivery",
    "prasan.contacts",
    "prasan.office",
    "prasan.accounts",
    "prasan.files",
    "prasan.audit",
    "prasan.ui",
    # After the rooms, whose templates stand in front of these.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prasan.accounts.middleware.KeepPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prasan.office.middleware.SetUpFirst",
]

ROOT_URLCONF = "prasan.config.urls"
WSGI_APPLICATION = "prasan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "prasan.config.navigation.context",
            ],
            "builtins": [
                "prasan.ui.templatetags.ui",
                "prasan.ui.templatetags.kept",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sign-in: by e-mail, by invitation alone; no answer tells whether an address is known here.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "prasan.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "prasan.accounts.forms.SignInForm",
    "reset_password": "prasan.accounts.forms.ForgottenForm",
    "reset_password_from_key": "prasan.accounts.forms.NewPasswordForm",
    "change_password": "prasan.accounts.forms.ChangePasswordForm",
    "set_password": "prasan.accounts.forms.FirstPasswordForm",
    "change_email": "prasan.accounts.forms.NewEmailForm",
    "reauthenticate": "prasan.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = None  # asks; "yes" keeps the session for SESSION_COOKIE_AGE
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Prasan"
MFA_FORMS = {
    "authenticate": "prasan.accounts.forms.CodeForm",
    "reauthenticate": "prasan.accounts.forms.ConfirmCodeForm",
    "activate_totp": "prasan.accounts.forms.FirstCodeForm",
}
# How many proxies of our own stand in front: their X-Forwarded-For is believed, nobody else's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PRASAN_PROXIES") or 0)

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
LOCALE_PATHS = [BASE / "prasan" / "ui" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [("fonts", BUILD / "fonts" / "web")] if (BUILD / "fonts" / "web").is_dir() else []
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Collected by whoever installs, read by the user of the service: not held to an upload's permissions.
    "staticfiles": {
        "BACKEND": "prasan.ui.static_files.StaticFiles",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Sign-in limits must hold across processes, so they live in the database, not in one process's memory.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; see deploy/
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("PRASAN_PROXIES") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# 13-megabyte scans and large sheets go to disk, never to memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
# Sound and film on a story, at most so many megabytes each; larger films belong on a video channel.
RECORDING_SOUND_MB = int(os.environ.get("PRASAN_SOUND_MB") or 100)
RECORDING_FILM_MB = int(os.environ.get("PRASAN_FILM_MB") or 500)
FILES_ACCEL = os.environ.get("PRASAN_FILES_ACCEL", "")
"""Address under which nginx hands out MEDIA_ROOT to itself alone (deploy/nginx.conf); "" = we hand out."""

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_smtp = urlsplit("//" + mail_server(DATA))
EMAIL_HOST = _smtp.hostname or "127.0.0.1"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = os.environ.get("PRASAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PRASAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PRASAN_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 20
# Their tokens: `delivery.channels.kept`. A sample office speaks to its stand-in, never to these.
LINE_API = other_side("PRASAN_LINE_API", DATA, "https://api.line.me")
FACEBOOK_API = other_side("PRASAN_FACEBOOK_API", DATA, "https://graph.facebook.com/v23.0")
DEFAULT_FROM_EMAIL = os.environ.get("PRASAN_FROM", "prasan@office.example")

# Mail that comes in. Addresses, or names before the @ that count at any domain.
MAIL_NEWS = addresses_in("PRASAN_MAIL_NEWS", "news")
MAIL_REQUESTS = addresses_in("PRASAN_MAIL_REQUESTS", "saraban")
MAIL_RECEIPTS_AN_HOUR = int(os.environ.get("PRASAN_MAIL_RECEIPTS") or 5)
SMTP_IN = os.environ.get("PRASAN_SMTP_IN", "")
"""host:port where `serve` hears mail; "" = only the sample office does."""
IMAP_HOST = os.environ.get("PRASAN_IMAP_HOST", "")
IMAP_PORT = int(os.environ.get("PRASAN_IMAP_PORT") or 0)
IMAP_USER = os.environ.get("PRASAN_IMAP_USER", "")
IMAP_PASSWORD = os.environ.get("PRASAN_IMAP_PASSWORD", "")
IMAP_TLS = os.environ.get("PRASAN_IMAP_TLS", "1")
""""1" = TLS from the start, "starttls", "0" = none: on this machine only."""
IMAP_FOLDER = os.environ.get("PRASAN_IMAP_FOLDER", "INBOX")
IMAP_DONE_FOLDER = os.environ.get("PRASAN_IMAP_DONE_FOLDER", "")
"""Where mails go once taken; "" = they stay and are marked as read."""

# The network.
NETWORK_TERM_SOON_DAYS = int(os.environ.get("PRASAN_TERM_SOON_DAYS") or 30)
"""How long before the end of a member's term the desk says so."""
NETWORK_SIGN_UPS_KEPT_DAYS = int(os.environ.get("PRASAN_SIGN_UPS_KEPT_DAYS") or 30)
"""How long a wish for news is kept that its owner does not confirm; at least as long as its link counts."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # It says in English that it was asked to end, each time the office closes.
    "loggers": {"django_tasks_db": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PRASAN_LOG", "WARNING")},
}
