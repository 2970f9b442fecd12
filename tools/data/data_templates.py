"""Files to fill in: one for each list or table of an analysis, in the reader's language."""

from django.http import Http404
from django.utils.translation import gettext as _

from catalogue.tables.numbers import written
from catalogue.tables.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from tools.asking.parts import Listing

FORMS = ("xlsx", "csv")


def template(analysis, part, form, language):
    """(content, media type) of the template as "csv" or "xlsx"; an XLSX file explains itself on its second sheet."""
    rows = _list_rows(part) if isinstance(part, Listing) else _table_rows(analysis, part)
    if form == "csv":
        return csv_bytes(rows, language), CSV_TYPE
    if form == "xlsx":
        pages = [(str(part.label), rows), (_("Explanation"), _explanation(analysis, part, language))]
        return xlsx_bytes(pages), XLSX_TYPE
    raise Http404(_("There is no such template."))


def _list_rows(listing):
    return [[str(listing.noun), *(str(attribute.label) for attribute in listing.attributes)]]


def _table_rows(analysis, table):
    rows, columns = analysis.listing(table.rows), analysis.listing(table.columns)
    names = _sample(columns)
    if table.rows == table.columns:
        return [["", *names], *([name] for name in names)]
    return [["", *names], *([name] for name in _sample(rows))]


def _sample(listing):
    """The names of a fixed list, or three to write over."""
    return [str(label) for _name, label in listing.fixed] or [f"{listing.noun} {number}" for number in range(1, 4)]


def _explanation(analysis, part, language):
    yield [str(analysis.title), str(part.label)]
    if part.help:
        yield [_("About this table"), str(part.help)]
    if isinstance(part, Listing):
        yield [str(part.noun), _("A name of its own for every row.")]
        for attribute in part.attributes:
            yield [str(attribute.label), _describe(attribute, language)]
    else:
        yield [_("First row"), _("Names of the columns: %(what)s") % {"what": analysis.listing(part.columns).label}]
        yield [_("First column"), _("Names of the rows: %(what)s") % {"what": analysis.listing(part.rows).label}]
        yield [_("Cells"), _bounds(part, language)]
    yield [_("Limits"), _("At most 5 MB and 50,000 rows.")]


def _describe(attribute, language):
    if attribute.kind == "choice":
        choices = ", ".join(str(label) for _word, label in attribute.choices)
        return _("One of: %(choices)s. %(help)s") % {"choices": choices, "help": attribute.help}
    if attribute.kind == "number":
        return f"{_bounds(attribute, language)} {attribute.help}".strip()
    return str(attribute.help)


def _bounds(part, language):
    if getattr(part, "worded", False):
        return _("A value of the scale; empty where it is not known.")
    words = [_("A number; empty where there is no figure.")]
    if part.low is not None:
        words.append(_("At least %(bound)s.") % {"bound": written(part.low, language)})
    if part.high is not None:
        words.append(_("At most %(bound)s.") % {"bound": written(part.high, language)})
    if part.above is not None:
        words.append(_("Greater than %(bound)s.") % {"bound": written(part.above, language)})
    return " ".join(words)
