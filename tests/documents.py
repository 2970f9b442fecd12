"""Files as people upload them, made here: PDF by hand, DOCX by zipfile."""

import io
import zipfile

from pypdf import PdfReader, PdfWriter

# Letters beyond ASCII that the PDFs may hold, by the names that fonts give them.
GLYPHS = {"č": "ccaron", "š": "scaron", "ž": "zcaron", "Č": "Ccaron", "Š": "Scaron", "Ž": "Zcaron"}
CODES = {letter: 128 + number for number, letter in enumerate(GLYPHS)}

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_pdf(*pages):
    """A PDF with one page for each text; its lines stand below each other."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    differences = " ".join(f"/{name}" for name in GLYPHS.values())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        b"/BaseEncoding /WinAnsiEncoding /Differences [128 " + differences.encode() + b"] >> >>",
    ]
    for number, text in enumerate(pages):
        content = b"BT /F1 12 Tf 14 TL 40 800 Td " + b" ".join(shown(line) for line in text.split("\n")) + b" ET"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
        objects.append(page.encode() + b"/Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    return assembled(objects)


def shown(line):
    coded = bytes(CODES.get(letter) or ord(letter) for letter in line)
    return b"(" + coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*"


def assembled(objects):
    """A whole PDF file of numbered objects, the first of them its root."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)


def encrypted(pdf, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, "lastnik", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def paragraphs(*texts):
    """The main part of a DOCX."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'


def make_docx(*texts, main=None, kind=WORD, extra=()):
    """A DOCX with one paragraph for each text, or with the main part given; `extra` are further parts by name."""
    types = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "word/document.xml": paragraphs(*texts) if main is None else main,
    } | dict(extra)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
