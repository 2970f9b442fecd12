"""Addresses of the portal and files of the archive: which file an address becomes, and the way from one to another."""

import hashlib
import mimetypes
import posixpath
import re
from email.message import Message
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
PLAIN_NAME = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}")
ENDINGS = {  # where Python would choose another ending, or none
    "text/html": ".html",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/calendar": ".ics",
    "application/json": ".json",
    "image/webp": ".webp",
    "application/epub+zip": ".epub",
    "application/x-bibtex": ".bib",
    "application/x-research-info-systems": ".ris",
    "application/vnd.citationstyles.csl+json": ".json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class Link(NamedTuple):
    """A link to the portal itself, in its parts."""

    path: str
    query: tuple
    fragment: str


def internal(link, base, site):
    """The Link, or None where it leads elsewhere; `base` is the address of the page, `site` that of the portal."""
    try:
        parts = urlsplit(urljoin(site + base, link.strip()))
        query = tuple(parse_qsl(parts.query))
    except ValueError:
        return None
    scheme, _colon, host = site.partition("://")
    if parts.netloc != host or parts.scheme not in {scheme, "webcal"}:  # a calendar program asks for a calendar
        return None
    return Link(parts.path or "/", query, parts.fragment)


def numbered(path, query):
    """The address of a page of a long list; its first is the list itself."""
    number = dict(query).get("page", "1")
    if not PAGE_NUMBER.fullmatch(number) or number == "1":
        return path
    return f"{path}?page={number}"


def file_of(address, content_type, disposition=""):
    """The file of an answer: every address has its own, and its ending says what it is."""
    path, _mark, query = address.partition("?")
    parts = [plain(part) for part in unquote(path).split("/") if part]
    if content_type == "text/html":
        number = dict(parse_qsl(query)).get("page")
        return "/".join([*parts, f"page-{number}.html" if number else "index.html"])
    if path.endswith("/"):
        return "/".join([*parts, downloaded_as(disposition) or f"index{ending_of(content_type)}"])
    if not parts or "." not in parts[-1]:
        parts[-1:] = [(parts[-1] if parts else "index") + ending_of(content_type)]
    return "/".join(parts)


def plain(part):
    """A name that every file system knows."""
    if PLAIN_NAME.fullmatch(part) and not part.endswith("."):
        return part
    return "x" + hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def downloaded_as(disposition):
    """The name under which a file is downloaded, if it is a plain one with an ending."""
    message = Message()
    message["Content-Disposition"] = disposition
    name = message.get_filename() if disposition else ""
    return name if name and "." in name and PLAIN_NAME.fullmatch(name) else ""


def ending_of(content_type):
    return ENDINGS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"


def relative(target, source, query="", fragment=""):
    """The way from one file of the archive to another."""
    way = posixpath.relpath(target, posixpath.dirname(source) or ".")
    asked = f"?{query}" if query else ""
    return quote(way) + asked + (f"#{fragment}" if fragment else "")


def narrowing(query, kind=""):
    """The query string of the search of the archive for what a link of a list narrows it to; empty for nothing."""
    pairs = [(name, value) for name, value in query if name != "page" and value]
    if not pairs:
        return ""
    return urlencode([*([("kind", kind)] if kind else []), *pairs])
