"""What a reader of a DOCX sees, element by element; nothing that was deleted, hidden or meant for the program."""

import pytest

from catalogue.files import docx
from tests.documents import NAMESPACE, WORD, make_docx

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES_TYPE = WORD.replace("document.main", "styles")


def run(text, properties=""):
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def document(body):
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:m="{MATH}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body>'
        "</w:document>"
    )


def seen(body, **parts):
    text, _cut = docx.text(make_docx(main=document(body), **parts), 10_000)
    return text.strip().replace("\n", "|")


def between(element):
    """What stands between two words that have an element between them."""
    return seen(f"<w:p><w:r><w:t>ena</w:t>{element}<w:t>dva</w:t></w:r></w:p>").removeprefix("ena").removesuffix("dva")


@pytest.mark.parametrize(
    ("element", "sign"),
    [
        ("<w:noBreakHyphen/>", "-"),
        ("<w:softHyphen/>", ""),
        ("<w:tab/>", " "),
        ("<w:ptab/>", " "),
        ("<w:br/>", "|"),
        ('<w:br w:type="page"/>', "|"),
        ("<w:cr/>", "|"),
        ("<w:pgNum/>", " "),
        ("<w:dayLong/>", " "),
        ("<w:yearShort/>", " "),
        ("<w:lastRenderedPageBreak/>", ""),
        ('<w:footnoteReference w:id="2"/>', ""),
        ('<w:commentReference w:id="2"/>', ""),
        ('<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>', ""),
        ("<w:delText>izbrisano</w:delText>", ""),
        ('<w:sym w:font="Calibri" w:char="010D"/>', "č"),
        ('<w:sym w:font="Symbol" w:char="F062"/>', "β"),
        ('<w:sym w:font="Wingdings" w:char="F04A"/>', " "),
        ('<w:sym w:font="Wingdings" w:char="niti"/>', " "),
        ('<w:sym w:font="Wingdings" w:char="FFFFFFFF"/>', " "),
    ],
)
def test_every_character_and_break_of_the_standard_is_what_a_reader_sees(element, sign):
    assert between(element) == sign


def test_a_stop_of_tabs_in_the_properties_of_a_paragraph_is_no_tab():
    assert seen(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('ena')}</w:p>") == "ena"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:del>{run('prej')}</w:del><w:ins>{run('potem')}</w:ins>", "potem"),
        (f"<w:moveFrom>{run('tu')}</w:moveFrom>{run(' in ')}<w:moveTo>{run('tu')}</w:moveTo>", "in tu"),
        (f"<w:ins><w:del>{run('nikoli')}</w:del></w:ins>{run('zdaj')}", "zdaj"),
        ("<w:del><w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/></w:r></w:del>" + run("b"), "b"),
        (run("skrito", "<w:vanish/>") + run("vidno"), "vidno"),
        (run("vidno", '<w:vanish w:val="0"/>') + run("!", '<w:vanish w:val="false"/>'), "vidno!"),
        (run("vidno", "<w:webHidden/>"), "vidno"),
        (run("vidno", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "vidno"),
        ("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("vidno"), "vidno"),
        ('<w:fldSimple w:instr="AUTHOR">' + run("Ana") + "</w:fldSimple>", "Ana"),
        ("<w:sdt><w:sdtContent>" + run("izbrano") + "</w:sdtContent></w:sdt>", "izbrano"),
        ("<w:smartTag>" + run("kraj") + "</w:smartTag>", "kraj"),
        ('<w:hyperlink r:id="x" xmlns:r="x">' + run("povezava") + "</w:hyperlink>", "povezava"),
        ("<w:r><w:ruby><w:rt>" + run("rubi") + "</w:rt><w:rubyBase>" + run("bese") + "</w:rubyBase></w:ruby></w:r>"
         + run("da"), "beseda rubi"),
        ("<m:oMath><m:r><m:t>E=m</m:t></m:r><m:r><m:t>c</m:t></m:r></m:oMath>" + run("je"), "E=mc je"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
         "a b"),
    ],
)  # fmt: skip
def test_of_changes_fields_and_hidden_text_what_is_seen_counts_once(body, expected):
    assert seen(f"<w:p>{body}</w:p>") == expected


def test_two_paragraphs_whose_mark_was_deleted_are_one():
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('indu')}</w:p>"

    assert seen(f"{first}<w:p>{run('strija')}</w:p><w:p>{run('cona')}</w:p>") == "industrija|cona"


def choice(*texts):
    kinds = ["Choice"] * (len(texts) - 1) + ["Fallback"]
    box = "<w:r><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:r>"
    options = (f"<mc:{kind}>{box.format(run(text))}</mc:{kind}>" for kind, text in zip(kinds, texts, strict=True))
    return f"<mc:AlternateContent>{''.join(options)}</mc:AlternateContent>"


@pytest.mark.parametrize(
    ("texts", "expected"), [(("novo", "staro"), "novo"), (("a", "b", "c"), "a"), (("le za stare",), "le za stare")]
)
def test_of_alternatives_one_is_read(texts, expected):
    assert seen(f"<w:p>{choice(*texts)}</w:p>") == expected


def test_a_text_box_in_hidden_text_is_hidden_and_one_in_another_is_read_once():
    inner = choice("znotraj", "znotraj")
    outer = f"<mc:AlternateContent><mc:Choice>{run('zunaj ')}{inner}</mc:Choice><mc:Fallback/></mc:AlternateContent>"

    assert seen(f"<w:p>{outer}</w:p>") == "zunaj znotraj"
    assert seen(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{choice('x', 'y')}</w:r>{run('vidno')}</w:p>") == "vidno"


def test_styles_hide_text_too_also_those_they_are_based_on():
    hiding = '<w:style w:styleId="Skrit"><w:rPr><w:vanish/></w:rPr></w:style>'
    child = '<w:style w:styleId="Otrok"><w:basedOn w:val="Skrit"/></w:style><w:style w:styleId="Drug"/>'
    circle = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}"/>'
    types += f'<Override PartName="/word/styles.xml" ContentType="{STYLES_TYPE}"/></Types>'
    styles = f'<w:styles xmlns:w="{NAMESPACE}">{hiding}{child}{circle}</w:styles>'
    runs = "".join(run(name, f'<w:rStyle w:val="{name}"/>') for name in ("Skrit", "Otrok", "Drug", "A"))
    visible = run("!", '<w:vanish w:val="0"/>')
    hidden = f'<w:p><w:pPr><w:pStyle w:val="Otrok"/></w:pPr>{run("odstavek")}{visible}</w:p>'

    found = seen(f"<w:p>{runs}</w:p>{hidden}", extra={"[Content_Types].xml": types, "word/styles.xml": styles})

    assert found == "DrugA|!"
