"""Numbers of parts, chapters, figures and tables, made from their order; what is moved is numbered anew."""

from typing import NamedTuple

from library.books.tree import whole

FRONT, PART, CHAPTER, APPENDIX = "front", "part", "chapter", "appendix"
ROLES = (FRONT, PART, CHAPTER, APPENDIX)
DEEPEST = 3
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Placed(NamedTuple):
    """A chapter in the order of its book."""

    role: str
    level: int = 1  # of chapters and appendices


def numbers(placed):
    """The number of each place in the order given; front matter has none.

    Parts count in Roman numbers through the book, and chapters go on counting through the parts; appendices are
    letters; a chapter of level 2 or 3 counts below the one before it, and right below a part it counts as a first one.
    """
    counts, parts, above, found = {CHAPTER: [0] * DEEPEST, APPENDIX: [0] * DEEPEST}, 0, [], []
    for one in placed:
        if one.role == FRONT:
            found.append("")
        elif one.role == PART:
            parts, above = parts + 1, []
            found.append(roman(parts))
        else:
            above = [*(before for before in above if before.role == one.role and before.level < one.level), one]
            found.append(counted(counts[one.role], one.role, min(len(above), DEEPEST)))
    return found


def counted(counts, role, level):
    counts[level - 1] += 1
    counts[level:] = [0] * (DEEPEST - level)
    first = letter(counts[0]) if role == APPENDIX else str(counts[0])
    return ".".join([first, *map(str, counts[1:level])])


def roman(number):
    text = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def letter(number):
    """A, B … Z, AA, AB …"""
    text = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def first_level(chapter):
    """The number of the level-1 chapter to which a chapter of this number belongs; figures count through it."""
    return chapter.partition(".")[0]


def caption_number(chapter, place):
    """The number of a figure or table: that of the level-1 chapter and its place there; in front matter its place."""
    first = first_level(chapter)
    return f"{first}.{place}" if first else str(place)


def caption_name(node):
    """(kind, name) of what can have a number: a figure, or a table with a caption; else None."""
    if node.kind == "figure":
        return "fig", node.data["key"]
    return ("tab", node.data["anchor"]) if node.kind == "table" and node.data["caption"] else None


def captions(document):
    """The names of all that can have a number, in the order of the text; a figure placed twice counts once."""
    found = [name for node in whole(document) if (name := caption_name(node))]
    return [name for place, name in enumerate(found) if name[0] == "tab" or name not in found[:place]]


def number_captions(document, figures, chapter, counts):
    """Write numbers to tables and to the figures of these keys, counting on in `counts`; {name: number}."""
    found, first = {}, first_level(chapter)
    for node in whole(document):
        name = caption_name(node)
        if name is None or (name[0] == "fig" and name[1] not in figures):
            continue
        if name[0] == "tab" or name not in found:
            counts[name[0], first] += 1
            found[name] = caption_number(chapter, counts[name[0], first])
        node.data["number"] = found[name]
    return {name: number for name, number in found.items() if name[1]}


def count_captions(names, figures, chapter, counts):
    """Count what stands in a chapter that is read no further."""
    for kind, name in names:
        counts[kind, first_level(chapter)] += kind == "tab" or name in figures
