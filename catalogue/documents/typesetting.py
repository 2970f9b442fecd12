"""A Typst template and what it says become a tagged PDF. Nothing is fetched, and no font but those beside it is used.

What the portal's own letters lack (Chinese, Japanese and Korean, pictures) comes from two further fonts; a sign that no
font has is drawn as a box, for a document without it is better than none.
"""

import json
import re
import tempfile
from base64 import b64decode, b64encode
from functools import partial
from pathlib import Path

import typst

from catalogue.apart import Limits, apart
from catalogue.limits import MEGABYTE

MAIN = "main.typ"  # by this name Typst knows where to begin
LIMITS = Limits(seconds=8, memory=600 * MEGABYTE)
FONTS = Path(__file__).parent / "fonts"
LETTERS = {"font_paths": [str(FONTS)], "ignore_system_fonts": True}
ALWAYS = LETTERS | {"pdf_standards": ["ua-1"]}
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|the disallowed codepoint `"(.+?)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
BOX = "□"
MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
NOT_PLAIN = re.compile(f"[^\\n -~\u00a0-\u017f\u2010-\u203a{BOX}]")  # where very many signs are missing
MOST_MISSING = 300  # different signs of one document; a try takes some milliseconds
QUICK_TRIES = 40  # while somebody waits


def typeset(template, data, *, assets, moment):
    """PDF/UA-1 of the template at a path, dated by `moment`.

    The template reads `data` from a JSON file of its own name (report.typ from report.json), and finds `assets`,
    {file name: text or bytes}, beside itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        return whole(files_of(template, data, assets), partial(compiled_in, Path(folder), stamp(moment)))


def typeset_apart(template, data, *, assets, moment, limits=LIMITS, tries=QUICK_TRIES):
    """The same in a process of its own, with limits; those given are for when somebody waits. Raises Refused."""
    files = files_of(template, data, assets)
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name, content in files.items() if isinstance(content, bytes)]:
            (Path(folder) / name).write_bytes(files.pop(name))
        given = json.dumps(files).encode()
        return b64decode(apart(f"{__name__}:typeset_packed", given, folder, stamp(moment), tries, limits=limits))


def typeset_packed(given, folder, timestamp, tries):
    """In that process, which can write no file; pictures lie in the folder, what is made goes as text for JSON."""
    return b64encode(whole(json.loads(given), partial(compiled_in_memory, folder, timestamp), tries)).decode()


def stamp(moment):
    return int(moment.timestamp())


def files_of(template, data, assets):
    return {
        MAIN: template.read_text(encoding="utf-8"),
        template.with_suffix(".json").name: json.dumps(data, ensure_ascii=False),
        **assets,
    }


def whole(files, compiled, tries=MOST_MISSING):
    for _try in range(tries):
        try:
            return compiled(files)
        except typst.TypstError as error:
            files = without_missing(files, error)
    return compiled(only_plain(files))


def compiled_in(folder, timestamp, files):
    for name, content in files.items():
        (folder / name).write_bytes(in_bytes(content))
    return typst.compile(str(folder / MAIN), root=str(folder), timestamp=timestamp, **ALWAYS)


def compiled_in_memory(folder, timestamp, files):
    """Texts are in memory, where Typst takes no pictures."""
    texts = {name: in_bytes(one) for name, one in files.items()}
    return typst.compile(texts, root=folder, timestamp=timestamp, **ALWAYS)


def in_bytes(content):
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def without_missing(files, error):
    """The files with a box for the sign that no font has; any other error is passed on."""
    sign = missing_sign(error)
    boxed = {name: boxed_in(content, sign) for name, content in files.items()} if sign else files
    if boxed == files:
        raise error
    return boxed


def missing_sign(error):
    """The sign that no font has, by which Typst refuses; None where the error is another one."""
    found = MISSING.search(str(error))
    return found and ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], found[1] or found[2])


def boxed_in(content, sign):
    """Controls stand in JSON by their numbers. A plain letter is there: what no font has is the mark above it."""
    if not isinstance(content, str):
        return content
    if sign.isascii() and sign.isprintable():
        return re.sub(f"{re.escape(sign)}{MARKS}+", sign, content)
    return re.sub(f"{re.escape(sign)}{MARKS}*", BOX, content).replace(json.dumps(sign)[1:-1], BOX)


def only_plain(files):
    return {name: NOT_PLAIN.sub(BOX, text) if isinstance(text, str) else text for name, text in files.items()}
