"""Analyses that a chapter may name. The tools, a room further right, say which there are."""

KNOWN = {}  # {key: (title, question, name and arguments of the address)}


def know(key, title, question, address):
    """An analysis: its title and question (lazy texts), and a function that gives its address."""
    KNOWN[key] = (title, question, address)


def analysis(key):
    """(title, question, address) in the language of the page, or None."""
    found = KNOWN.get(key)
    return found and (str(found[0]), str(found[1]), found[2]())
