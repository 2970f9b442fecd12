"""A table of results: shown below its chart, printed, and written into files."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """One column: its heading and how its numbers are written."""

    label: str
    digits: int | None = None  # decimal places of its numbers; None: as many as a number has, at most 6
    unit: str = ""  # for example "%" or "min"; stands in the heading


@dataclass(frozen=True)
class Sheet:
    """Rows of cells below headings; the first column names the row. A cell is a text, a number or None."""

    key: str  # a short word of a-z, digits and "-": the file and the anchor
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | float | int | None, ...], ...]
    notes: tuple[str, ...] = field(default=())
