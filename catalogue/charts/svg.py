"""SVG elements, with whatever people wrote escaped."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text):
    """The text without the characters XML cannot hold."""
    return _NOT_XML.sub("", str(text))


def element(name, *children, **attributes):
    """`<name …>children</name>`; `stroke_width=2` becomes `stroke-width="2"`, `class_` is `class`, None is left out."""
    given = "".join(f' {_attribute(key)}="{_written(value)}"' for key, value in attributes.items() if value is not None)
    return SafeString(f"<{name}{given}>{together(*children)}</{name}>")


def together(*children):
    """Elements and texts one after the other; None is left out."""
    return SafeString("".join(_child(child) for child in children if child is not None))


def _attribute(key):
    return key.rstrip("_").replace("_", "-")


def _child(child):
    return child if isinstance(child, SafeString) else escape(clean(child))


def _written(value):
    if not isinstance(value, float):
        return escape(clean(value))
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
