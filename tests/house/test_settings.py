"""The settings listen to the environment alone, and nonsense is refused with a sentence that names the variable."""

import os
import shutil
import subprocess
import sys
from ast import literal_eval

import pytest
from django.conf import settings
from django.db import connection

ROOT = settings.BASE_DIR
KEY = "an-example-of-a-key-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH"
SAME = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}


def python(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=SAME | {"PYTHONDONTWRITEBYTECODE": "1", "DJANGO_SETTINGS_MODULE": "mer_portal.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def start(tmp_path):
    """Read a copy of the settings, in a folder without a stored key."""
    (tmp_path / "mer_portal").mkdir()
    for name in ("environment.py", "settings.py"):
        shutil.copy(ROOT / "mer_portal" / name, tmp_path / "mer_portal" / name)

    def read(**environment):
        return python("-c", "import mer_portal.settings", cwd=tmp_path, **environment)

    return read


@pytest.fixture
def values(tmp_path, start):
    """The values of some settings in an environment."""

    def read(*names, **environment):
        code = f"from mer_portal import settings; print([vars(settings).get(name) for name in {names}])"
        done = python("-c", code, cwd=tmp_path, SECRET_KEY=KEY, **environment)
        assert done.stderr == ""
        return literal_eval(done.stdout)

    return read


def last_line(done):
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": "x" * 31}])
def test_without_a_long_secret_key_the_portal_does_not_start(start, environment):
    done = start(**environment)

    assert done.returncode == 1
    assert last_line(done).partition("ImproperlyConfigured: ")[2].split()[0] == "SECRET_KEY"


@pytest.mark.parametrize("command", ["check", "migrate", "archive"])
def test_a_command_says_the_sentence_of_the_settings_and_nothing_else(start, tmp_path, command):
    shutil.copy(ROOT / "manage.py", tmp_path)

    done = python("manage.py", command, cwd=tmp_path, SECRET_KEY="short")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("manage.py: SECRET_KEY is missing or shorter than 50 characters.")


def test_what_reads_only_code_needs_no_secret(tmp_path):
    none = f"sqlite:///{tmp_path}/none.sqlite3"

    done = python("manage.py", "makemigrations", "--check", cwd=ROOT, DATABASE_URL=none)

    assert (done.returncode, done.stdout) == (0, "No changes detected\n")


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("DEBUG", "maybe"),
        ("DEBUG", "2"),
        ("READ_ONLY", "maybe"),
        ("MEDIA_STORAGE", "/srv/files"),
        ("MEDIA_STORAGE", "s3://"),
        ("MEDIA_STORAGE", "s3://a bucket"),
        ("MEDIA_STORAGE", "s3://bucket/folder"),
        ("MEDIA_STORAGE", "s3://bucket?key=secret"),
        ("SITE_URL", "portal.example.eu"),
        ("SITE_URL", "ftp://portal.example.eu"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://portal.example.eu/path"),
        ("SITE_URL", "https://portal.example.eu?q=1"),
        ("SITE_URL", "https://portal.example.eu#top"),
        ("SITE_URL", "https://portal.example.eu:port"),
        ("SITE_URL", "https://[::1"),
        ("DATABASE_URL", "mysql://user:word@host/name"),
        ("DATABASE_URL", "garbage"),
        ("DATABASE_URL", "postgres://host:port/name"),
        ("EXTRA_HOSTS", "*"),
        ("EXTRA_HOSTS", "one.example.eu,*"),
        ("TRUSTED_PROXIES", "x"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "²"),
        ("TRUSTED_PROXIES", "6"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("LOG_ADDRESSES", "perhaps"),
        ("WEB_ACCESS_LOG", "perhaps"),
        ("METRICS_TOKEN", "short"),
        ("METRICS_TOKEN", "two words of some length"),
        ("METRICS_TOKEN", "čšž" * 10),
        ("EMAIL_URL", "garbage"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_names_the_variable(start, name, nonsense):
    done = start(SECRET_KEY=KEY, **{name: nonsense})

    assert done.returncode == 1
    assert last_line(done).partition("ImproperlyConfigured: ")[2].split()[:1] == [name]


OIDC = {
    "OIDC_NAME": "Inštitut",
    "OIDC_SERVER": "https://login.example.eu/realms/one",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "a-secret",
}


@pytest.mark.parametrize("name", OIDC)
def test_of_an_institution_all_is_said_or_nothing(start, name):
    done = start(SECRET_KEY=KEY, **OIDC | {name: ""})

    assert last_line(done).partition("ImproperlyConfigured: ")[2].split()[:3] == [name, "is", "missing:"]


@pytest.mark.parametrize(
    "server",
    ["login.example.eu", "http://login.example.eu", "https://", "https://[::1", "https://a:b@c.eu", "https://a.eu?x"],
)
def test_the_provider_of_an_institution_is_asked_by_https(start, server):
    done = start(SECRET_KEY=KEY, **OIDC | {"OIDC_SERVER": server})

    assert last_line(done).partition("ImproperlyConfigured: ")[2].split()[:1] == ["OIDC_SERVER"]


def test_the_address_of_its_configuration_is_its_address_too(values):
    given = OIDC | {"OIDC_SERVER": f"{OIDC['OIDC_SERVER']}/.well-known/openid-configuration"}

    assert values("OIDC", **given) == values("OIDC", **OIDC)
    assert values("OIDC") == [None]


def test_debugging_is_refused_where_the_address_is_a_public_one(start):
    done = start(SECRET_KEY=KEY, SITE_URL="https://portal.example.eu", DEBUG="on")

    assert done.returncode == 1
    assert last_line(done).partition("ImproperlyConfigured: ")[2].split()[:1] == ["DEBUG"]


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"SITE_URL": "http://127.0.0.1:8001", "DEBUG": "on"},
        {"SITE_URL": "https://portal.example.eu/"},
        {"EXTRA_HOSTS": "one.example.eu,two.example.eu"},
        {"TRUSTED_PROXIES": "1", "LOG_LEVEL": "warning", "DEBUG": "Off"},
        {"LOG_FORMAT": "JSON", "LOG_ADDRESSES": "on", "WEB_ACCESS_LOG": "on", "METRICS_TOKEN": "x" * 20},
        {"DATABASE_URL": "postgresql://user:word@host:5432/name"},
        {"EMAIL_URL": "smtp+tls://user:word@mail.example.eu:587"},
    ],
)
def test_a_sensible_environment_is_accepted_without_a_word(start, environment):
    done = start(SECRET_KEY=KEY, **environment)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_key_in_the_folder_of_the_installation_is_enough(start, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var/secret_key").write_text(KEY + "\n")

    assert start().returncode == 0


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-80"),
        ("PORT", "²"),
        ("HOST", "two words"),
        ("HOST", "http://x"),
        ("WEB_WORKERS", "0"),
        ("WEB_THREADS", "many"),
        ("DRAIN_SECONDS", "-1"),
        ("DRAIN_SECONDS", "61"),
    ],
)
def test_the_server_refuses_nonsense_with_a_sentence_that_names_the_variable(name, nonsense):
    done = python(ROOT / "mer_portal/gunicorn.conf.py", cwd=ROOT, **{name: nonsense})

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.split()[0] == name
    assert nonsense in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "bind"),
    [
        ({}, "127.0.0.1:8000"),
        ({"PORT": "", "HOST": ""}, "127.0.0.1:8000"),
        ({"PORT": "8123", "HOST": "0.0.0.0"}, "0.0.0.0:8123"),  # noqa: S104  what an operator may ask for
        ({"HOST": "::1"}, "[::1]:8000"),
    ],
)
def test_the_server_listens_where_the_environment_says(environment, bind):
    code = "import runpy; print(runpy.run_path('mer_portal/gunicorn.conf.py')['bind'])"

    done = python("-c", code, cwd=ROOT, **environment)

    assert (done.stdout.strip(), done.stderr) == (bind, "")


def test_the_check_for_deployment_finds_nothing_behind_https(tmp_path):
    done = python(
        *("-W", "error::UserWarning", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        cwd=ROOT,
        SECRET_KEY=KEY,
        SITE_URL="https://portal.example.eu",
        DATABASE_URL=f"sqlite:///{tmp_path}/portal.sqlite3",
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def test_a_local_portal_without_tls_passes_the_ordinary_check(tmp_path):
    done = python(
        *("manage.py", "check", "--fail-level", "WARNING"),
        cwd=ROOT,
        SECRET_KEY=KEY,
        SITE_URL="http://127.0.0.1:8000",
        DATABASE_URL=f"sqlite:///{tmp_path}/portal.sqlite3",
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


TLS = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")


def test_https_brings_secure_cookies_the_redirect_and_a_year_of_hsts(values):
    assert values(*TLS, SITE_URL="https://portal.example.eu") == [True, True, True, 365 * 24 * 3600]


def test_plain_http_on_this_machine_needs_none_of_them(values):
    assert values(*TLS, SITE_URL="http://127.0.0.1:8000") == [False, False, False, 0]


def test_debugging_is_off_unless_it_is_switched_on(values):
    assert values("DEBUG") == [False]


@pytest.mark.parametrize(
    ("environment", "hosts"),
    [
        ({"SITE_URL": "https://portal.example.eu"}, ["portal.example.eu"]),
        ({"SITE_URL": "https://a.example.eu", "EXTRA_HOSTS": "b.example.eu"}, ["a.example.eu", "b.example.eu"]),
        ({"SITE_URL": "http://127.0.0.1:8000"}, ["127.0.0.1", "127.0.0.1", "localhost"]),
    ],
)
def test_only_named_hosts_are_answered(values, environment, hosts):
    assert values("ALLOWED_HOSTS", **environment) == [hosts]


def test_what_a_proxy_says_is_heard_only_where_one_is_named(values):
    assert values("SECURE_PROXY_SSL_HEADER") == [None]
    assert values("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXIES="1") == [("HTTP_X_FORWARDED_PROTO", "https")]


def test_passwords_are_hashed_by_argon2_and_have_twelve_characters(values):
    hashers, validators = values("PASSWORD_HASHERS", "AUTH_PASSWORD_VALIDATORS")

    assert hashers[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert [entry["OPTIONS"] for entry in validators if "OPTIONS" in entry] == [{"min_length": 12}]


def test_sqlite_writes_ahead_and_locks_before_it_reads(values, tmp_path):
    [databases] = values("DATABASES", DATABASE_URL=f"sqlite:///{tmp_path}/any.sqlite3")

    assert databases["default"]["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }


def test_a_file_of_sqlite_is_really_in_write_ahead_mode(tmp_path):
    code = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor(); "
        "ask = lambda name: cursor.execute('PRAGMA ' + name).fetchone()[0]; "
        "print(ask('journal_mode'), ask('synchronous'), ask('busy_timeout'))"
    )

    done = python("-c", code, cwd=ROOT, SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{tmp_path}/portal.sqlite3")

    assert (done.stdout, done.stderr) == ("wal 1 20000\n", "")


def test_postgresql_is_reached_through_psycopg_2():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert is_psycopg3 is False


def test_a_database_whose_machine_is_gone_is_missed_within_half_a_minute(values):
    [databases] = values("DATABASES", DATABASE_URL="postgres://user:word@host/name?connect_timeout=3")

    options = databases["default"]["OPTIONS"]
    alive = options["keepalives_idle"] + options["keepalives_interval"] * options["keepalives_count"]
    assert options["connect_timeout"] == 3
    assert max(alive, options["tcp_user_timeout"] / 1000) <= 30


@pytest.mark.django_db
def test_the_suite_runs_on_one_of_the_two_supported_databases():
    assert connection.vendor in ("sqlite", "postgresql")
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("address", ["sqlite:///here.sqlite3", "postgres://user:word@host/name"])
@pytest.mark.parametrize("read_only", ["on", "off"])
def test_the_database_of_a_reading_node_refuses_writes_by_itself(values, address, read_only):
    told, databases = values("READ_ONLY", "DATABASES", DATABASE_URL=address, READ_ONLY=read_only)

    options = str(databases["default"]["OPTIONS"])
    refuses = "query_only=ON" in options or "default_transaction_read_only=on" in options
    assert told == refuses == (read_only == "on")


def test_a_bucket_without_its_packages_is_refused_with_what_to_install(start):
    done = start(SECRET_KEY=KEY, MEDIA_STORAGE="s3://bucket")

    told = "MEDIA_STORAGE names a bucket: install the packages of requirements-s3.txt."
    assert (done.returncode, last_line(done).partition("ImproperlyConfigured: ")[2]) == (1, told)


def test_a_bucket_is_told_where_it_lies(tmp_path, values):
    for package in ("storages", "boto3"):
        (tmp_path / f"{package}.py").touch()

    [found] = values("STORAGES", MEDIA_STORAGE="s3://files.example?region=eu-1&endpoint=https://s3.example.eu")

    assert found["default"]["OPTIONS"] == {
        "bucket_name": "files.example",
        "region_name": "eu-1",
        "endpoint_url": "https://s3.example.eu",
    }
