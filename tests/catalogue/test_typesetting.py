"""A template, what it says and a drawing become a tagged PDF in the fonts of the portal."""

import datetime as dt
import io

import pytest
import typst
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


def words_of(tmp_path, title):
    template = tmp_path / "letter.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    reader = PdfReader(io.BytesIO(typeset(template, {"title": title}, assets={"dot.svg": DOT}, moment=moment)))
    return "".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(
    "title",
    [
        "新竹科學園區與工業區",
        "こんにちは工業団地",
        "산업단지",
        "A＝B（ok）",
        "Привет",
        "Καλημέρα",
        "გამარჯობა",
        "Հայաստան",
        "→≥✓€№",
    ],
)
def test_letters_of_other_scripts_are_set_and_can_be_searched_for(tmp_path, title):
    assert words_of(tmp_path, title) == "".join(title.split())


@pytest.mark.parametrize(
    "title", ["مرحبا بالعالم", "שלום", "नमस्ते", "🎉 Praznik 👩‍🔧 🇸🇮 ❤️ 1️⃣", "\u202eabc\u200b", "x\u0323\u0301 c\u0303"]
)
def test_what_is_set_from_the_right_or_of_several_signs_is_set(tmp_path, title):
    assert words_of(tmp_path, title)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Cona \u0378!", "Cona□!"),
        ("ไทย cona", "□□□cona"),
        ("Cona \x07 \x00", "Cona□□"),
        ("11. 1\ufe0f\u20e3", "11.1"),
        ("Cona \U00103fff", "Cona□"),
        ("Cona \ud800", "Cona?"),
        ("".join(map(chr, range(0x13000, 0x13200))) + "Čas", "□" * 512 + "Čas"),
    ],
)
def test_a_sign_that_no_font_has_is_a_box(tmp_path, title, shown):
    assert words_of(tmp_path, title) == shown


def test_another_fault_of_a_template_is_told(tmp_path):
    template = tmp_path / "letter.typ"
    template.write_text("#nothing", encoding="utf-8")

    with pytest.raises(typst.TypstError):
        typeset(template, {}, assets={}, moment=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
