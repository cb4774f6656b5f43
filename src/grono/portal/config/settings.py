"""Settings of the portal; everything an operator may change comes from the environment (see ``environment.py``)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from grono.portal.config import addresses, environment
from grono.portal.config.logs import without_traceback_of_denied

_REPOSITORY = Path(__file__).resolve().parents[4]
DATA_DIR = (_REPOSITORY / environment.text("GRONO_DATA_DIR")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.switch("GRONO_DEBUG")
SECRET_KEY = addresses.secret_key(environment.text("GRONO_SECRET_KEY"), DATA_DIR)
ALLOWED_HOSTS = environment.words("GRONO_HOSTS")
DEMONSTRATION = environment.switch("GRONO_DEMONSTRATION")
SITE_ADDRESS = environment.text("GRONO_ADDRESS").rstrip("/")
OPERATOR = environment.text("GRONO_OPERATOR")
SECURITY_CONTACT = environment.text("GRONO_SECURITY_CONTACT")
UPLOAD_BYTES = environment.whole_number("GRONO_UPLOAD_MEGABYTES") * 1_000_000
RUN_SILENCE_SECONDS = environment.whole_number("GRONO_RUN_SILENCE_SECONDS")
SESSION_MINUTES = environment.whole_number("GRONO_SESSION_MINUTES")  # of a declared session, TRU-4
RUN_ATTEMPTS = environment.whole_number("GRONO_RUN_ATTEMPTS")
WARM = environment.switch("GRONO_WARM")
BDL_CLIENT_ID = environment.text("GRONO_BDL_CLIENT_ID")
BACKUP_FOLDER = environment.text("GRONO_BACKUP_FOLDER").strip()
BACKUP_RECIPIENT = environment.text("GRONO_BACKUP_RECIPIENT").strip()
BACKUPS_KEPT = {
    "daily": environment.whole_number("GRONO_BACKUPS_DAILY"),
    "weekly": environment.whole_number("GRONO_BACKUPS_WEEKLY"),
    "monthly": environment.whole_number("GRONO_BACKUPS_MONTHLY"),
}
ALERT_BOUNCES = environment.whole_number("GRONO_ALERT_BOUNCES")
REGISTERS = {
    name: environment.text(name)
    for name in ("GRONO_REGON_KEY", "GRONO_REGON_ENVIRONMENT", "GRONO_REGON_VERSION", "GRONO_CEIDG_TOKEN")
}

INSTALLED_APPS = [
    "grono.portal.web",
    "grono.portal.api",
    "grono.portal.bindings",
    "grono.portal.monitoring",
    "grono.portal.evaluations",
    "grono.portal.strategies",
    "grono.portal.aid",
    "grono.portal.cooperation",
    "grono.portal.clusters",
    "grono.portal.maps",
    "grono.portal.duplicates",
    "grono.portal.surveys",
    "grono.portal.intake",
    "grono.portal.directory",
    "grono.portal.regions",
    "grono.portal.search",
    "grono.portal.privacy",
    "grono.portal.backups",
    "grono.portal.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "grono.portal.core.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "grono.portal.core.middleware.ReaderMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "grono.portal.core.limits.VisitRateMiddleware",
    "grono.portal.core.tokens.TokenMiddleware",
    "grono.portal.core.page_above.PageAboveMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "grono.portal.core.log_ins.LogInMiddleware",
    "grono.portal.core.second_factor.SecondFactorMiddleware",
    "grono.portal.core.declared.SightMiddleware",
    "grono.portal.core.uploads.UploadRateMiddleware",  # before the token is looked for, which reads the files
]

ROOT_URLCONF = "grono.portal.config.urls"
WSGI_APPLICATION = "grono.portal.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": addresses.database(environment.text("GRONO_DATABASE"), DATA_DIR)}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # web/templates/django/forms/ says how every form looks

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "grono.portal.core.context.site",
            ],
        },
    },
]

# --- languages, numbers, time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
LANGUAGE_COOKIE_NAME = "language"

# --- static files and uploads ---------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = str(DATA_DIR)
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # anything larger is streamed to disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # of the fields beside the file

# --- accounts -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["grono.portal.core.accounts.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
    # TRU-8: at least 12 characters, no composition rules.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "grono.portal.core.passwords.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "grono.portal.core.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # nobody signs up alone; an administrator invites, and the log-in code proves the address
)
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # TRU-8
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Grono: "
ACCOUNT_LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_RATE_LIMITS = {  # TRU-6
    "login": "1000/5m",
    "login_failed": "10/5m/ip,10/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/d/key",
    "privacy_link": "20/m/ip,3/d/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "grono.portal.core.second_factor_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Grono"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up alone; the operator knows whose address it is
MFA_RATE_LIMITS = {"webauthn_login": "10/5m/ip"}  # as any log-in, TRU-6
MFA_FORMS = {
    "authenticate": "grono.portal.core.second_factor_forms.CodeForm",
    "reauthenticate": "grono.portal.core.second_factor_forms.CodeAgainForm",
    "authenticate_webauthn": "grono.portal.core.second_factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "grono.portal.core.second_factor_forms.PasskeyAgainForm",
    "login_webauthn": "grono.portal.core.second_factor_forms.PasskeyAloneForm",
}
SECOND_FACTOR_ROLES = environment.words("GRONO_SECOND_FACTOR_ROLES")  # TRU-8
SECOND_FACTOR_TRIES = {300: 5, 3600: 20, 86400: 50}  # seconds → wrong codes of one person, TRU-6
UPLOADS_AN_HOUR = 60  # of one person, TRU-6
ANONYMOUS_REQUESTS = {  # seconds → requests of one address without an account, 0 for any number; TRU-6
    60: environment.whole_number("GRONO_VISITS_A_MINUTE"),
    10: environment.whole_number("GRONO_VISITS_IN_TEN_SECONDS"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("GRONO_PROXIES")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {
            "MAX_ENTRIES": 100_000
        },  # with the 300 of Django, asking from many addresses would wash the counts out
    }
}

# --- https, cookies, headers (TRU-10, TRU-16) -----------------------------------------------------------------------------
HTTPS = environment.switch("GRONO_HTTPS")
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# --- e-mail, background work, log -----------------------------------------------------------------------------------------
globals().update(addresses.email(environment.text("GRONO_EMAIL")))
DEFAULT_FROM_EMAIL = environment.text("GRONO_EMAIL_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"denied": {"()": "django.utils.log.CallbackFilter", "callback": without_traceback_of_denied}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["denied"]}},
    "root": {"handlers": ["console"], "level": environment.text("GRONO_LOG_LEVEL").upper()},
}
