"""What an XLIFF 2 file says, in a process of its own. Knows nothing of Django.

Of the core of the standard it honours the order of targets, xml:space with what is inherited, ignorable parts, marks
and codes within texts, characters by number, and the languages.
"""

from xml.etree import ElementTree
from xml.parsers import expat

from catalogue.apart import UNREADABLE, Refused

DEEPEST = 60
LONGEST_NAME = 80
XML = "{http://www.w3.org/XML/1998/namespace}"
SPACE, LANGUAGE = f"{XML}space", f"{XML}lang"
BLANK = " \t\r\n"
STATES = ("initial", "translated", "reviewed", "final")
TRANSPARENT = ("pc", "mrk")  # marks of tools around text that stays
NOT_XML, DOCTYPE, TOO_DEEP, NO_XLIFF, LANGUAGES = "not_xml", "doctype", "too_deep", "no_xliff", "languages"
OTHER_FILE, NO_CHARACTER, TWICE, ORDER = "other_file", "no_character", "twice", "order"

__all__ = ["UNREADABLE", "read"]


def read(data, file_id, source, target, was):
    """[key, source, target or None, state, note of the category `was`] of every unit of one file in it."""
    root = parsed(data)
    check_root(root, source, target)
    file = next((found for found in children(root, "file") if found.get("id") == file_id), None)
    if file is None:
        raise Refused(OTHER_FILE, id=file_id)
    spaces = root.get(SPACE, "default")
    return once([told(unit, keeps, target, was) for unit, keeps in units(file, spaces)])


def parsed(data):
    try:
        look_over(data)
        return ElementTree.fromstring(data)  # noqa: S314 - looked over: no DOCTYPE, so no entities
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(NOT_XML, reason=" ".join(str(error).split())[:120]) from error


def look_over(data):
    """Refuse what could do harm, before anything is built of it."""
    parser, depth = expat.ParserCreate(), 0

    def refuse(*_given):
        raise Refused(DOCTYPE)

    def begin(_name, _attributes):
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused(TOO_DEEP)

    def end(_name):
        nonlocal depth
        depth -= 1

    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)


def check_root(root, source, target):
    if local(root) != "xliff" or not root.get("version", "").startswith("2."):
        raise Refused(NO_XLIFF)
    for code, attribute in ((source, "srcLang"), (target, "trgLang")):
        check_language(root, attribute, code)


def check_language(element, attribute, code):
    found = element.get(attribute, "")
    if language(found) != code:
        raise Refused(LANGUAGES, attribute=attribute.removeprefix(XML), found=found[:20] or "–", wanted=code)


def language(tag):
    """“sl” of sl and sl-SI."""
    return tag.partition("-")[0].lower()


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element, *names):
    return [child for child in element if local(child) in names]


def units(element, spaces):
    """(unit, its xml:space) of all that lie in a file and its groups."""
    spaces = element.get(SPACE, spaces)
    for child in element:
        if local(child) == "unit":
            yield child, child.get(SPACE, spaces)
        elif local(child) == "group":
            yield from units(child, spaces)


# --- One unit, however many segments a tool has made of it ---


def told(unit, spaces, target, was):
    key, parts = unit.get("id", ""), children(unit, "segment", "ignorable")
    segments = children(unit, "segment")
    notes = (note.text or "" for note in unit.iter() if local(note) == "note" and note.get("category") == was)
    return [
        key,
        composed([children(part, "source")[:1] for part in parts], spaces, key),
        composed_target(parts, spaces, key, target) if segments else None,
        min((state_of(segment) for segment in segments), key=STATES.index, default="initial"),
        next(notes, ""),
    ]


def composed_target(parts, spaces, key, language_of_target):
    """The translations of the parts in the order of the target; None where a segment has none."""
    found = [children(part, "target")[:1] for part in parts]
    for [target] in filter(None, found):
        if LANGUAGE in target.attrib:
            check_language(target, LANGUAGE, language_of_target)
    places = [place_of(target, number, key) for number, target in enumerate(found, start=1)]
    if sorted(places) != [*range(1, len(parts) + 1)]:
        raise Refused(ORDER, name=key[:LONGEST_NAME])
    if any(not target and local(part) == "segment" for target, part in zip(found, parts, strict=True)):
        return None
    # What lies between two segments may have no translation and stays as it is.
    found = [target or children(part, "source")[:1] for target, part in zip(found, parts, strict=True)]
    return composed([found[places.index(place)] for place in sorted(places)], spaces, key)


def place_of(target, number, key):
    """Its place among the parts of the target: what it says, else that among the parts of the source."""
    said = target[0].get("order", "") if target else ""
    if not said:
        return number
    if not (said.isascii() and said.isdigit() and len(said) < 9):
        raise Refused(ORDER, name=key[:LONGEST_NAME])
    return int(said)


def composed(elements, spaces, key):
    """The texts of elements, one after the other. White space around them counts where the file says so."""
    texts = [text_of(element, key) for [element] in filter(None, elements)]
    keeps = [element.get(SPACE, spaces) == "preserve" for [element] in filter(None, elements)]
    texts = [text if kept else without_layout(text) for text, kept in zip(texts, keeps, strict=True)]
    if texts and not keeps[0]:
        texts[0] = texts[0].lstrip(BLANK)
    if texts and not keeps[-1]:
        texts[-1] = texts[-1].rstrip(BLANK)
    return "".join(texts)


def without_layout(text):
    """Without the line ends and indents that a tool puts around a text; a part that is nothing else is one space."""
    bare = text.strip(BLANK)
    if not bare:
        return " " if text else ""
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    return ("" if "\n" in before else before) + bare + ("" if "\n" in after else after)


def state_of(segment):
    state = segment.get("state", "initial")
    return state if state in STATES else "initial"


def text_of(element, key):
    parts = [element.text or ""]
    for child in element:
        if local(child) == "cp":
            parts.append(character(child, key))
        elif local(child) in TRANSPARENT:
            parts.append(text_of(child, key))
        parts.append(child.tail or "")
    return "".join(parts)


def character(element, key):
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError) as error:
        raise Refused(NO_CHARACTER, name=key[:LONGEST_NAME]) from error


def once(found):
    seen = set()
    for key, *_rest in found:
        if key in seen:
            raise Refused(TWICE, name=key[:LONGEST_NAME])
        seen.add(key)
    return found
