"""Sections of the desk that rooms to the right add; they stand below the desk's own."""

FURTHER = []  # functions that take the person and return a section: `title`, `template`, `rows`


def further_sections(person):
    """Those that have something to show."""
    return [section for make in FURTHER if (section := make(person))["rows"]]
