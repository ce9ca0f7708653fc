"""The settings: one file, with what may differ read from the environment. README.md has a table of it."""

import os
import secrets
from pathlib import Path

import django

# sqlite first: it has to be there before anything of Django's that opens a database.
from newsroom import env, sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

ENV_FILE = BASE_DIR / ".env"
if "NEWSROOM_IGNORE_ENV_FILE" not in os.environ:
    env.load(ENV_FILE)

DEBUG = env.boolean("DEBUG", False)

# The paper

NEWSROOM_NAME = env.text("NEWSROOM_NAME", "The Recovered Times")
NEWSROOM_LIVE = env.boolean("NEWSROOM_LIVE", False)
NEWSROOM_SEEDS = env.path("NEWSROOM_SEEDS", None, BASE_DIR)
SITE_URL = env.origin("SITE_URL", f"http://127.0.0.1:{env.integer('PORT', 8000)}")
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True
LANGUAGE_CODE = "en-gb"

# Who is served

ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", {"localhost", "127.0.0.1", "[::1]", env.host_of(SITE_URL)})
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", [SITE_URL])

SECRET_KEY = env.text("SECRET_KEY")
HAS_SECRET_KEY = bool(SECRET_KEY) or DEBUG
if not SECRET_KEY:
    # A command that serves nobody needs a key for its own time only. newsroom/serving.py refuses to serve.
    SECRET_KEY = env.kept_secret(VAR / "secret-key") if DEBUG else secrets.token_urlsafe(50)

# Rooms

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "importers",
    "articles",
    "newsroom.apps.DeskConfig",
    "taggit",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "newsroom.headers.Headers",
    "newsroom.content_policy.ContentPolicy",
    "newsroom.headers.Transport",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.desk_door.Sessions",
    "django.middleware.common.CommonMiddleware",
    "newsroom.desk_door.Csrf",
    "newsroom.desk_door.Login",
    "newsroom.desk_door.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["django.template.context_processors.csp"] if django.VERSION >= (6, 0) else []),
            ],
        },
    },
]

# Where things are kept

DATABASE = env.database("DATABASE_URL", "sqlite:///var/newsroom.sqlite3", BASE_DIR)
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE |= sqlite.SETTINGS
    if DATABASE["NAME"].parent == VAR:
        VAR.mkdir(exist_ok=True)
else:
    DATABASE |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": DATABASE}

CACHES = {"default": env.cache("CACHE_URL", "locmem://")}

MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR / "media", BASE_DIR)

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# A site on which collectstatic was forgotten still has its look, only slower.
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").is_file()
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STATIC if DEBUG else "newsroom.assets.Assets"},
}

# Transport

HTTPS = env.boolean("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", False)
# Only behind a proxy that sets the header itself: anybody else could send it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True

SILENCED_SYSTEM_CHECKS = [
    "security.W001",  # looks for SecurityMiddleware by name: newsroom.headers.Transport is a subclass
    "security.W003",  # looks for CsrfViewMiddleware by name: newsroom.desk_door.Csrf is a subclass
    "security.W005",  # other hosts under the domain are the operator's to bind: HSTS_SUBDOMAINS=on
    "security.W021",  # preloading binds a domain for years: HSTS_PRELOAD=on
]

# Content policy, in the names of Django 6

CSP_NONCE = "<CSP_NONCE_SENTINEL>"  # django.utils.csp.CSP.NONCE; the middleware writes the nonce in its place
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
DESK_CSP = SECURE_CSP | {
    "script-src": ["'self'", CSP_NONCE],  # the text editor's import map
    "style-src": [
        "'self'",
        "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='",  # the text editor's base style
        "'sha256-blvLUW3UscWqsXGByNOqdBboM+ShWAuugp2mC/wbafU='",  # the admin's list without actions
    ],
    "img-src": ["'self'", "data:", "blob:"],
}

# The desk

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "newsroom.logs.OneLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django would add handlers of its own, which write lines of their own.
        name: {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False}
        for name in ("django", "django.server", "newsroom", "articles", "importers")
    },
}
