"""What `deploy/` holds fits the portal: nginx knows its addresses, units and images run the same commands."""

import ast
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from benchmarks.drills.fleet import Proxy, free_port
from benchmarks.drills.load import ask
from catalogue.models import Kind
from mer_portal.page_cache.keys import own_cookies

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
PYTHON = "/srv/mer/.venv/bin/python"
LEAST_EXPOSED = 2.0  # of 10, as systemd judges


def read(path):
    return (DEPLOY / path).read_text(encoding="utf-8")


# --- Commands ---


def served():
    """{name: command after the interpreter} as bin/serve runs them."""
    names = {"GUNICORN", "MANAGE", "WORKER", "HAND_ON", "ROUND"}
    tree = ast.parse((settings.BASE_DIR / "bin/serve").read_text())
    asked = [node for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id in names]
    found = {"sys": SimpleNamespace(executable="python")}
    exec(compile(ast.Module(asked, []), "bin/serve", "exec"), found)  # noqa: S102  five lists of ours
    return {name: found[name][1:] for name in names}


def commands_of(unit):
    """What a unit runs with the portal's Python."""
    lines = re.findall(r"^Exec\w+=(.+)$", read(f"systemd/{unit}.service"), re.MULTILINE)
    return [command[1:] for line in lines if (command := shlex.split(line))[0] == PYTHON]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(read("compose.yaml"))["services"]


def test_units_run_what_bin_serve_runs():
    serve = served()

    assert commands_of("portal-web@") == [serve["GUNICORN"]]
    assert commands_of("portal-worker@") == [serve["HAND_ON"], serve["WORKER"]]
    assert commands_of("portal-round")[0] == serve["ROUND"]


def test_containers_run_what_bin_serve_runs(services):
    serve = served()
    own = {name: service["command"][1:] for name, service in services.items() if service.get("image") == "mer-portal"}
    [image] = re.findall(r"^CMD (.+)$", read("Containerfile"), re.MULTILINE)

    assert own["web1"] == own["web2"] == own["reader"] == json.loads(image)[1:] == serve["GUNICORN"]
    assert own["worker"] == serve["WORKER"]
    assert f".venv/bin/python {shlex.join(serve['ROUND'])};" in own["round"][1]
    assert own["prepare"] == ["bin/prepare"] == commands_of("portal-prepare")[-1]


def test_the_container_of_the_round_ends_when_it_is_told_to(services):
    """As the first process of a container a shell hears nothing of it by itself, and is waited for in vain."""
    [*shell, text] = services["round"]["command"]
    text = re.sub(r"\.venv/bin/python [^;]+", "echo done", text).replace("$$", "$")
    with subprocess.Popen([*shell, text], stdout=subprocess.PIPE, text=True, start_new_session=True) as round_:
        round_.stdout.readline()
        round_.terminate()
        try:
            assert round_.wait(5) == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(round_.pid, signal.SIGKILL)


def test_nobody_begins_while_the_database_is_still_being_made(services):
    assert "--host=127.0.0.1" in services["database"]["healthcheck"]["test"]
    assert services["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_containers_are_no_administrators_and_change_only_their_data(services):
    own = [service for service in services.values() if service.get("image") == "mer-portal"]

    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in own)
    assert {tuple(service["volumes"]) for service in own} == {("files:/data",)}
    assert re.findall(r"^USER (.+)$", read("Containerfile"), re.MULTILINE) == ["mer"]
    assert "--require-hashes" in read("Containerfile")


def test_no_secret_stands_in_what_is_deployed():
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".md"]

    assert re.findall(r"(?:SECRET_KEY|_PASSWORD)\s*[:=]\s*[^$?\s\n][^\n]*", "\n".join(texts)) == []


# --- systemd ---


def systemd(*arguments):
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """The units as they would be read where the portal is in its place."""
    folder = tmp_path_factory.mktemp("units")
    for path in [*UNITS, *TIMERS]:
        (folder / path.name).write_text(path.read_text().replace(PYTHON, sys.executable))
    return folder


def test_systemd_reads_every_unit(units):
    done = systemd("verify", "--man=no", *(str(path) for path in sorted(units.iterdir())))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_can_do_little_harm(path):
    done = systemd("security", "--offline=true", str(path))

    assert float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)[1]) <= LEAST_EXPOSED


@pytest.mark.parametrize("unit", ["portal-web@", "portal-worker@", "portal-round"])
def test_what_is_told_to_end_is_told_alone_and_ends_what_it_began(unit):
    assert re.findall(r"^KillMode=(.+)$", read(f"systemd/{unit}.service"), re.MULTILINE) == ["mixed"]


@pytest.mark.parametrize("unit", ["portal-web@", "portal-round", "portal-backup"])
def test_a_unit_that_notes_whom_the_portal_forgot_may_write_beside_the_backups(unit):
    [paths] = re.findall(r"^ReadWritePaths=(.+)$", read(f"systemd/{unit}.service"), re.MULTILINE)

    assert variables_of_the_guide()["BACKUP_FOLDER"] in [path.removeprefix("-") for path in paths.split()]


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.stem)
def test_every_timer_has_its_service(path):
    assert path.with_suffix(".service").exists()


# --- nginx ---


@pytest.fixture
def proxy():
    """In a folder that another user may enter, as whom nginx answers where it is started by root."""
    with tempfile.TemporaryDirectory(prefix="mer-nginx-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        node = SimpleNamespace(port=9)
        made = Proxy(Path(folder) / "nginx", free_port())
        made.write_nodes(node, node, node)
        yield made


def test_nginx_reads_its_files(proxy):
    assert proxy.check() == ""


def test_the_guide_makes_every_folder_that_nginx_expects():
    text = read("nginx/portal.conf")
    named = re.findall(r"^\s*(?:proxy_cache_path|ssl_certificate(?:_key)?) ([^\s;]+)", text, re.MULTILINE)
    expected = {str(Path(path).parent) for path in named} | set(re.findall(r"^\s*root ([^\s;]+);", text, re.MULTILINE))
    made = re.findall(r"install -d ((?:/\S+ ?)+)", read("README.md"))

    assert len(expected) == 3
    assert expected - {folder for folders in made for folder in folders.split()} == set()


def test_what_holds_secrets_of_the_portal_is_for_root_alone():
    """The guide writes them into files of this folder, which others could read else."""
    assert "install -d -m 700 /etc/mer " in read("README.md")


def test_containers_have_the_same_nodes():
    known = {"127.0.0.1:8001": "web1:8000", "127.0.0.1:8002": "web2:8000", "127.0.0.1:8003": "reader:8000"}
    expected = read("nginx/nodes.conf")
    for here, there in known.items():
        expected = expected.replace(here, there)

    assert expected.partition("upstream")[2] == read("compose/nodes.conf").partition("upstream")[2]


def own_addresses():
    """The expressions under which nobody is an anonymous reader."""
    [block] = re.findall(r"map \$uri \$portal_is_own \{(.*?)\}\n", read("nginx/portal.conf"), re.DOTALL)
    return [re.compile(found) for found in re.findall(r'"~(\S+)" 1;', block)]


@pytest.mark.parametrize("language", ["sl", "en"])
def test_account_administration_and_desk_are_never_asked_of_a_reading_node(language):
    with translation.override(language):
        own = [reverse(name) for name in ("account_login", "account_reset_password", "desk", "admin:index")]
        public = [reverse("home"), reverse("catalogue"), *(reverse(f"{kind}_list") for kind in Kind if kind != "page")]
    matched = [address for address in [*own, "/admin/"] if any(one.search(address) for one in own_addresses())]

    assert matched == [*own, "/admin/"]
    assert [address for address in public if any(one.search(address) for one in own_addresses())] == []


def test_sign_in_is_limited_where_it_is():
    [place] = re.findall(r"location ~ (\S+) \{\n\s+limit_req zone=portal_signing_in", read("nginx/portal.conf"))
    for language in ("sl", "en"):
        with translation.override(language):
            assert re.search(place, reverse("account_login"))


def test_nginx_keeps_nothing_of_whom_the_portal_knows():
    """A session and what was just sent go to the primary, whose answers are not kept; nor are messages."""
    text = read("nginx/portal.conf")
    known = set(own_cookies()) - {"csrftoken", "signed-out"}  # of these a page that is kept says nothing

    assert {name for name in known if f"$cookie_{name}" not in text} == set()
    assert "Set-Cookie" not in "".join(re.findall(r"proxy_ignore_headers ([^;]*);", text))


@pytest.mark.parametrize(("method", "sent"), [("GET", None), ("POST", "a=b"), ("PUT", "a=b")])
def test_where_no_node_answers_whoever_asks_or_sends_is_told_so_in_a_sentence(proxy, method, sent):
    proxy.start()
    try:
        answers = [ask(proxy.port, address, method, sent) for address in ("/sl/", "/sl/racun/login/", "/oai")]
    finally:
        proxy.end()

    assert (proxy.folder / "access.log").read_text().count(" 503 ") == 3
    assert [(answer.status, answer.headers.get("Retry-After")) for answer in answers] == [(503, "15")] * 3
    assert all("Takoj bomo nazaj" in answer.body for answer in answers)


def test_the_log_of_nginx_says_nothing_of_who_asked_nor_a_key_that_opens_a_page():
    text = read("nginx/portal.conf")
    [form] = re.findall(r"^log_format portal '([^']*)';", text, re.MULTILINE)

    assert set(re.findall(r"access_log ([^;]+);", text)) == {"off", "/var/log/nginx/access.log portal"}
    assert re.findall(r"remote_|realip|_uri|\$uri|\$request\b(?!_)|args|forwarded|referer|cookie|http_", form) == []


def test_what_nginx_says_by_itself_is_there_in_both_languages():
    page = Path(DEPLOY / "nginx/unavailable.html").read_text(encoding="utf-8")

    assert re.findall(r'lang="(\w\w)"', page) == ["sl", "en"]


# --- Django's own advice ---


def variables_of_the_guide():
    block = re.search(r"```sh\n(SITE_URL=.*?)```", read("README.md"), re.DOTALL)[1]
    return dict(line.split("=", 1) for line in block.splitlines() if line and not line.startswith("#"))


def test_django_has_nothing_to_say_of_a_portal_as_the_guide_has_it(tmp_path):
    told = variables_of_the_guide()
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | told
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3", "SECRET_KEY": "k3Y-" * 20 + "aZ"}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
