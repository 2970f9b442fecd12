"""The shape of the house: which room may know which, where everything lies, and what templates may hold."""

import ast
import inspect
import pkgutil
import re
import sys
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    AddIndex,
    AlterModelTable,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunPython,
    RunSQL,
)
from django.db.models import NOT_PROVIDED
from django.urls import resolve, reverse

from catalogue.filing.filing import entry_models
from catalogue.indexing_beside import AddIndexBeside
from catalogue.models import Entry, Kind
from mer_portal.management.commands.load_content import ROOMS
from tests.factories import MODELS
from tools import methods

# Each app may import from its left only; mer_portal, which puts them together, stands right of all.
ORDER = ["catalogue", "publishing", "partners", "projects", "library", "workshops", "tools", "plans"]
HOUSE = "mer_portal"
SPINE = ["catalogue", "publishing"]  # what all kinds share
CONTENT = [app for app in ORDER if app != "publishing"]  # rooms with content that the portal ships
FILES = {"admin.py", "apps.py", "content.py", "translation.py", "urls.py"}
ROOMY = ["models", "views"]  # each a file, or a folder of the same name

TEMPLATES = sorted(path for path in (settings.BASE_DIR / "templates").rglob("*") if path.suffix in {".html", ".svg"})
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
HTML_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
HANDLER_OR_STYLE = re.compile(r"""\s(on[a-z]+|style)\s*=""", re.IGNORECASE)


def sources(app):
    """The app's own modules, as (path, syntax tree)."""
    for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    """The first part of the name of every module that is imported, at whatever depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0] if not node.level else f"{'.' * node.level}{node.module or ''}"


def imported_apps(app):
    return {name for _path, tree in sources(app) for name in imported(tree)}


# --- Rooms ---


@pytest.mark.parametrize("app", ORDER)
def test_app_imports_only_from_its_left(app):
    right_of_it = {*ORDER[ORDER.index(app) + 1 :], HOUSE, "tests", "benchmarks"}

    assert imported_apps(app) & right_of_it == set()


def modules(app):
    """{module: the modules of the same app that it imports, wherever in its text}."""
    trees = {module_name(path): tree for path, tree in sources(app) if "migrations" not in path.parts}
    return {name: {*imported_modules(tree, trees)} - {name} for name, tree in trees.items()}


def module_name(path):
    parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(tree, known):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def rooms(app):
    """{room: the rooms of the same app that it imports}; a room is a folder or a file right below the app."""
    found = {}
    for module, others in modules(app).items():
        found.setdefault(room_of(module), set()).update(
            room_of(other) for other in others if other.startswith(f"{app}.")
        )
    return {room: others - {room} for room, others in found.items()}


def room_of(module):
    return module.split(".")[1] if "." in module else ""


def circle(graph):
    """Those that can be reached from themselves."""

    def reached(start):
        waiting, seen = [*graph.get(start, ())], set()
        while waiting:
            if (here := waiting.pop()) not in seen:
                seen.add(here)
                waiting += graph.get(here, ())
        return seen

    return {name for name in graph if name in reached(name)}


@pytest.mark.parametrize("app", [*ORDER, HOUSE])
def test_no_module_imports_itself_by_a_detour(app):
    assert circle(modules(app)) == set()


# Saving an entry writes its card, the words of its files and its index terms in one transaction, without signals; and
# what finds reads the numbers and words that filing keeps. So these rooms of the catalogue know each other.
ONE_KNOT = {"catalogue": {"models", "filing", "files", "search", "labels", "tasks"}}


@pytest.mark.parametrize("app", [*ORDER, HOUSE])
def test_no_room_of_an_app_imports_itself_by_a_detour(app):
    assert circle(rooms(app)) == ONE_KNOT.get(app, set())


def test_one_file_knows_the_driver_of_postgresql():
    """So that another one, psycopg 3, is a day's work."""
    knowing = [
        module_name(path) for app in [*ORDER, HOUSE] for path, tree in sources(app) if "psycopg2" in {*imported(tree)}
    ]

    assert knowing == ["catalogue.search.postgres"]


@pytest.mark.parametrize("app", [*ORDER, HOUSE])
def test_imports_are_absolute(app):
    assert {name for name in imported_apps(app) if name.startswith(".")} == set()


def test_all_rooms_are_known_wherever_they_are_listed():
    installed = [name for name in settings.INSTALLED_APPS if name in ORDER]

    assert installed == ORDER[::-1]
    assert ROOMS == CONTENT


@pytest.mark.parametrize("app", ORDER)
def test_every_app_has_the_same_file_names(app):
    folder = settings.BASE_DIR / app

    wanted = FILES if app in CONTENT else FILES - {"content.py"}
    assert {name for name in wanted if not (folder / name).is_file()} == set()
    assert [name for name in ROOMY if (folder / f"{name}.py").is_file() == (folder / name).is_dir()] == []


@pytest.mark.parametrize("app", [app for app in ORDER if app not in SPINE])
def test_no_app_but_the_spine_has_files_of_other_names(app):
    allowed = FILES | {f"{name}.py" for name in ROOMY}
    allowed |= {"__init__.py", "accounts.py", "actions.py", "forms.py", "writing.py"}
    allowed |= {"privacy.py"}  # what the app holds of people, found by its name

    assert {path.name for path in (settings.BASE_DIR / app).glob("*.py")} - allowed == set()


@pytest.mark.parametrize("app", CONTENT)
def test_every_app_configures_itself_and_its_recipes(app):
    config = apps.get_app_config(app)

    recipes = import_module(f"{app}.content").RECIPES

    assert (config.name, bool(config.verbose_name)) == (app, True)
    assert [recipe for recipe in recipes if not (settings.CONTENT_DIR / recipe.file).is_file()] == []


# --- Methods of the tools ---

# Public functions of tools/methods that nothing in the product calls, and why they stand there all the same.
WITHOUT_CALLER = {
    "swot.awot": "a step of judged_swot, for whoever has the priorities already",
    "swot.tows": "a step of judged_swot, for whoever has the priorities already",
    "composite.ahp_weights": "the weights of decision.ahp, for whoever makes an index; the page lets one type them",
    "qca.sufficiency": "the fit that minimise works out for each recipe, of one condition",
    "qca.term_label": "recipes as QCA writes them; the pages put them into words",
}


def modules_of_methods():
    names = (info.name for info in pkgutil.walk_packages(methods.__path__, f"{methods.__name__}."))
    return [methods, *(import_module(name) for name in names)]


def public_functions():
    """Those that a module of tools/methods lists as its own, as "module.function"."""
    for module in modules_of_methods():
        for name in getattr(module, "__all__", ()):
            if inspect.isfunction(getattr(module, name)):
                yield f"{module.__name__.rpartition('.')[2]}.{name}"


def used_methods():
    """What the product outside tools/methods takes from there, as "module.name"."""
    room = settings.BASE_DIR / "tools" / "methods"
    for path, tree in (pair for app in [*ORDER, HOUSE] for pair in sources(app)):
        if path.is_relative_to(room):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield f"{node.value.id}.{node.attr}"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tools.methods."):
                yield from (f"{node.module.rpartition('.')[2]}.{alias.name}" for alias in node.names)


def test_every_public_method_has_a_caller_in_the_product():
    """So that no number is computed twice, once for the tests and once for the readers."""
    assert set(public_functions()) - set(used_methods()) == set(WITHOUT_CALLER)


def test_the_product_takes_only_what_the_methods_offer():
    """Private modules within tools/methods are nobody else's, but for the limits of size that the forms repeat."""
    offered = {module.__name__ for module in modules_of_methods() if hasattr(module, "__all__")}
    room = settings.BASE_DIR / "tools" / "methods"
    taken = {
        node.module
        for app in [*ORDER, HOUSE]
        for path, tree in sources(app)
        if not path.is_relative_to(room)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tools.methods")
    }

    assert taken - offered == {"tools.methods.arguments"}


def test_the_methods_know_nothing_of_the_portal():
    trees = [tree for path, tree in sources("tools") if path.is_relative_to(settings.BASE_DIR / "tools" / "methods")]
    allowed = {*sys.stdlib_module_names, "numpy", "tools"}
    inside = [
        name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name.partition(".")[0] == "tools"
    ]

    assert {name for tree in trees for name in imported(tree)} - allowed == set()
    assert {name for name in inside if not f"{name}.".startswith("tools.methods.")} == set()
    assert (settings.BASE_DIR / "tools" / "__init__.py").read_text() == ""


# --- Kinds ---


def models_of(kind):
    return [model for model in apps.get_models() if issubclass(model, Entry) and model.kind == kind]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_one_model_and_one_address(kind):
    [model] = models_of(kind)

    assert model(slug_sl="x").get_absolute_url() == reverse(kind, args=["x"])


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_page_and_a_list(kind):
    [model] = models_of(kind)

    page, listed = resolve(reverse(kind, args=["x"])), resolve(reverse(kind.list_name))

    assert (page.url_name, page.kwargs) == (kind.value, {"slug": "x"})
    assert page.func.__module__ in {f"{model._meta.app_label}.views", f"{model._meta.app_label}.views.entries"}
    assert (listed.url_name, listed.kwargs) == (kind.list_name, {"kind": kind})


def test_the_catalogue_files_every_entry_and_nothing_else():
    entries = {model for model in apps.get_models() if issubclass(model, Entry)}

    assert set(entry_models()) == entries
    assert len(entry_models()) == len(Kind)


def test_the_factories_know_every_kind():
    assert {model.kind for model in MODELS} == set(Kind)


# --- Templates ---


def by_name(path):
    return str(path.relative_to(settings.BASE_DIR))


def offending(found):
    """{template: what is wrong with it} of those with which something is."""
    texts = {by_name(path): path.read_text(encoding="utf-8") for path in TEMPLATES}
    return {name: wrong for name, text in texts.items() if (wrong := found(text))}


def test_templates_escape_whatever_people_wrote():
    assert offending(re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off").findall) == {}


def test_templates_hold_no_inline_script():
    def inline(text):
        return [given for given, body in SCRIPT.findall(text) if body.strip() and "application/ld+json" not in given]

    assert offending(inline) == {}


def test_templates_hold_no_inline_style_and_no_handler():
    def inline(text):
        markup = TEMPLATE_TAG.sub("", text)
        handlers = [tag for tag in HTML_TAG.findall(markup) if HANDLER_OR_STYLE.search(tag)]
        return handlers + re.findall(r"<style\b|javascript:", markup, re.IGNORECASE)

    assert offending(inline) == {"templates/mail.html": ["<style"]}  # mails bring their style along: no host is asked


def test_templates_translate_whole_trimmed_sentences():
    def untrimmed(text):
        blocks = re.findall(r"\{%\s*(?:blocktranslate|blocktrans)\b[^%]*%\}", text)
        return [block for block in blocks if "trimmed" not in block] + re.findall(r"\|\s*pluralize\b", text)

    assert offending(untrimmed) == {}


def test_a_component_gets_what_it_names_and_nothing_else():
    includes = [
        (by_name(path), tag)
        for path in TEMPLATES
        for tag in re.findall(r"\{% include [^%]*%\}", COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]

    assert includes != []
    assert [(name, tag) for name, tag in includes if not tag.endswith(" only %}")] == []


# --- Migrations ---


def own_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in [*ORDER, HOUSE]}


def test_migrations_depend_only_on_their_left():
    """But the user model, whichever it is, stands left of all, and so does the organisation that owns a dossier."""
    backwards = [
        (app, dependency)
        for (app, _name), migration in own_migrations().items()
        for dependency in migration.dependencies
        if app in ORDER and dependency[0] in ORDER[ORDER.index(app) + 1 :] and not hasattr(dependency, "setting")
        if (app, dependency[0]) != ("publishing", "partners")
    ]

    assert backwards == []


def test_every_migration_has_a_name():
    names = [name for _app, name in own_migrations()]

    assert [name for name in names if re.search(r"_auto_|_initial$|^\d{4}$", name)] == []


def test_every_migration_has_a_way_back():
    one_way = [
        (key, operation)
        for key, migration in own_migrations().items()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert one_way == []


def test_migrations_keep_data_and_schema_apart():
    mixed = [
        key
        for key, migration in own_migrations().items()
        if len({isinstance(operation, RunPython | RunSQL) for operation in migration.operations}) > 1
    ]

    assert mixed == []


# The last migration of each room that was written before nodes of two releases ran beside one another.
BEFORE = {
    "catalogue": 17,
    "publishing": 12,
    "partners": 6,
    "projects": 6,
    "library": 9,
    "workshops": 7,
    "tools": 4,
    "plans": 10,
    HOUSE: 7,
}
# (app, migration): since which release no code has used what it takes away.
CONTRACTED = {}


def operations_since():
    for (app, name), migration in own_migrations().items():
        if int(name[:4]) > BEFORE[app]:
            yield from ((app, name, migration, operation) for operation in migration.operations)


def serves_the_release_before(operation, made):
    """Whether nodes of the release before go on while it is made, and afterwards."""
    if isinstance(operation, RenameField | RenameModel | AlterModelTable):
        return False
    if isinstance(operation, AddField):
        field = operation.field
        return field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
    return not isinstance(operation, AddIndex) or isinstance(operation, AddIndexBeside) or operation.model_name in made


def test_new_migrations_serve_the_code_of_the_release_before():
    """No rename; a new column may be empty or has a `db_default`; an index on a table in use is an `AddIndexBeside`."""
    made = {operation.name_lower for *_of, operation in operations_since() if hasattr(operation, "bases")}

    assert [
        (app, name, operation.describe())
        for app, name, _migration, operation in operations_since()
        if not serves_the_release_before(operation, made)
    ] == []


def test_new_migrations_take_away_only_what_no_running_code_asks_for():
    assert [
        (app, name, operation.describe())
        for app, name, _migration, operation in operations_since()
        if isinstance(operation, RemoveField | DeleteModel) and (app, name) not in CONTRACTED
    ] == []


def test_an_index_beside_stands_alone_and_outside_of_a_transaction():
    together = [
        (app, name)
        for app, name, migration, operation in operations_since()
        if isinstance(operation, AddIndexBeside) and (migration.atomic or len(migration.operations) > 1)
    ]

    assert together == []
