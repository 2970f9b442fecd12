"""From files to a graph of what a thesaurus needs. Nothing is fetched, whatever a file asks for."""

import re
from pathlib import Path

from rdflib import Graph

from catalogue.apart import TOO_LARGE, TOO_LONG, Limits, Refused, apart
from catalogue.files.triples import FAULT, FORMATS, XL, language_of, term_of
from catalogue.languages import LANGUAGES
from catalogue.limits import MEGABYTE

EXTENSIONS = {".ttl": "turtle", ".turtle": "turtle", ".rdf": "xml", ".xml": "xml", ".owl": "xml"}
XML_START = re.compile(rb"\s*<(?:\?xml|!|(?:[\w.-]+:)?RDF\b)")
BOMS = {b"\xef\xbb\xbf": b"", b"\xff\xfe": b"<?xml", b"\xfe\xff": b"<?xml"}  # UTF-16 is met in XML only
# Whole vocabularies have hundreds of megabytes; whoever runs the command waits for them.
LIMITS = Limits(seconds=1800, memory=4096 * MEGABYTE, somebody_waits=False)
REASONS = {TOO_LARGE: "reading it takes too much memory", TOO_LONG: "reading it takes too long"}

__all__ = ["XL", "VocabularyFault", "graph_of", "language_of"]


class VocabularyFault(Exception):
    """A sentence about a file that cannot be used."""


def graph_of(paths, wanted_format=None, say=lambda text: None):
    """One graph of all files; raises VocabularyFault."""
    graph = Graph()
    for path in map(Path, paths):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise VocabularyFault(f"{path} cannot be read: {error.strerror}.") from error
        say(f"Reading {path.name} ({len(content) / 1e6:.1f} MB)")
        if not content.strip():
            raise VocabularyFault(f"{path.name} is empty.")
        parse(graph, content, path.name, wanted_format or format_of(path, content))
    return graph


def format_of(path, content):
    for mark, start in BOMS.items():
        if content.startswith(mark):
            content = start or content.removeprefix(mark)
    return "xml" if XML_START.match(content) else EXTENSIONS.get(path.suffix.lower(), "turtle")


def parse(graph, content, name, file_format):
    try:
        triples = apart("catalogue.files.triples:read", content, file_format, LANGUAGES, limits=LIMITS)
    except Refused as refusal:
        if refusal.word == FAULT:
            raise VocabularyFault(f"{name}: {refusal.values['sentence']}") from refusal
        reason = refusal.values.get("reason") or REASONS.get(refusal.word, "it cannot be read")
        raise VocabularyFault(f"{name} is not {FORMATS[file_format]}: {reason}") from refusal
    for triple in triples:
        graph.add(tuple(term_of(*term) for term in triple))
