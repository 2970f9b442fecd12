"""The guard before what a spreadsheet might run as a formula: an apostrophe, put there when a cell is written.

Reading takes it off again, so that any text comes back as it was, also one that began with apostrophes of its own.
"""

import re

# With what a formula begins, also in full-width forms, and the white space that spreadsheets pass over.
RISKY = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
NUMBER = re.compile(r"[+-](\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def guarded(cell):
    """A cell as it goes into a file: a text that no spreadsheet takes for a formula, or the number it is."""
    if isinstance(cell, str) and RISKY.match(cell) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def unguarded(cell):
    """The cell of which `guarded` made this one."""
    if isinstance(cell, str) and cell.startswith("'") and RISKY.match(cell):
        return cell[1:]
    return cell
