"""How many risks have each likelihood and impact, with the band that a cell belongs to."""

from catalogue.charts.frame import WIDTH, chart, filled, legend, mark, picture
from catalogue.charts.palette import heat, heat_ink, rule
from catalogue.charts.svg import element, together
from catalogue.charts.text import LINE_HEIGHT, SMALL, widest, wrap, write
from catalogue.tables.sheet import Column

SCHEME, FIRST_STEP = "cold-warm", 3  # of its colours those from paper to brown
MOST_BANDS = 4
NAME_WIDTH = 120
CELL_HEIGHT = 52.0
LARGE = 21


def risk_matrix(
    *,
    key,
    title,
    description,
    counts,
    bands,
    scores,
    band_labels,
    likelihood_labels,
    impact_labels,
    likelihood_title,
    impact_title,
):
    """Counts, bands (numbers of `band_labels`, the lowest 0, at most four) and scores of each likelihood and impact.

    All three are rows of a likelihood, from the lowest, with a cell for each impact, from the lowest; the highest
    likelihood is drawn on top. A cell without risks stays empty but for its score, which tells its band without colour.
    """
    about = {"key": key, "title": title, "description": description}
    labels = [str(label) for label in likelihood_labels], [str(label) for label in impact_labels]
    matrix = _Matrix(counts, bands, scores, [str(label) for label in band_labels][:MOST_BANDS], *labels)
    drawn = matrix.picture(str(likelihood_title), str(impact_title), about)
    columns = [Column(f"{likelihood_title} \\ {impact_title}"), *(Column(label, 0) for label in labels[1])]
    rows = [(label, *row) for label, row in zip(labels[0], counts, strict=True)]
    return chart(**about, picture=drawn, columns=columns, rows=rows[::-1])


class _Matrix:
    def __init__(self, counts, bands, scores, words, likelihoods, impacts):
        self.counts, self.bands, self.scores = counts, bands, scores
        self.words, self.likelihoods, self.impacts = words, likelihoods, impacts
        self.names = [wrap(name, NAME_WIDTH, SMALL, most_lines=3) for name in likelihoods]
        self.left = max((widest(lines, SMALL) for lines in self.names), default=0.0) + 10
        self.cell = (WIDTH - 2 - self.left) / max(1, len(impacts))

    def picture(self, likelihood_title, impact_title, about):
        head, height = legend([(word, filled(_fill(band))) for band, word in enumerate(self.words)])
        top = height + 26
        bottom = top + CELL_HEIGHT * len(self.likelihoods)
        below, end = self._impacts(bottom + 6, impact_title)
        over = write(0, height + 14, f"{likelihood_title} ↑", size=SMALL, tone="soft")
        return picture(head, over, *self._rows(top), below, height=end, **about)

    def _impacts(self, top, title):
        """The words below the columns, the title of them all, and where they end."""
        wrapped = [wrap(name, self.cell - 6, SMALL, most_lines=3) for name in self.impacts]
        height = max((len(lines) for lines in wrapped), default=0) * SMALL * LINE_HEIGHT
        names = (
            write(
                self._x(n) + self.cell / 2,
                top + len(lines) * SMALL * LINE_HEIGHT / 2,
                *lines,
                size=SMALL,
                anchor="middle",
            )
            for n, lines in enumerate(wrapped)
        )
        said = write(WIDTH - 2, top + height + 14, f"{title} →", size=SMALL, tone="soft", anchor="end")
        return together(*names, said), top + height + 26

    def _rows(self, top):
        for place, likelihood in enumerate(reversed(range(len(self.likelihoods)))):
            y = top + place * CELL_HEIGHT
            yield write(self.left - 8, y + CELL_HEIGHT / 2, *self.names[likelihood], size=SMALL, anchor="end")
            yield from (self._cell(likelihood, impact, y) for impact in range(len(self.impacts)))

    def _x(self, impact):
        return self.left + impact * self.cell

    def _cell(self, likelihood, impact, y):
        count, band = self.counts[likelihood][impact], self.bands[likelihood][impact]
        x = self._x(impact)
        box = element("rect", x=x + 1, y=y + 1, width=self.cell - 2, height=CELL_HEIGHT - 2, **_fill(band))
        score = _text(x + self.cell - 6, y + 15, self.scores[likelihood][impact], band, text_anchor="end")
        bold = {"font_size": LARGE, "font_weight": 600, "text_anchor": "middle"}
        number = _text(x + self.cell / 2, y + CELL_HEIGHT / 2 + LARGE * 0.34, count, band, **bold) if count else None
        names = f"{self.likelihoods[likelihood]}, {self.impacts[impact]}"
        return mark(f"{names} ({self.words[band]}): {count}", box, score, number)


def _fill(band):
    """The colour of the band within an edge, for the lowest is as pale as paper."""
    ground = heat(SCHEME, FIRST_STEP + band)
    return {**rule("axis"), **ground, "class_": f"{ground['class_']} chart-axis-rule"}


def _text(x, y, number, band, **attributes):
    given = {"font_size": SMALL} | attributes
    return element("text", number, x=float(x), y=float(y), **given, **heat_ink(SCHEME, FIRST_STEP + band))
