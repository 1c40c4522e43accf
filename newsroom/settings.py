"""Every setting of the newsroom, read from the environment; `.env.example` explains each one.

Production is the default. A value that cannot be right stops the start with a sentence that
says which setting it is and why.
"""

import ipaddress
import os
import socket
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from articles.richtext import EDITOR_CONFIG
from newsroom.caches import cache_of
from newsroom.databases import connections
from newsroom.environment import address, choice, hosts, number, shown_name, switch, text, words

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(text("VAR_DIR", str(BASE_DIR / "var")))


# --- what this site is ---------------------------------------------------------------------

DEBUG = switch("DEBUG", default=False)

SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Sessions and password links are signed with it: give it a long"
        " random value that stays the same, or use `make run`, which makes one for development."
    )
if not DEBUG and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured(
        "SECRET_KEY is too weak for production: it needs at least 50 random characters."
    )

SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = address("SITE_URL", SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname or _site.path or _site.query:
    raise ImproperlyConfigured(
        f"SITE_URL must be the site's address without a path, such as https://berita.example.go.id,"
        f" not {SITE_URL!r}."
    )
SITE_NAME = shown_name("SITE_NAME", "Berita Kabupaten Bekasi", most=120)
NEWSROOM_NAME = shown_name("NEWSROOM_NAME", "Newsroom Diskominfosantik", most=120)

ALLOWED_HOSTS = hosts("ALLOWED_HOSTS", _site.hostname if DEBUG or "SITE_URL" in os.environ else "")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

TIME_ZONE = text("TIME_ZONE", "Asia/Jakarta")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError, OSError):
    raise ImproperlyConfigured(
        f"TIME_ZONE must be a name such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura,"
        f" not {TIME_ZONE!r}."
    ) from None
USE_TZ = True

LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LANGUAGE_CODE = LANGUAGE = choice("LANGUAGE", "id", ("id", "en"))
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_THOUSAND_SEPARATOR = False  # numbers are grouped where readers see them, never in ids

TWO_PERSON_RULE = switch("TWO_PERSON_RULE", default=True)
EDITOR_WIDGET = choice("EDITOR_WIDGET", "ckeditor", ("ckeditor", "textarea"))

# Reads: who counts them, where they wait to be applied, and how many one address may bring.
READS_MODE = choice("READS_MODE", "server", ("server", "beacon", "both"))
READS_JOURNAL_DIR = Path(text("READS_JOURNAL_DIR", str(VAR_DIR / "journal")))
READS_ADDRESS_CAP = number("READS_ADDRESS_CAP", 200, least=1)
READS_BEACON_PER_MINUTE = number("READS_BEACON_PER_MINUTE", 60, least=1)
READS_DATABASE = "reads"
HOST_ID = shown_name("HOST_ID", socket.gethostname() or "host", most=120)
# Not built yet: whoever asks for a second factor must not believe that he has one.
SECOND_FACTOR = choice("SECOND_FACTOR", "off", ("off",))

TRUSTED_PROXIES = words("TRUSTED_PROXIES")
for _item in TRUSTED_PROXIES:
    try:
        _item == "unix" or ipaddress.ip_network(_item)
    except ValueError:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES must be networks such as 10.0.0.0/8, or unix, not {_item!r}."
        ) from None

# --- applications --------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "articles",
    "newsroom.desk.DeskConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "ckeditor",
    "simple_history",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "accounts.proxies.TrustedProxyMiddleware",
    "newsroom.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.outage.DatabaseAwayMiddleware",
    "articles.public.page_cache.PageCacheMiddleware",  # what follows has set its headers on a page
    "newsroom.policy.PolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.large_forms.LargeFormMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sign_in.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.sign_in.DeskMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "articles.public.legacy.LegacyAddressMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- databases -----------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = connections(text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}"))
CACHES = cache_of(text("CACHE_URL", "locmem://"))
PAGE_CACHE = True  # pages for readers are kept; tests that write past the verbs switch it off

# --- signing in ----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NewsroomWordsValidator"},
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
CSRF_FAILURE_VIEW = "accounts.views.form_not_accepted"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

AXES_HANDLER = "accounts.lockout.Handler"  # per account and per client
AXES_CLIENT_IP_CALLABLE = "accounts.lockout.client_of"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = AXES_ENABLE_ADMIN = False

# --- e-mail --------------------------------------------------------------------------------

_email = address("EMAIL_URL", "console://" if DEBUG else "smtp://localhost:25")
if _email.scheme not in {"console", "smtp", "smtps", "smtp+tls", "memory"}:
    raise ImproperlyConfigured(
        "EMAIL_URL must be console:// or smtp://user:password@host:587 (smtps:// for TLS from the"
        " first byte, smtp+tls:// for STARTTLS)."
    )
_backend = {"console": "console", "memory": "locmem"}.get(_email.scheme, "smtp")
EMAIL_BACKEND = f"django.core.mail.backends.{_backend}.EmailBackend"
EMAIL_HOST = _email.hostname or "localhost"
EMAIL_PORT = _email.port or (465 if _email.scheme == "smtps" else 587)
EMAIL_HOST_USER = _email.username or ""
EMAIL_HOST_PASSWORD = _email.password or ""
EMAIL_USE_SSL = _email.scheme == "smtps"
EMAIL_USE_TLS = _email.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("EMAIL_FROM", f"newsroom@{_site.hostname}")

# --- files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A form of 20 MB is answered with its text still in it; beyond that newsroom.large_forms says 413.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the writing form refuses from 2,500, with the text kept
CKEDITOR_CONFIGS = {"default": EDITOR_CONFIG}
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # CKEditor 4 is past its life; see DECISIONS.md for what we do about it
]
SIMPLE_HISTORY_REVERT_DISABLED = True  # a second door; restoring goes through the verbs

# --- what the browser is told --------------------------------------------------------------

_https = _site.scheme == "https"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com"],  # a video somebody asked for
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
