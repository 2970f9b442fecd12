"""What all charts share: the picture around the marks, the legend, the notes and the sheet."""

from django.utils.translation import gettext as _

from catalogue.charts.chart import Chart
from catalogue.charts.svg import element, together
from catalogue.charts.text import SMALL, text_width, widest, wrap, write
from catalogue.tables.sheet import Column, Sheet

WIDTH = 520  # narrow, so that the letters stay legible on a phone
FONTS = "'Source Sans 3', 'MER Sans', sans-serif"
MOST_ROWS = 250  # the table has all rows; a picture of more is of no use
LEGEND_LINE = 24
SWATCH = 16


def chart(*, key, title, description, picture, columns, rows, notes=()):
    """The chart of a picture and the rows of its table."""
    sheet = Sheet(key=key, title=title, columns=tuple(columns), rows=tuple(rows), notes=tuple(notes))
    return Chart(key=key, title=title, description=description, svg=picture, sheet=sheet)


def name_column(label):
    return Column(label or _("Name"))


def picture(*content, key, title, description, height, width=WIDTH):
    """The whole drawing. A wider one keeps its size; the page lets it scroll."""
    wide = width > WIDTH
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-desc"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {round(width)} {round(height)}",
        width=round(width),
        height=round(height),
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_="chart chart-wide" if wide else "chart",
        font_family=FONTS,
        font_size=SMALL,
    )


def nothing_to_show(fills, **about):
    """A hatched field with the words, in place of a chart without numbers."""
    field = element("rect", x=1, y=1, width=WIDTH - 2, height=118, rx=4, **fills.missing())
    words = _("no data")
    plate = element("rect", x=WIDTH / 2 - 50, y=44, width=100, height=32, rx=4, fill="#fffdf8", class_="chart-paper")
    return picture(fills.defs(), field, plate, write(WIDTH / 2, 60, words, anchor="middle"), height=120, **about)


def mark(title, *content):
    """A mark with the words that a pointer brings up."""
    return element("g", element("title", title), *content, class_="chart-mark")


def swatch(attributes, x, y):
    return element("rect", x=float(x), y=y - 6, width=SWATCH, height=12, **attributes)


def legend(entries, *, x=0.0, y=0.0, width=WIDTH):
    """Signs with their words, in as many lines as needed, and the height of it all.

    An entry is a word and a function that draws its sign beginning at (x, y).
    """
    parts, left, line = [], x, y + LEGEND_LINE / 2
    for words, sign in entries:
        [text] = wrap(words, width - SWATCH - 8, SMALL, most_lines=1)
        needed = SWATCH + 7 + text_width(text, SMALL) + 16
        if left > x and left + needed - 16 > x + width:
            left, line = x, line + LEGEND_LINE
        parts.append(sign(left, line) + write(left + SWATCH + 7, line, text, size=SMALL))
        left += needed
    return together(*parts), (line + LEGEND_LINE / 2 - y if parts else 0)


def filled(attributes):
    """The sign of a fill, for the legend."""
    return lambda x, y: swatch(attributes, x, y)


def note(text, y, *, sign=None):
    """A line or two of small text below the chart, and their height."""
    left = SWATCH + 7 if sign else 0
    lines = wrap(text, WIDTH - left, SMALL, most_lines=3)
    height = len(lines) * SMALL * 1.2 + 8
    words = write(left, y + height / 2, *lines, size=SMALL, tone="soft")
    return together(sign(0, y + 4 + SMALL * 0.6) if sign else None, words), height


def notes_below(y, notes):
    """Notes below one another, each a text and its sign or None, and where they end."""
    parts, bottom = [], y
    for text, sign in notes:
        part, height = note(text, bottom, sign=sign)
        parts.append(part)
        bottom += height
    return together(*parts), bottom


def missing_notes(names, fills):
    """A note that names what has no number; none where all have one."""
    words = _("no data: %(names)s") % {"names": ", ".join(str(name) for name in names)}
    return ((words, filled(fills.missing())),) if names else ()


def too_many_note(shown, total):
    words = _("The chart shows the first %(shown)d of %(total)d rows; the table shows all.")
    return words % {"shown": shown, "total": total}


def centred(x, y, *lines):
    """Small words around x, moved where they would leave the picture."""
    half = min(widest(lines, SMALL), WIDTH) / 2
    return write(min(max(x, half), WIDTH - half), y, *lines, size=SMALL, anchor="middle", tone="soft")


def line(x1, y1, x2, y2, **attributes):
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **attributes)
