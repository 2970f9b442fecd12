"""Reads the environment: what is nonsense is refused with a sentence that says what to write.

Every variable read here or in the settings stands in the README; a test holds it so.
"""

import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
# Of PostgreSQL: a machine that is gone says nothing, and the kernel alone would wait for it for a quarter of an hour.
SOON_MISSED = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}  # seconds
SOON_MISSED |= {"tcp_user_timeout": 20_000}  # milliseconds
TOLD_AS = {"region": "region_name", "endpoint": "endpoint_url"}  # of a bucket


class Environment(environ.Env):
    """Knows what it was asked for: a backup holds these variables."""

    asked = set()

    def get_value(self, var, *args, **options):
        self.asked.add(var)
        return super().get_value(var, *args, **options)


env = Environment()
DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")  # a host as a namespace must look like


def boolean(name, default):
    value = env.str(name, default="").strip().lower()
    if value in {"1", "on", "yes", "true"}:
        return True
    if value in {"0", "off", "no", "false"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} is “{value}”: write on or off.")
    return default


def whole_number(name, default, lowest, highest):
    value = env.str(name, default=str(default)).strip()
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number from {lowest} to {highest}.")
    return int(value)


def one_of(name, default, choices):
    """In whichever letters it is written."""
    value = env.str(name, default=default).strip()
    found = next((choice for choice in choices if choice.lower() == value.lower()), None)
    if found is None:
        raise ImproperlyConfigured(f"{name} is “{value}”: write one of {', '.join(choices)}.")
    return found


def secret(name, shortest):
    value = env.str(name, default="").strip()
    if value and (len(value) < shortest or not value.isascii() or not value.isprintable() or " " in value):
        raise ImproperlyConfigured(
            f"{name} is not safe: write at least {shortest} plain letters and digits, without spaces."
        )
    return value


def secret_key():
    stored = VAR_DIR / "secret_key"
    key = env.str("SECRET_KEY", default="") or (stored.read_text().strip() if stored.exists() else "")
    if len(key) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or shorter than 50 characters. `make run` makes one in var/secret_key."
        )
    return key


def site_url():
    """The one address people use: links in mails, allowed host, secure cookies all follow from it."""
    url = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or url != f"{parts.scheme}://{parts.netloc}":
        raise ImproperlyConfigured(f"SITE_URL is “{url}”: write for example https://portal.example.eu")
    if parts.netloc.lower().removesuffix(port) not in {parts.hostname, f"[{parts.hostname}]"}:
        raise ImproperlyConfigured(f"SITE_URL is “{url}”: write the host and, if need be, the port, nothing else.")
    return url


def database(read_only=False):
    """Where nothing may be written the database itself refuses it."""
    try:
        config = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    engine = config.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "DEFERRED" if read_only else "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
            + (" PRAGMA query_only=ON;" if read_only else ""),
        }
    elif engine != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")
    else:
        options = config.setdefault("OPTIONS", {})
        for name, value in SOON_MISSED.items():
            options.setdefault(name, value)
        if read_only:
            options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    return config | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def media_storage():
    """Files of people lie in a folder, MEDIA_ROOT, or in a bucket."""
    address = env.str("MEDIA_STORAGE", default="").strip()
    if not address:
        return {"BACKEND": "catalogue.files.removing.PortalStorage"}
    parts = urlsplit(address)
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_bucket = parts.scheme == "s3" and BUCKET.fullmatch(parts.netloc) and not parts.path.strip("/")
    if not is_bucket or told.keys() - TOLD_AS.keys():
        example = "s3://bucket?region=eu-central-1&endpoint=https://s3.example.eu"
        raise ImproperlyConfigured(f"MEDIA_STORAGE is “{address}”: write for example {example}")
    if not all(map(find_spec, ("storages", "boto3"))):
        raise ImproperlyConfigured("MEDIA_STORAGE names a bucket: install the packages of requirements-s3.txt.")
    options = {"bucket_name": parts.netloc} | {TOLD_AS[name]: value for name, value in told.items() if value}
    return {"BACKEND": "catalogue.files.bucket.PortalBucket", "OPTIONS": options}


def namespace():
    """Of identifiers for harvesters; empty: that of the first start, which the database keeps."""
    name = env.str("OAI_NAMESPACE", default="").strip()
    if name and not DOMAIN.fullmatch(name):
        raise ImproperlyConfigured(f"OAI_NAMESPACE is “{name}”: write a domain, for example portal.example.eu")
    return name


def institution():
    """The OpenID Connect provider through which people may sign in, or None: all of it is given, or nothing."""
    given = {
        "OIDC_NAME": env.str("OIDC_NAME", default="").strip(),
        "OIDC_SERVER": env.str("OIDC_SERVER", default="").strip(),
        "OIDC_CLIENT_ID": env.str("OIDC_CLIENT_ID", default="").strip(),
        "OIDC_CLIENT_SECRET": env.str("OIDC_CLIENT_SECRET", default="").strip(),
    }
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            raise ImproperlyConfigured(f"{name} is missing: give all four of OIDC_… or none.")
    name, server, client, key = given.values()
    server = server.removesuffix("/.well-known/openid-configuration").rstrip("/")
    try:
        parts = urlsplit(server)
    except ValueError:
        parts = urlsplit("")
    local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or not (parts.scheme == "https" or local) or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"OIDC_SERVER is “{given['OIDC_SERVER']}”: write for example https://login.example.eu"
        )
    return {"name": name, "server": server, "client": client, "secret": key}


def mail():
    try:
        return env.email_url("EMAIL_URL", default="consolemail://")
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured("EMAIL_URL cannot be read: write for example smtp+tls://user:word@host") from error
