"""From files to a graph of what a thesaurus needs. Nothing is fetched, whatever a file asks for."""

import re
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace
from rdflib.parser import InputSource

from catalogue.languages import LANGUAGES

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
LABELS = [SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, XL.prefLabel, XL.altLabel, XL.hiddenLabel, XL.literalForm]
RELATIONS = [SKOS.broader, SKOS.narrower, SKOS.related]
TEXTS = [SKOS.definition, SKOS.scopeNote, RDF.value, DCTERMS.title, DC.title, RDFS.label]
KEPT = frozenset([*LABELS, *RELATIONS, *TEXTS, RDF.type, OWL.deprecated])

EXTENSIONS = {".ttl": "turtle", ".turtle": "turtle", ".rdf": "xml", ".xml": "xml", ".owl": "xml"}
FORMATS = {"turtle": "Turtle", "xml": "RDF/XML"}
XML_START = re.compile(rb"\s*<(?:\?xml|!|(?:[\w.-]+:)?RDF\b)")
BOMS = {b"\xef\xbb\xbf": b"", b"\xff\xfe": b"<?xml", b"\xfe\xff": b"<?xml"}  # UTF-16 is met in XML only
LONGEST_ENTITY = 120
MOST_ENTITIES = 100


class VocabularyFault(Exception):
    """A sentence about a file that cannot be used."""


class SkosGraph(Graph):
    """Keeps what a thesaurus needs in the portal's languages: the rest of a big vocabulary is not held in memory."""

    def add(self, triple):
        _subject, predicate, value = triple
        return super().add(triple) if predicate in KEPT and not is_foreign(value) else self


def is_foreign(value):
    return isinstance(value, Literal) and bool(value.language) and language_of(value) not in LANGUAGES


def language_of(literal):
    """“sl” of sl and sl-SI; empty where there is no tag."""
    return (literal.language or "").partition("-")[0].lower()


def graph_of(paths, wanted_format=None, say=lambda text: None):
    """One graph of all files; raises VocabularyFault."""
    graph = SkosGraph()
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
    source = {"turtle": turtle_source, "xml": xml_source}[file_format]
    try:
        graph.parse(source(content), format=file_format, publicID="urn:x-file:")
    except VocabularyFault as error:
        raise VocabularyFault(f"{name}: {error}") from error
    except Exception as error:  # the parsers raise whatever they stumble over, RecursionError and AttributeError too
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise VocabularyFault(f"{name} is not {FORMATS[file_format]}: {reason}") from error


def input_source(content):
    """Bytes as they are; rdflib's own way would read XML of every encoding as UTF-8."""
    source = InputSource()
    source.setByteStream(BytesIO(content))
    return source


def turtle_source(content):
    try:
        return input_source(content.decode("utf-8-sig").encode())
    except UnicodeDecodeError as error:
        raise VocabularyFault(f"Turtle is written in UTF-8, but byte {error.start} is not; save it anew.") from error


def xml_source(content):
    """The content, once it is known to be XML that expands to little more than is written in it."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    entities = []

    def start_doctype(_name, system, public, _internal):
        if system or public:
            raise VocabularyFault("its DOCTYPE points at another file; remove the DOCTYPE.")

    def declare(entity, is_parameter, value, _base, system, public, _notation):
        entities.append(entity)
        if system or public or is_parameter:
            raise VocabularyFault(f"the entity “{entity}” points at another file or changes the rules; remove it.")
        if "&" in value or len(value) > LONGEST_ENTITY or len(entities) > MOST_ENTITIES:
            raise VocabularyFault(f"the entity “{entity}” is not a short, plain text; write it out.")

    parser.StartDoctypeDeclHandler = start_doctype
    parser.EntityDeclHandler = declare
    parser.Parse(content, True)
    return input_source(content)
