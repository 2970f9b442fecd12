"""A Typst template and what it says become a tagged PDF. Nothing is fetched, and no font but those beside it is used.

What the portal's own letters lack (Chinese, Japanese and Korean, pictures) comes from two further fonts; a sign that no
font has is drawn as a box, for a document without it is better than none.
"""

import json
import re
import tempfile
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|the disallowed codepoint `"(.+?)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
BOX = "□"
MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
NOT_PLAIN = re.compile(f"[^\\n -~\u00a0-\u017f\u2010-\u203a{BOX}]")  # where very many signs are missing
MOST_MISSING = 300  # different signs of one document; a try takes some milliseconds


def typeset(template, data, *, assets, moment):
    """PDF/UA-1 of the template at a path, dated by `moment`.

    The template reads `data` from a JSON file of its own name (report.typ from report.json), and finds `assets`,
    {file name: text or bytes}, beside itself.
    """
    files = {
        template.name: template.read_text(encoding="utf-8"),
        template.with_suffix(".json").name: json.dumps(data, ensure_ascii=False),
        **assets,
    }
    with tempfile.TemporaryDirectory() as folder:
        for _try in range(MOST_MISSING):
            try:
                return compiled(Path(folder), template.name, files, moment)
            except typst.TypstError as error:
                files = without_missing(files, error)
        return compiled(Path(folder), template.name, only_plain(files), moment)


def compiled(root, name, files, moment):
    for one, content in files.items():
        (root / one).write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    return typst.compile(
        str(root / name),
        root=str(root),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
    )


def without_missing(files, error):
    """The files with a box for the sign that no font has; any other error is passed on."""
    found = MISSING.search(str(error))
    sign = found and ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], found[1] or found[2])
    boxed = {name: boxed_in(content, sign) for name, content in files.items()} if sign else files
    if boxed == files:
        raise error
    return boxed


def boxed_in(content, sign):
    """Controls stand in JSON by their numbers. A plain letter is there: what no font has is the mark above it."""
    if not isinstance(content, str):
        return content
    if sign.isascii() and sign.isprintable():
        return re.sub(f"{re.escape(sign)}{MARKS}+", sign, content)
    return re.sub(f"{re.escape(sign)}{MARKS}*", BOX, content).replace(json.dumps(sign)[1:-1], BOX)


def only_plain(files):
    return {name: NOT_PLAIN.sub(BOX, text) if isinstance(text, str) else text for name, text in files.items()}
