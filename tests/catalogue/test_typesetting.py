"""A template, what it says and a drawing become a tagged PDF in the fonts of the portal."""

import datetime as dt
import io

from pypdf import PdfReader

from catalogue.documents.typesetting import typeset

TEMPLATE = """
#let told = json("letter.json")
#set document(title: told.title)
#set text(lang: "sl", font: ("MER Sans", "Libertinus Serif"))
= #told.title
#image("dot.svg", alt: "pika", width: 1cm)
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'


def test_a_template_reads_its_data_and_finds_its_assets(tmp_path):
    template = tmp_path / "letter.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)

    content = typeset(template, {"title": "Škofja Loka"}, assets={"dot.svg": DOT}, moment=moment)

    reader = PdfReader(io.BytesIO(content))
    fonts = {font["/BaseFont"].partition("+")[2] for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Škofja Loka", "sl")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Škofja Loka" in reader.pages[0].extract_text()
    assert [name for name in fonts if not name.startswith("MERSans")] == []
    assert content == typeset(template, {"title": "Škofja Loka"}, assets={"dot.svg": DOT}, moment=moment)
