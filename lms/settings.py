"""Settings, read from the environment. With no variable set, everything embedded is used.

| variable | default | what it does |
| --- | --- | --- |
| DATA_DIR | var/ | database, broker folders, media, static files |
| DATABASE_URL | sqlite in DATA_DIR | postgres://user:password@host/name |
| CELERY_BROKER_URL | folders in DATA_DIR | amqp://… or redis://… |
| CACHE_URL | in process | redis://host/0 |
| SECRET_KEY | made and kept in DATA_DIR | signs cookies; set it when servers share work |
| ALLOWED_HOSTS | localhost and names under it | the host names that are served |
| SITE_URL | http://localhost:PORT | the address used in e-mail and statements |
| TRUSTED_PROXIES | 0 | how many proxies stand before it |
| GUEST_DAYS | 365 | after how many days without a visit a guest and all they did is deleted |
| DEMO_LEARNERS | 300 | how many simulated learners `make demo` brings |
| EMAIL_URL | written to files in DATA_DIR | smtp://user:password@host:25 |
| LRS_SERVER_KEY | SECRET_KEY | keys the hashes of clients' secrets; changing it shuts every client out |
| LRS_SIGNATURE_ROOTS | any | a PEM file of the authorities that signatures of statements must lead to |
| LRS_HISTORY | database | where statements are kept for good: database, or clickhouse (docs/adr/0277) |
| LRS_HISTORY_URL | – | https://user:password@host:8443/database, the ClickHouse of LRS_HISTORY |
| LRS_REQUESTS_A_MINUTE | 6000 | what one client of the record store may ask in a minute; 0: no limit |
| READY_PAGE_SECONDS | 300 | how long a page that is the same for every visitor is kept ready; 0: not at all |
| PACKAGES_ORIGIN | http://packages.localhost:PORT, or none | another host for packages from elsewhere |
| DJANGO_DEBUG | off | developer pages; never on a public server |
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from lms.data_dir import kept_secret, writable
from lms.schedule import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DJANGO_DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
PORT = env.int("PORT", default=8000)
writable(DATA_DIR)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", ".localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
_packages = f"http://packages.localhost:{PORT}" if urlsplit(SITE_URL).hostname == "localhost" else ""
PACKAGES_ORIGIN = env.str("PACKAGES_ORIGIN", default=_packages).rstrip("/")  # docs/adr/0216
ALLOWED_HOSTS += [host for host in [urlsplit(PACKAGES_ORIGIN).hostname] if host]

# --- Apps ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "courses",
    "courses.adopting",
    "courses.around",
    "courses.lti",
    "courses.packages",
    "courses.slips",
    "self_check",
    "sandbox_portal",
    "analytics",
    "analytics.acting",
    "analytics.delivering",
    "analytics.history",
    "lms.site",
    "lms.demo",
    "lms.health",
    "lms.skills",
    "lms.organisations",
    "lms.classes",
    "lms.people",
    "lms.mailing",
    "lms.letters",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "polymorphic",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "lms.organisations.places.PlaceMiddleware",
    "lms.site.guest_pages.GuestPagesMiddleware",
    "lms.site.own_pages.OwnPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "courses.packages.middleware.PackagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.site.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.organisations.middleware.OrganisationMiddleware",
    "lms.site.middleware.OfferedLanguagesMiddleware",
    "lms.organisations.walls.gate.DeskMiddleware",
    "lms.people.middleware.LearnerMiddleware",
    "lms.site.offline.middleware.OfflineMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
ASGI_APPLICATION = "lms.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "lms.site.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "lms.forms.Renderer"

# --- Database, cache, queue: embedded unless asked ------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portalwise.sqlite3'}")}
IS_POSTGRES = "postgres" in DATABASES["default"]["ENGINE"]
# Opening SQLite anew for each page costs time: the last one to close it writes the journal back.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60 if IS_POSTGRES else 600)
if IS_POSTGRES:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a write that waits is better than one that fails at its commit
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    if env.str("PW_TEST_DB", default=""):
        DATABASES["default"]["TEST"] = {"NAME": env.str("PW_TEST_DB")}

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
# A cache of one process only would keep somebody signed in there who has signed out elsewhere.
_sessions = "cached_db" if env.str("CACHE_URL", default="") else "db"
SESSION_ENGINE = f"django.contrib.sessions.backends.{_sessions}"

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost//")
if CELERY_BROKER_URL.startswith("filesystem://"):
    _queue = writable(DATA_DIR / "queue")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(writable(_queue / "messages")),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(writable(_queue / "control")),
        "store_processed": False,
    }
else:  # a page that enqueues waits for a queue that is down as briefly as can be (the worker tries for ever)
    _at_once = dict.fromkeys(("interval_start", "interval_step", "interval_max"), 0)
    CELERY_BROKER_TRANSPORT_OPTIONS = _at_once | {"max_retries": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "lms.health.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = SCHEDULE
# Wagtail brings django-tasks along; its work (search index, references) is done at once, so that
# there is one queue in this house, Celery's.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SIGNUP_REDIRECT_URL = "courses:my"
ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    name: f"lms.people.account_forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:my"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in when, and from where, is nothing that we need to know
AXES_CLIENT_IP_CALLABLE = "lms.people.adapter.client_ip"
# Both the lock and allauth's limits count by address. Behind a proxy that is the proxy's, the same for
# everybody, unless they are told how many proxies to believe.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
LEARNER_COOKIE = "pw_learner"
GUEST_DAYS = env.int("GUEST_DAYS", default=365)
LEARNER_COOKIE_AGE = 60 * 60 * 24 * GUEST_DAYS
GUEST_PRACTICE_DAYS = 7
ACCOUNT_PRACTICE_DAYS = 90

# --- Languages ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="America/New_York")

# --- Files ----------------------------------------------------------------------------------------

# How long a page that is the same for every visitor stays ready (lms/site/guest_pages.py); 0: not at all.
READY_PAGE_SECONDS = env.int("READY_PAGE_SECONDS", default=300)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Pictures only by their address; documents come through Wagtail, as downloads that run no script.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATICFILES_DIRS = [BASE_DIR / "lms" / "static"]
_static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "lms.static_bundle.Storage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_storage},
}
WHITENOISE_MAX_AGE = 60 * 60

# --- Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
    }
}
# Wagtail's own admin needs inline script and style (see docs/adr/0004-content-security-policy.md).
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if IS_HTTPS else [])
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- E-mail, Wagtail, statements ------------------------------------------------------------------

if env.str("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
# A page only writes an e-mail down; the worker takes it to the mail server.
MAIL_SERVER_BACKEND, EMAIL_BACKEND = EMAIL_BACKEND, "lms.mailing.backend.WaitingBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Portalwise <no-reply@portalwise.example>")

WAGTAIL_SITE_NAME = "Portalwise"
WAGTAILADMIN_LOGIN_URL = "/en/accounts/login/"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_APPEND_SLASH = True
WAGTAILEMBEDS_FINDERS = []
# Authors' pictures, 640 pixels wide at most on a lesson's page: small enough for a slow phone.
WAGTAILIMAGES_AVIF_QUALITY = 45
WAGTAILIMAGES_WEBP_QUALITY = 60
WAGTAILIMAGES_JPEG_QUALITY = 65
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# The authors' desk (docs/adr/0007-walls.md): an address typed by hand is not looked up among all sites'
# pages, and only the people of the organization hear of a page to be read.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "never"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

XAPI_VOCABULARY_BASE = env.str("XAPI_VOCABULARY_BASE", default="https://portalwise.example/xapi/")
XAPI_ACTIVITY_BASE = env.str("XAPI_ACTIVITY_BASE", default="https://portalwise.example/activities/")
# Clients of the record store: docs/how-to/connect-an-lrs-client.md.
LRS_SERVER_KEY = env.str("LRS_SERVER_KEY", default="") or SECRET_KEY
LRS_ROTATION_GRACE_HOURS = env.int("LRS_ROTATION_GRACE_HOURS", default=24)
LRS_REQUESTS_A_MINUTE = env.int("LRS_REQUESTS_A_MINUTE", default=6000)  # a client; 0: no limit
LRS_MOST_BYTES = env.int("LRS_MOST_BYTES", default=10_000_000)  # of one request
LRS_CLIENT_CACHE_SECONDS = env.int("LRS_CLIENT_CACHE_SECONDS", default=5)
LRS_HISTORY = env.str("LRS_HISTORY", default="database")
LRS_HISTORY_URL = env.str("LRS_HISTORY_URL", default="")
# A PEM file of the authorities that signed statements must lead to; empty: a chain need only be whole.
LRS_SIGNATURE_ROOTS = env.str("LRS_SIGNATURE_ROOTS", default="")
# Statements may be forwarded to https addresses on the open net only; for trials also to this machine.
LRS_FORWARD_TO_LOOPBACK = env.bool("LRS_FORWARD_TO_LOOPBACK", default=False)

XAPI_ACTOR_HOME_PAGE = env.str("XAPI_ACTOR_HOME_PAGE", default="https://portalwise.example/learners")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

DEMO_LEARNERS = env.int("DEMO_LEARNERS", default=300)
