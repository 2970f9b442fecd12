"""Documents that every reader opens are taken; those that act by themselves, fetch or hide something are not."""

import io
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from catalogue.apart import ENCRYPTED, UNREADABLE, Refused
from catalogue.files import danger, docx, pdf_check
from tests.documents import NAMESPACE, assembled, encrypted, make_docx, make_pdf

WHOLE = make_pdf("delo")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + b"!$H+H*"
PROGRAM = b"MZ\x90\0\x03" + b"\0" * 200


def word_of(check, data):
    """Why it is not taken, or nothing."""
    try:
        check(data)
    except Refused as refusal:
        return refusal.word
    return ""


# --- PDF ---


def with_object(body, root=b""):
    """A PDF of one page with a further object, to which the root may point."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R %b >>" % root,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            body,
        ]
    )


def stream(content, entries=b"", twice=False):
    packed = zlib.compress(content)
    if twice:
        packed, entries = packed.hex().encode() + b">", entries + b" /Filter [/ASCIIHexDecode /FlateDecode]"
    else:
        entries += b" /Filter /FlateDecode"
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(packed), packed)


def packed_objects(data, twice=False):
    """The same with its objects in compressed streams, as newer programs write them."""
    writer, found = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.write(found)
    objects = dict(plain_objects(found.getvalue()))
    places, texts = [], b""
    for number, body in objects.items():
        places.append(b"%d %d" % (number, len(texts)))
        texts += body + b" "
    head = b" ".join(places) + b" "
    body = stream(head + texts, b"/Type /ObjStm /N %d /First %d" % (len(places), len(head)), twice)
    return with_cross_reference_stream(found.getvalue(), [*objects], body)


def plain_objects(data):
    """(number, text) of those that are no streams, which cannot be packed."""
    for each in data.split(b"endobj")[:-1]:
        head, _obj, body = each.partition(b" 0 obj")
        if b"stream" not in body:
            yield int(head.split()[-1]), body.strip()


def with_cross_reference_stream(data, numbers, packed):
    top = max(numbers) + 1
    root = int(data.rpartition(b"/Root ")[2].split()[0])
    out = b"%PDF-1.7\n"
    place = len(out)
    out += b"%d 0 obj\n%b\nendobj\n" % (top, packed)
    start = len(out)
    entries = {number: b"\2%b%b" % (top.to_bytes(4), bytes([index])) for index, number in enumerate(numbers)}
    entries |= {top: b"\1%b\0" % place.to_bytes(4), top + 1: b"\1%b\0" % start.to_bytes(4)}
    table = b"".join(entries.get(number, bytes(6)) for number in range(top + 2))
    about = b"/Type /XRef /Size %d /W [1 4 1] /Root %d 0 R" % (top + 2, root)
    return out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (top + 1, stream(table, about), start)


JAVASCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
OPENED_BY_EVERY_READER = {
    "as it is": WHOLE,
    "bytes behind its end": WHOLE + b"\r\n<!-- sent by a web server -->" * 40,
    "zeros behind its end": WHOLE + bytes(70_000),
    "a line before its header": b"\r\n" + WHOLE,
    "a thousand bytes before its header": b"x" * 1000 + WHOLE,
    "no end mark": WHOLE.replace(b"%%EOF\n", b""),
    "places counted from the first byte": b"\n" + WHOLE.replace(b"startxref\n", b"startxref\n1"),
    "another version": WHOLE.replace(b"%PDF-1.7", b"%PDF-2.0"),
    "saved again": WHOLE + b"9 0 obj\n(x)\nendobj\nxref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n",
    "only forbids changes": encrypted(WHOLE, ""),
    "a form": with_object(b"<< /FT /Tx /T (ime) /V (Ana) >>", b"/AcroForm << /Fields [4 0 R] >>"),
    "links": with_object(b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>"),
    "a link into another file": with_object(b"<< /S /GoToR /F (priloga.pdf) /D [0 /Fit] >>"),
    "a form that is sent": with_object(b"<< /S /SubmitForm /F (https://example.org/form) >>"),
    "an attached table": with_object(
        b"<< /Type /Filespec /F (racun.xml) /UF (racun.xml) /EF << /F 5 0 R >> >>", b"/AF [4 0 R]"
    ),
    "the word JavaScript in its text": make_pdf("O jeziku JavaScript in zagonu Launch"),
    "packed objects": packed_objects(WHOLE),
}
ACTING = {
    "script when it opens": with_object(JAVASCRIPT, b"/OpenAction 4 0 R"),
    "script in its names": with_object(b"<< /Names [(a) %b] >>" % JAVASCRIPT, b"/Names << /JavaScript 4 0 R >>"),
    "script of a field": with_object(b"<< /FT /Tx /AA << /K %b >> >>" % JAVASCRIPT),
    "script in one that forbids changes and packs": encrypted(
        packed_objects(with_object(JAVASCRIPT, b"/OpenAction 4 0 R")), ""
    ),
    "script deep in lists": with_object(b"<< /A [[[[ << /Next [ %b ] >> ]]]] >>" % JAVASCRIPT),
    "script under another spelling": with_object(b"<< /S /J#61vaScript /#4aS (app.alert\\(1\\)) >>"),
    "script in packed objects": packed_objects(with_object(JAVASCRIPT, b"/OpenAction 4 0 R")),
    "script in objects packed twice": packed_objects(with_object(JAVASCRIPT, b"/OpenAction 4 0 R"), twice=True),
    "script in a form of XFA": with_object(stream(b'<script contentType="application/x-javascript">1</script>')),
    "address that is a script": with_object(b"<< /S /URI /URI (javascript:alert\\(1\\)) >>"),
    "a program is started": with_object(b"<< /S /Launch /F (cmd.exe) >>", b"/OpenAction 4 0 R"),
    "a program is started for Windows": with_object(b"<< /Type /Action /S /Launch /Win << /P (x) >> >>"),
    "script in one that forbids changes": encrypted(with_object(JAVASCRIPT, b"/OpenAction 4 0 R"), ""),
}
INFECTED = {
    "a scanner's test": with_object(stream(EICAR)),
    "it as text": with_object(b"(" + EICAR.replace(b"(", b"\\(").replace(b")", b"\\)") + b")"),
    "it behind the end": WHOLE + EICAR,
    "it across two pieces": with_object(stream(b" " * (1024 * 1024 - 20) + EICAR)),
    "an attached program": with_object(stream(PROGRAM, b"/Type /EmbeddedFile")),
    "a program by its name": with_object(b"<< /Type /Filespec /F (pismo.pdf.exe) >>"),
    "a program by its name in other letters": with_object(
        b"<< /Type /Filespec /UF <%b> >>"
        % b"".join(b"%02X" % byte for byte in b"\xfe\xff" + "delo.EXE".encode("utf-16-be"))
    ),
    "a document with macros by its name": with_object(b"<< /Type /Filespec /UF (pismo.docm) >>"),
    "a program before it": PROGRAM + WHOLE,
}


@pytest.mark.parametrize("name", OPENED_BY_EVERY_READER)
def test_a_pdf_that_every_reader_opens_is_taken(name):
    assert word_of(pdf_check.check, OPENED_BY_EVERY_READER[name]) == ""


def test_what_word_processors_browsers_and_typesetters_write_is_taken():
    samples = [*Path(__file__).with_name("data").glob("pdf/*.pdf")]

    assert {word_of(pdf_check.check, sample.read_bytes()) for sample in samples} == {""}


@pytest.mark.parametrize(
    ("files", "word"), [(ACTING, danger.ACTS), (INFECTED, danger.INFECTED)], ids=["acting", "infected"]
)
def test_a_pdf_that_acts_by_itself_or_holds_programs_is_refused(files, word):
    assert {name: word_of(pdf_check.check, data) for name, data in files.items()} == dict.fromkeys(files, word)


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.8])
def test_a_pdf_that_was_really_cut_is_refused(part):
    assert word_of(pdf_check.check, WHOLE[: int(len(WHOLE) * part)]) in (danger.CUT, UNREADABLE)


def test_a_pdf_with_a_password_is_refused_for_it():
    assert word_of(pdf_check.check, encrypted(WHOLE, "geslo")) == ENCRYPTED


# --- DOCX ---


RELATION = '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/{}" Target="{}"{}/>'
DOCUMENT = "officeDocument/2006/relationships/"
ELSEWHERE = ' TargetMode="External"'


def related(kind, target, mode=ELSEWHERE, place="word/_rels/document.xml.rels"):
    relation = RELATION.format(kind, target, mode)
    return make_docx("delo", extra={place: f"<Relationships>{relation}</Relationships>"})


def fields(*pieces):
    """A field whose code is written in pieces."""
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:p>{codes}</w:p></w:body></w:document>'


HARMLESS = {
    "fields": make_docx(main=fields(" PAGE ", " HYPERLINK dde.example ", " TOC ")),
    "a link": related(DOCUMENT + "hyperlink", "https://example.org"),
    "a linked picture": related(DOCUMENT + "image", "https://example.org/a.png"),
    "a chart with its table": related(DOCUMENT + "package", "embeddings/a.xlsx", ""),
    "a picture": make_docx("delo", extra={"word/media/a.png": b"\x89PNG\r\n\x1a\n"}),
}
HARMFUL_DOCX = {
    "a template": (related(DOCUMENT + "attachedTemplate", "http://example.org/a.dotm"), docx.FETCHES),
    "a template of its settings": (
        related(DOCUMENT + "attachedTemplate", "//server/a.dotx", place="word/_rels/settings.xml.rels"),
        docx.FETCHES,
    ),
    "a frame": (related(DOCUMENT + "frame", "https://example.org/a.html"), docx.FETCHES),
    "a part of a larger one": (related(DOCUMENT + "subDocument", "file:///c:/a.docx"), docx.FETCHES),
    "a linked object": (related(DOCUMENT + "oleObject", "https://example.org/a.hta"), docx.OBJECTS),
    "an object": (related(DOCUMENT + "oleObject", "embeddings/a.bin", ""), docx.OBJECTS),
    "a control": (related(DOCUMENT + "control", "activeX/activeX1.xml", ""), docx.OBJECTS),
    "an object by its bytes": (make_docx("x", extra={"word/embeddings/a.bin": docx.OLE + bytes(9)}), docx.OBJECTS),
    "a field that starts a program": (make_docx(main=fields("DDE", "AUTO c:\\\\cmd.exe")), docx.OBJECTS),
    "a scanner's test": (make_docx("x", extra={"word/a.bin": EICAR}), danger.INFECTED),
    "it in its text": (make_docx(EICAR.decode().replace("<", "")), danger.INFECTED),
    "it across two pieces": (
        make_docx("x", extra={"a.bin": b" " * (1024 * 1024 - 20) + EICAR}),
        danger.INFECTED,
    ),
    "a program": (make_docx("x", extra={"word/media/a.png": PROGRAM}), danger.INFECTED),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_docx_with_links_pictures_and_charts_is_taken(name):
    assert word_of(docx.check, HARMLESS[name]) == ""


@pytest.mark.parametrize("name", HARMFUL_DOCX)
def test_a_docx_that_fetches_or_holds_programs_is_refused(name):
    data, word = HARMFUL_DOCX[name]

    assert word_of(docx.check, data) == word
