"""The log and its totals as tables: the page and the file say the same."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.fields import show_partial_date
from catalogue.labels import language_name
from catalogue.languages import shown
from catalogue.tables.writing import xlsx_bytes
from catalogue.templatetags.portal import amount
from projects.models import Audience, Channel


class Table(NamedTuple):
    """Sums of one kind, a line for each."""

    title: str
    head: str  # of the names
    rows: list  # (name, Sum)

    @property
    def lines(self):
        return [[name, *found] for name, found in self.rows]

    @property
    def columns(self):
        """As the page heads it: by what it is divided, then numbers."""
        return [(self.head, False), *((name, True) for name in columns())]

    @property
    def cells(self):
        return [[(name, False), *((amount(number), True) for number in found)] for name, found in self.rows]


def columns():
    return [_("Activities"), _("People, counted"), _("People, estimated"), _("Activities of unknown reach")]


def tables_of(found):
    """All together first, then each way to divide them, in the order of its list."""
    languages = sorted(found.languages, key=language_name)
    return [
        Table(_("All together"), _("All together"), [(_("All activities"), found.all)]),
        Table(_("By channel"), _("Channel"), in_order(Channel, found.channels)),
        Table(_("By target group"), _("Target group"), in_order(Audience, found.audiences)),
        Table(_("By language"), _("Language"), [(language_name(code), found.languages[code]) for code in languages]),
    ]


def in_order(choices, sums):
    return [(capfirst(str(choice.label)), sums[choice]) for choice in choices if choice in sums]


# --- The file ---


def workbook(activities, found, reached):
    """A sheet of activities, one of totals and one of targets."""
    pages = [(pgettext("name of a sheet", "Activities"), [activity_heads(), *map(activity_line, activities)])]
    pages.append((pgettext("name of a sheet", "Totals"), totals_lines(found)))
    pages.append((pgettext("name of a sheet", "Targets"), [target_heads(), *map(target_line, reached)]))
    return xlsx_bytes(pages)


def activity_heads():
    told = [_("Project"), _("Work package"), _("Partner"), _("Date"), _("Title"), _("Channel"), _("Target groups")]
    told += [_("Languages"), _("Country"), _("How many people were reached"), _("The number is")]
    return [*told, _("How the number came about"), _("Link")]


def activity_line(activity):
    audiences = [str(Audience(code).label) for code in activity.audiences]
    return [
        *(str(activity.project), activity.work_package.code if activity.work_package else ""),
        shown(activity.partner, "title").text if activity.partner else "",
        *(show_partial_date(activity.date), shown(activity, "title").text, activity.get_channel_display()),
        *("; ".join(audiences), "; ".join(map(language_name, activity.languages)), activity.country.name or ""),
        "" if activity.reach is None else activity.reach,
        *(activity.get_basis_display(), activity.how, activity.link),
    ]


def totals_lines(found):
    yield ["", *columns()]
    for table in tables_of(found):
        yield [table.title]
        yield from table.lines


def target_heads():
    return [_("Project"), _("Code"), _("Indicator"), _("Reached"), _("Target value"), _("Percent"), _("Until")]


def target_line(found):
    target = found.target
    until = show_partial_date(target.until) if target.until else ""
    numbers = [found.done, target.target, found.percent]
    return [str(target.project), target.code, shown(target, "label").text, *numbers, until]
