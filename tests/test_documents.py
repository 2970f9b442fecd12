"""Documents stay honest: what is read, run, installed or shipped is written down, and what is written is so."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PYTHON_READS = re.compile(
    r"""(?:env\.\w+|environ\.get|environ\[|getenv|boolean|one_of|secret|whole_number)\(?\s*["']([A-Z][A-Z_]+)["']"""
)
SHELL_READS = re.compile(r"\$\{([A-Z][A-Z_]+):?[-+?]")
# Set by Django's own start-up, by Python or by the shell, not by whoever runs the portal.
MAIL = "templates/mail.html"  # mails bring their style along: nothing of it is asked of a host
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "BASH_SOURCE", "EUID"}
OWN_FOLDERS = (
    "catalogue",
    "library",
    "mer_portal",
    "partners",
    "plans",
    "projects",
    "publishing",
    "tools",
    "workshops",
)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def scripts():
    return sorted(path for path in (ROOT / "bin").iterdir() if path.is_file())


def variables():
    sources = ["mer_portal/environment.py", "mer_portal/settings.py", "mer_portal/gunicorn.conf.py", *scripts()]
    found = {name for source in sources for name in PYTHON_READS.findall(read(source))}
    found |= {name for script in scripts() for name in SHELL_READS.findall(read(script))}
    return sorted(found - NOT_OURS)


def commands():
    paths = (path for folder in OWN_FOLDERS for path in (ROOT / folder).glob("management/commands/*.py"))
    return sorted(path.stem for path in paths if path.stem != "__init__")


def requirements(name):
    """The lines of a requirements file that name a package: the package and the reason."""
    lines = [line for line in read(name).splitlines() if line.strip() and not line.startswith(("#", "-r"))]
    return [line.partition("#")[::2] for line in lines]


def targets():
    return set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))


def shipped_files():
    return [entry for package in json.loads(read("static/vendor/VENDOR.json")) for entry in package["files"]]


def own_assets():
    patterns = ("templates/**/*.html", "templates/**/*.svg", "static/**/*.css", "static/**/*.js")
    return sorted(str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern))


def test_the_variables_of_the_settings_are_recognised():
    known = {"ADMIN_EMAIL", "CONTACT_EMAIL", "DATABASE_URL", "DEBUG", "EMAIL_URL", "EXTRA_HOSTS", "HOST", "LOG_LEVEL"}
    known |= {"MAIL_FROM", "MEDIA_ROOT", "PORT", "SECRET_KEY", "SITE_URL", "TRUSTED_PROXIES"}
    known |= {"WEB_ACCESS_LOG", "WEB_THREADS", "WEB_WORKERS", "PYTHON"}

    assert known - set(variables()) == set()


@pytest.mark.parametrize("name", variables())
def test_every_environment_variable_stands_in_the_readme(name):
    readme = read("README.md")

    assert re.findall(rf"`{name}`", readme)[:1] == [f"`{name}`"]


@pytest.mark.parametrize("name", commands())
def test_every_management_command_stands_in_the_readme(name):
    readme = read("README.md")

    assert re.findall(rf"\b{name}\b", readme)[:1] == [name]


@pytest.mark.parametrize("name", sorted(targets() - {"help"}))
def test_every_make_target_stands_in_the_readme(name):
    readme = read("README.md")

    assert re.findall(rf"make {name}\b", readme)[:1] == [f"make {name}"]


def test_the_readme_names_no_variable_that_nothing_reads():
    table = re.findall(r"^\|\s*`([A-Z][A-Z_]+)`", read("README.md"), re.MULTILINE)

    assert [name for name in table if name not in {*variables(), *NOT_OURS, "ARGS"}] == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "requirements-s3.in"])
def test_every_requirement_has_its_reason_in_the_same_line(name):
    assert [package.strip() for package, reason in requirements(name) if len(reason.split()) < 2] == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "requirements-s3.in"])
def test_every_requirement_names_one_version(name):
    exact = re.compile(r"^[a-z0-9-]+(\[[a-z0-9,-]+\])?==[0-9.]+(; .+)?$")

    assert [package for package, _reason in requirements(name) if not exact.match(package.strip())] == []


@pytest.mark.parametrize(
    ("asked", "locked"), [(f"requirements{of}.in", f"requirements{of}.txt") for of in ("", "-dev", "-s3")]
)
def test_every_requirement_is_locked_in_its_version_with_hashes(asked, locked):
    wanted = {re.sub(r"\[.*?\]", "", package.partition(";")[0]).strip() for package, _reason in requirements(asked)}
    # a locked requirement and its hashes are one logical line
    lines = read(locked).replace("\\\n", " ").splitlines()
    hashed = {line.split()[0].strip(";") for line in lines if "--hash=sha256:" in line}

    assert wanted - hashed == set()


@pytest.mark.parametrize("locked", ["requirements.txt", "requirements-dev.txt", "requirements-s3.txt"])
def test_no_locked_requirement_is_without_a_hash(locked):
    lines = read(locked).replace("\\\n", " ").splitlines()

    assert [line for line in lines if "==" in line and not line.lstrip().startswith("#") and "--hash" not in line] == []


@pytest.mark.parametrize("entry", shipped_files(), ids=lambda entry: entry["path"])
def test_a_shipped_file_of_others_is_the_one_that_was_vetted(entry):
    content = (ROOT / entry["path"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_every_file_of_others_stands_in_the_list():
    folders = [ROOT / "static/vendor", ROOT / "static/fonts"]
    present = {str(path.relative_to(ROOT)) for folder in folders for path in folder.rglob("*") if path.is_file()}

    assert present - {entry["path"] for entry in shipped_files()} == {"static/vendor/VENDOR.json"}


@pytest.mark.parametrize("path", own_assets())
def test_no_template_script_or_style_fetches_from_a_foreign_host(path):
    text = read(path)
    fetched = re.findall(
        r"""<(?:script|img|iframe|source|video|audio|embed|object|use|image)\b[^>]*?(?:src|href|data)=["'](?:https?:)?//[^"']*""",
        text,
    )
    fetched += re.findall(r"""<link\b[^>]*?href=["'](?:https?:)?//[^"']*""", text)
    fetched += re.findall(r"""url\(\s*["']?(?:https?:)?//[^)]*|@import[^;]*//[^;]*""", text)
    if path.endswith(".js"):
        fetched += re.findall(r"""(?:fetch|import|importScripts|open)\(\s*["'`](?:https?:)?//[^"'`]*""", text)

    assert fetched == []


@pytest.mark.parametrize("path", [path for path in own_assets() if path.endswith(".html") and path != MAIL])
def test_no_template_holds_an_inline_script_style_or_handler(path):
    text = re.sub(r"{%.*?%}", "", read(path))
    inline = re.findall(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", text)
    inline += [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "ld+json" not in tag]

    assert inline == []


def test_the_continuous_integration_runs_make_test():
    lines = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]

    assert lines[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111 == 0o111


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_every_script_says_what_it_does_in_its_first_lines(path):
    head = path.read_text(encoding="utf-8").splitlines()[:3]

    assert [line for line in head if line.startswith(("# ", '"""')) and len(line.split()) > 3][:1] != []


def test_a_fresh_copy_ignores_state_secrets_and_what_is_made():
    ignored = Path(ROOT / ".gitignore").read_text(encoding="utf-8").split()

    assert {"/var/", ".env", "/.venv", "*.mo"} - set(ignored) == set()
