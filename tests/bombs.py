"""Small files that would unpack, nest or repeat without end: what the readers must refuse in time."""

import io
import zipfile

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def archive(parts, level=9):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def workbook(sheet, *, strings="", styles="", names="", after="", extra=()):
    """A workbook of one sheet, its parts written by hand: what stands in `sheetData` and after it, and in others."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}sharedStrings+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name="Prvi" sheetId="1" r:id="r1"/></sheets><definedNames>{names}</definedNames></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'{head}<styleSheet xmlns="{SHEET}"><cellXfs>{styles or "<xf/>"}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'{head}<sst xmlns="{SHEET}">{strings or "<si><t>a</t></si>"}</sst>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData>{after}'
        "</worksheet>",
    } | dict(extra)
    return archive(parts, level=6)


def row(number, cells):
    return f'<row r="{number}">{cells}</row>'


ONE = row(1, '<c r="A1"><v>1</v></c>')
STYLED = '<c s="0"/>' * 1000
WORKBOOKS = {
    "49,999 rows with one cell in column 1000": lambda: workbook(
        "".join(row(n, f'<c r="ALL{n}"><v>1</v></c>') for n in range(1, 50_000))
    ),
    "a cell in the last column of every row": lambda: workbook(
        "".join(row(n, f'<c r="XFD{n}"><v>1</v></c>') for n in range(1, 50_000))
    ),
    "13 million shared strings": lambda: workbook(ONE, strings="<si/>" * 13_000_000),
    "3 million long shared strings": lambda: workbook(ONE, strings=f"<si><t>{'a' * 50}</t></si>" * 3_000_000),
    "a string of 150 MB": lambda: workbook(ONE, strings=f"<si><t>{'a' * 150_000_000}</t></si>"),
    "a million inline strings": lambda: workbook(row(1, '<c t="inlineStr"><is><t>abcdefghij</t></is></c>' * 3_000_000)),
    "a string of a million runs": lambda: workbook(
        row(1, f'<c t="inlineStr"><is>{"<r><t>a</t></r>" * 3_000_000}</is></c>')
    ),
    "50,000 rows of 1000 empty styled cells": lambda: workbook(f"<row>{STYLED}</row>" * 19_000),
    "a million merged cells": lambda: workbook(
        ONE, after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 5_000_000 + "</mergeCells>"
    ),
    "a million styles": lambda: workbook(ONE, styles="<xf/>" * 5_000_000),
    "a million names": lambda: workbook(ONE, names='<definedName name="a">A1</definedName>' * 3_000_000),
    "empty rows by the million": lambda: workbook("<row/>" * 20_000_000),
    "elements without end in one another": lambda: workbook("<row>" * 5_000_000),
    "a cell of many children": lambda: workbook(row(1, f"<c>{'<v/>' * 20_000_000}</c>")),
    "comments by the million": lambda: workbook("<!---->" * 15_000_000 + ONE),
    "what no one knows by the million": lambda: workbook(ONE, after="<x/>" * 20_000_000),
    "a cell of a million digits": lambda: workbook(row(1, f"<c><v>{'1' * 50_000_000}</v></c>")),
    "an attribute of 100 MB": lambda: workbook(f'<row r="{"1" * 100_000_000}"/>'),
    "column widths by the million": lambda: workbook(ONE, after='<cols><col min="1" max="2"/></cols>' * 2_000_000),
    "formats by the million": lambda: workbook(
        ONE, after='<conditionalFormatting sqref="A1"><cfRule type="x"/></conditionalFormatting>' * 1_000_000
    ),
    "validations by the million": lambda: workbook(
        ONE, after="<dataValidations>" + '<dataValidation sqref="A1"/>' * 2_000_000 + "</dataValidations>"
    ),
}
