"""Addresses as QR codes: drawn as SVG, dark on light with a quiet border, so that they are read on dark screens too."""

import io

import segno
from django.utils.safestring import mark_safe

LEVEL = "m"
BORDER = 4


def code_of(address):
    return segno.make(address, error=LEVEL, micro=False, boost_error=False)


def qr_inline(address, label):
    """For a page; `label` says what it is to those who do not see it."""
    drawn = code_of(address).svg_inline(
        border=BORDER, dark="#000", light="#fff", scale=5, svgclass="qr", lineclass=None, title=label
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308  made of our own address


def qr_file(address):
    """For a paper."""
    buffer = io.BytesIO()
    code_of(address).save(buffer, kind="svg", border=BORDER, dark="#000", light="#fff", scale=4)
    return buffer.getvalue()
