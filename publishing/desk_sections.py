"""Sections of the desk that rooms to the right add; they stand below the desk's own. And pages beside the desk."""

FURTHER = []  # functions that take the person and return a section: `title`, `template`, `rows`
PAGES = []  # functions that take the person and return (name of the address, label) for the navigation, or None


def further_pages(person):
    return [page for told in PAGES if (page := told(person))]


def further_sections(person):
    """Those that have something to show."""
    return [section for make in FURTHER if (section := make(person))["rows"]]
