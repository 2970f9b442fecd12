"""A Typst template and what it says become a tagged PDF. Nothing is fetched, and no font but the portal's is used."""

import json
import tempfile
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"


def typeset(template, data, *, assets, moment):
    """PDF/UA-1 of the template at a path, dated by `moment`.

    The template reads `data` from a JSON file of its own name (report.typ from report.json), and finds `assets`,
    {file name: text or bytes}, beside itself.
    """
    files = {
        template.name: template.read_bytes(),
        template.with_suffix(".json").name: json.dumps(data),
        **assets,
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in files.items():
            (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return typst.compile(
            str(root / template.name),
            root=str(root),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
