"""What every analysis is: a question, what it asks for, what it computes, and what that says."""

from dataclasses import dataclass, field

from django import forms

from catalogue.charts.chart import Chart
from catalogue.tables.sheet import Sheet
from tools.asking.parts import Listing, Table, Words


@dataclass(frozen=True)
class Source:
    """A publication that the method comes from."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Example:
    """Data to try the tool with: published ones, or made-up ones of towns that do not exist."""

    key: str
    title: Words
    note: Words  # where the data come from, or that they are made up
    content: dict  # may hold lazy texts
    options: dict = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the result page: a heading, sentences, charts with their tables, and further tables."""

    key: str
    title: str
    text: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    beside: bool = False  # the charts stand beside each other where there is room


@dataclass(frozen=True)
class Weakness:
    """What the result shows as weak, with the topic (slug) whose practices may answer it.

    `key` is its place in the data, such as “factors-4”: of a saved run it stays for ever.
    """

    key: str
    name: str
    why: str
    topic: str = ""


def key_of(part, *places):
    """The key of what stands at these places, from 0, of a listing."""
    return "-".join([part, *(str(place + 1) for place in places)])


@dataclass(frozen=True)
class Answer:
    """What the result page shows, in the reader's language."""

    reading: tuple[str, ...]  # three to six plain sentences
    sections: tuple[Section, ...]  # the result itself first
    sensitivity: tuple[Section, ...] = ()  # how sure it is
    warnings: tuple[str, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    main: Sheet | None = None  # name and value of each thing: what two runs are compared by

    @property
    def charts(self):
        return tuple(chart for section in (*self.sections, *self.sensitivity) for chart in section.charts)

    @property
    def sheets(self):
        """All tables with numbers of the result, charts' tables included, each once."""
        found = {}
        for section in (*self.sections, *self.sensitivity):
            for sheet in (*(chart.sheet for chart in section.charts), *section.sheets):
                found.setdefault(sheet.key, sheet)
        return tuple(found.values())


class Trouble(Exception):
    """Data an analysis cannot work with, as sentences for the reader, each with the place it belongs to.

    A place is the key of a listing or table or the name of an option, optionally followed by row and column numbers
    from 0: ("values", 2, 0). () is the whole.
    """

    def __init__(self, *problems):
        super().__init__("; ".join(str(text) for _place, text in problems))
        self.problems = problems  # (place, sentence)


class Question:
    """One question a tool answers. Subclasses fill in the attributes and the methods below; `registry` lists them.

    An analysis keeps nothing: the same content, options and seed give the same result. Results are plain JSON (NaN
    becomes None); `answer` reads them in the active language.
    """

    key = ""  # in the address
    tool = ""  # which group it belongs to: "factors", "comparison", "retail", "decision" or "plan"
    title: Words = ""
    question: Words = ""  # what it answers, as a user would ask
    lead: Words = ""  # two sentences: what one needs and what one gets
    method: tuple[Words, ...] = ()  # how it is computed: paragraphs, formulas in plain text
    sources: tuple[Source, ...] = ()
    parts: tuple[Listing | Table, ...] = ()
    examples: tuple[Example, ...] = ()
    suggests = ""  # things for the list of factors that the library knows: "causes" or nothing
    collects: tuple[str, ...] = ()  # what invited people may be asked for by private links: kinds of `Survey`

    class Options(forms.Form):
        """The choices; every field has an initial value and says in its help text why."""

    def defaults(self):
        """Cleaned options as they stand before anything is chosen."""
        return {name: option.initial for name, option in self.Options().fields.items()}

    def check(self, inputs):
        """Raise `Trouble` for what the lists and tables cannot say by themselves."""

    def is_long(self, inputs):
        """Whether it takes more than a second or so, and belongs into the background."""
        return False

    def compute(self, inputs, progress):
        """The results as plain JSON. Long work calls `progress(share)` with 0 to 1, which may raise to stop it."""
        raise NotImplementedError

    def answer(self, inputs, results):
        """What the results say: an `Answer` in the active language."""
        raise NotImplementedError

    def listing(self, key):
        return next(part for part in self.parts if part.key == key)

    def words_of(self, lists, column):
        """The words of a column of a `worded` table, the worst first."""
        raise NotImplementedError

    @property
    def listings(self):
        return [part for part in self.parts if isinstance(part, Listing)]

    @property
    def tables(self):
        return [part for part in self.parts if isinstance(part, Table)]
