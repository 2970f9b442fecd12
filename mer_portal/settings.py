"""One settings file for every machine; what differs between machines the environment says."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from mer_portal.environment import (
    BASE_DIR,
    DOMAIN,
    VAR_DIR,
    boolean,
    database,
    env,
    institution,
    mail,
    media_storage,
    namespace,
    one_of,
    secret,
    secret_key,
    site_url,
    whole_number,
)

SECRET_KEY = secret_key()
DEBUG = boolean("DEBUG", False)
SITE_URL = site_url()
SITE_HOST = urlsplit(SITE_URL).hostname
HTTPS = SITE_URL.startswith("https://")
if DEBUG and HTTPS:
    raise ImproperlyConfigured("DEBUG is on and SITE_URL is https: a public portal never shows its insides.")
LOCAL_HOSTS = ["127.0.0.1", "localhost"]
ALLOWED_HOSTS = [
    SITE_HOST,
    *env.list("EXTRA_HOSTS", default=[]),
    *(LOCAL_HOSTS if SITE_HOST in LOCAL_HOSTS else []),
]
if any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("EXTRA_HOSTS may not hold “*”: name each host.")

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose classes it extends
    "mer_portal",
    "plans",
    "tools",
    "workshops",
    "library",
    "projects",
    "partners",
    "publishing",
    "catalogue",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # so that the portal's own widgets find their templates
    "taggit",
    "csp",
    "simple_history",
    "import_export",
    "django_htmx",  # for its copy of htmx
    "django_countries",
    "ninja",  # its own files for the page of the API
    "allauth",
    "allauth.account",
    "allauth.socialaccount",  # always, so that the tables are the same on every node
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "mer_portal.watching.watch.watch",
    "mer_portal.page_cache.early.early",
    "mer_portal.watching.watch.know",
    "django.middleware.security.SecurityMiddleware",
    "mer_portal.middleware.fixed_headers",
    "csp.middleware.CSPMiddleware",  # before WhiteNoise: static files carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "mer_portal.middleware.private_pages_stay_private",
    "mer_portal.middleware.language_of_address",
    "mer_portal.nodes.door.door",
    "mer_portal.middleware.without_null_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mer_portal.machines.door",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mer_portal.middleware.tell_of_signing_out",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "mer_portal.middleware.NoSuchAddress",
]

ROOT_URLCONF = "mer_portal.urls"
WSGI_APPLICATION = "mer_portal.wsgi.application"

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
                "mer_portal.context.portal",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

READ_ONLY = boolean("READ_ONLY", False)  # a node on a replica, which answers readers alone
DATABASES = {"default": database(read_only=READ_ONLY)}
FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6 does; remove with it
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must hold over all workers, so the cache is a table of the one database.
# Sheets of entries are files: beyond the most, some go; one that nobody asks for in a month is set anew.
CACHE_ROOT = Path(env.str("CACHE_ROOT", default=str(VAR_DIR / "cache")))
# A node that only reads limits nobody, for it takes no forms; what it keeps is its own.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if READ_ONLY
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"},
    "sheets": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CACHE_ROOT / "sheets",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Work for the background waits in the one database, for `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages: the address says which; a third one is a line here and a migration ---
LANGUAGE_CODE = "sl"
LANGUAGES = [("sl", "Slovenščina"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["mer_portal.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # else years read “2.014”; amounts go through the filter `amount`
TIME_ZONE = "Europe/Ljubljana"
MODELTRANSLATION_DEFAULT_LANGUAGE = "sl"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("sl", "en"), "sl": ("en",), "en": ("sl",)}
JQUERY_UI_URL = "vendor/jquery-ui/jquery-ui.min.js"  # else the admin's tabs ask a foreign host

# --- People ---
AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "partners.accounts.PortalAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[MER] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# Whoever tries passwords of others locks only the door of the password: the owner has a code sent by mail.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {"confirm_login_code": "partners.forms.CodeForm"}
ACCOUNT_RATE_LIMITS = {
    "institution": "60/5m/ip",  # ways to the provider of an institution
    "login_failed": "10/5m/ip,10/5m/key",
    "request_login_code": "10/5m/ip,3/10m/key",
    "tools_begin": "60/5m/ip",  # new pieces of work with a decision tool
    "suggestion": "10/d/key",  # corrections by readers, of one address and to one mailbox
    "plan_comment": "20/d/key",  # comments on plans in consultation, likewise
    "idea_support": "60/h/key",  # presses of one person
    "idea_remark": "20/h/key",  # remarks of one person
    "registration_from": "300/d/key",  # registrations for events by one client, such as the network of a town hall
    "registration_of": "10/d/key",  # and mails about them to one mailbox
    "subscribing_from": "60/d/key",  # letters and followed lists asked for by one client
    "subscribing_of": "5/d/key",  # and mails about them to one mailbox
    "signing_verified": "60/h/key",  # texts and files compared with what was signed, by one address
    "contact_person": "5/d/key",  # messages to organisations by one person who is signed in
    "contact_address": "3/d/key",  # with one address, by whoever is not
    "contact_client": "60/d/key",  # and by one client, whatever addresses are typed there
    "contact_entry": "20/d/key",  # about one entry
    "own_archive": "5/d/user",  # archives of one's own data: each reads all that there is
    "leaving": "10/h/user",  # wishes to be erased, and guesses of the password
    "certificate_name": "20/h/key",  # names tried on certificates, by one address and of one certificate
}
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", 0, 0, 5)
OIDC = institution()  # None: people sign in by password or code alone
SOCIALACCOUNT_ADAPTER = "partners.institution.joining.InstitutionAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "MER"

# --- Mail ---
vars().update(mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "MAIL_FROM",
    default="MER <portal@portal.local>" if SITE_HOST in LOCAL_HOSTS else f"MER <portal@{SITE_HOST}>",
)
BOUNCE_URL = env.str("BOUNCE_URL", default="")  # the mailbox to which undeliverable letters come back
ADMIN_EMAIL = env.str("ADMIN_EMAIL", default="admin@portal.local" if SITE_HOST in LOCAL_HOSTS else f"admin@{SITE_HOST}")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": media_storage(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "mer_portal.static_files.HashedAndCompressed"
    },
}
CONTENT_DIR = BASE_DIR / "content"
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")  # one or several public keys, with commas
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "catalogue.files.uploading.CappedFileUploadHandler",
]
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
SIMPLE_HISTORY_REVERT_DISABLED = True

# --- What browsers are told ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],  # of books kept on a device
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "mer_portal.views.csrf_failure"

# --- The catalogue ---
TAGGIT_CASE_INSENSITIVE = True
COUNTRIES_FIRST = ["SI"]
COUNTRIES_OVERRIDE = {"GR": {"name": _("Greece")}, "CZ": {"name": _("Czechia")}}
PAGE_SIZE = 24
OAI_DOMAIN = DOMAIN
OAI_NAMESPACE = namespace()
STATEMENTS_ON_SERVER = True  # PostgreSQL keeps those of pages of entries for each connection
PAGE_CACHE_MEGABYTES = whole_number("PAGE_CACHE_MEGABYTES", 0 if DEBUG else 64, 0, 16_384)  # of each process; 0 is none
API_RATE = whole_number("API_RATE", 300, 0, 1_000_000)  # requests a minute from one address; 0 is no limit

# --- Watching it ---
METRICS_TOKEN = secret("METRICS_TOKEN", 20)  # empty: whoever asks on this machine may read the numbers
WEB_ACCESS_LOG = boolean("WEB_ACCESS_LOG", False)
LOG_ADDRESSES = boolean("LOG_ADDRESSES", False)
LOG_FORMAT = one_of("LOG_FORMAT", "line", ("line", "json"))
LOG_LEVEL = one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "mer_portal.watching.lines.Line"},
        "json": {"()": "mer_portal.watching.lines.Json"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL},  # without the handlers that it brings
        "mer_portal.access": {"level": "INFO"},  # a line per request is switched on by itself
        "gunicorn.error": {"level": LOG_LEVEL, "handlers": ["stderr"], "propagate": False},
    },
}

ENVIRONMENT_READ = sorted(env.asked)
