"""XML that the portal writes: elements below elements, and no sign that XML 1.0 does not know."""

import re
from xml.etree import ElementTree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_xml(text):
    """Without the signs that no XML may hold."""
    return NOT_IN_XML.sub("", text)


def below(parent, name, text="", language="", **attributes):
    """A new element below the parent, where it has one."""
    attributes = {key: in_xml(value) for key, value in attributes.items()}
    if language:
        attributes[XML_LANG] = language
    made = ElementTree.Element(name, attributes)
    made.text = in_xml(text) or None
    if parent is not None:
        parent.append(made)
    return made


def document(root):
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
