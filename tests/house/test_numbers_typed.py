"""What people write as a number is read in one place, which knows bounds: everywhere else a reason stands here."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["catalogue", "publishing", "partners", "projects", "library", "workshops", "tools", "plans", "mer_portal"]
NUMBERS_ONLY = [
    "tools/methods/",
    "plans/figures/",
    "catalogue/charts/",
    "/migrations/",
]  # they are given numbers, never texts

READERS = {
    "catalogue/tables/numbers.py": "the reader of numbers",
    "catalogue/dates.py": "the reader of dates: one to four ASCII digits",
    "catalogue/form_fields.py": "the form fields: what the reader of numbers gave back",
}
ALLOWED = {
    "catalogue/addresses.py": "ASCII digits by its own expression, at most 18 of them",
    "catalogue/archive/checking.py": "a number that the archive itself wrote",
    "catalogue/many.py": "names the types of values that stand as they are, and turns none",
    "catalogue/management/commands/archive.py": "an argument of a command, of which its parser says what is wrong",
    "catalogue/api/telling.py": "a column of the database",
    "catalogue/europe.py": "a column of the database",
    "catalogue/exchange.py": "a number of a spreadsheet",
    "catalogue/documents/report_data.py": "a chart of our own",
    "catalogue/documents/typesetting.py": "a moment",
    "catalogue/files/docx_text.py": "hexadecimal digits, by its own expression",
    "catalogue/files/painting.py": "the size of a picture",
    "catalogue/files/sending.py": "a moment",
    "catalogue/filing/score.py": "the year of a stored date",
    "catalogue/loading/recipes.py": "shipped content, checked before",
    "catalogue/loading/writing.py": "shipped content, checked before",
    "catalogue/management/commands/import_entries.py": "an argument on the command line",
    "catalogue/management/commands/rebuild_catalogue.py": "a note that the command wrote itself",
    "catalogue/oai/namespace.py": "at most eighteen ASCII digits, by its own expression",
    "catalogue/tables/display.py": "a number of a result",
    "catalogue/tables/workbook_reading.py": "four hexadecimal digits, by its own expression",
    "catalogue/templatetags/portal.py": "a column of the database",
    "mer_portal/gunicorn.conf.py": "the environment, not people",
    "mer_portal/environment.py": "the environment, not people",
    "library/books/loading.py": "shipped content, checked before",
    "library/books/tree.py": "at most nine ASCII digits before an item of a list; the level of a heading",
    "library/content.py": "shipped content, checked before",
    "library/editions/forms.py": "one of the choices of its field",
    "plans/delivery/state_form.py": "a column of the database",
    "plans/desk/told.py": "a number of the content",
    "plans/exchange/": "numbers of the content, of results and of a spreadsheet",
    "plans/forms.py": "one of the choices of its field",
    "plans/pages/swot.py": "a number of our own",
    "plans/pages/words.py": "a number of our own",
    "plans/signing/certificates.py": "a number of our own",
    "plans/standing/computed.py": "a number of our own",
    "plans/taking/parts.py": "a number of a result",
    "plans/taking/suggesting.py": "at most nine ASCII digits",
    "plans/taking/views.py": "one of the choices of its field",
    "workshops/attending/certificates.py": "a number of our own",
    "workshops/attending/earning.py": "a length of time",
    "publishing/deciding.py": "a moment",
    "publishing/choosing.py": "one of the choices of its field",
    "publishing/review_forms.py": "one of the choices of its field",
    "publishing/templatetags/reviewing.py": "a mean of points",
    "publishing/xliff_reading.py": "at most eight ASCII digits; hexadecimal digits: what is no character is refused",
    "tools/data/content.py": "a number of the content",
    "tools/data/filling.py": "a number that was read",
    "tools/data/headings.py": "a number of a spreadsheet",
    "tools/data/asked.py": "one of the choices of its field",
    "tools/indicators/forms.py": "one of the choices of its field",
    "tools/indicators/importing.py": "a number of a spreadsheet",
    "tools/indicators/measures.py": "a column of the database",
    "tools/questions/": "numbers of the content and of results",
    "tools/surveys/forms.py": "one of the choices of its field",
    "tools/surveys/score_cards.py": "a number of the content",
    "tools/surveys/swot_forms.py": "one of the choices of its field; hexadecimal digits of a digest",
    "tools/work/background.py": "a share of a computation",
    "workshops/models/event.py": "the year of a date, compared as a text",
    "workshops/registering/forms.py": "one of the choices of its field",
}
TURNING, TELLING = {"int", "float", "Decimal"}, {"isdecimal", "isdigit", "isnumeric"}


def turned(tree):
    """Whether texts may become numbers here: a call of int, float or Decimal, or one of them handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in TELLING:
            yield node
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") in {
            "isinstance",
            "issubclass",
            "defaultdict",
        }:
            continue
        handed = [*node.args, *(keyword.value for keyword in node.keywords)]
        if any(isinstance(one, ast.Name) and one.id in TURNING for one in (node.func, *handed)):
            yield node


def sources():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not any(part in f"{name}" for part in NUMBERS_ONLY):
                yield name, path


@cache
def turning_files():
    return {name for name, path in sources() if any(turned(ast.parse(path.read_text())))}


def test_no_text_becomes_a_number_without_a_reason():
    known = tuple(READERS | ALLOWED)

    other = sorted(name for name in turning_files() if not name.startswith(known))
    assert other == []


@pytest.mark.parametrize("name", READERS | ALLOWED)
def test_no_reason_stands_for_nothing(name):
    assert any(found.startswith(name) for found in turning_files())
