"""What a vocabulary in SKOS says, as triples, for `catalogue.skos`. Knows nothing of Django; run by `apart` alone."""

from io import BytesIO
from xml.parsers import expat

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.parser import InputSource

from catalogue.apart import UNREADABLE, Refused

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
LABELS = [SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, XL.prefLabel, XL.altLabel, XL.hiddenLabel, XL.literalForm]
RELATIONS = [SKOS.broader, SKOS.narrower, SKOS.related]
TEXTS = [SKOS.definition, SKOS.scopeNote, RDF.value, DCTERMS.title, DC.title, RDFS.label]
KEPT = frozenset([*LABELS, *RELATIONS, *TEXTS, RDF.type, OWL.deprecated])
FORMATS = {"turtle": "Turtle", "xml": "RDF/XML"}
LONGEST_ENTITY = 120
MOST_ENTITIES = 100
FAULT = "fault"
TERMS = {"URIRef": URIRef, "BNode": BNode}


def read(content, file_format, languages):
    """The triples a thesaurus needs, each term a list; what is wrong with the file is Refused with a sentence."""
    source = {"turtle": turtle_source, "xml": xml_source}[file_format]
    graph = SkosGraph(languages)
    try:
        graph.parse(source(content), format=file_format, publicID="urn:x-file:")
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the parsers raise whatever they stumble over, RecursionError and AttributeError too
        raise Refused(UNREADABLE, reason=" ".join(str(error).split())[:200] or type(error).__name__) from error
    return [[*map(told, triple)] for triple in graph]


def told(term):
    """Kind and text of a term, and the language of a literal; of other datatypes a thesaurus needs the text alone."""
    return [type(term).__name__, str(term), getattr(term, "language", None)]


def term_of(kind, text, language):
    """The term again."""
    return Literal(text, lang=language) if kind == "Literal" else TERMS[kind](text)


class SkosGraph(Graph):
    """Keeps what a thesaurus needs in the portal's languages: the rest of a big vocabulary is not held in memory."""

    def __init__(self, languages):
        super().__init__()
        self.languages = languages

    def add(self, triple):
        _subject, predicate, value = triple
        return super().add(triple) if predicate in KEPT and not self.is_foreign(value) else self

    def is_foreign(self, value):
        return isinstance(value, Literal) and bool(value.language) and language_of(value) not in self.languages


def language_of(literal):
    """“sl” of sl and sl-SI; empty where there is no tag."""
    return (literal.language or "").partition("-")[0].lower()


def fault(sentence):
    return Refused(FAULT, sentence=sentence)


def input_source(content):
    """Bytes as they are; rdflib's own way would read XML of every encoding as UTF-8."""
    source = InputSource()
    source.setByteStream(BytesIO(content))
    return source


def turtle_source(content):
    try:
        return input_source(content.decode("utf-8-sig").encode())
    except UnicodeDecodeError as error:
        raise fault(f"Turtle is written in UTF-8, but byte {error.start} is not; save it anew.") from error


def xml_source(content):
    """The content, once it is known to be XML that expands to little more than is written in it."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    entities = []

    def start_doctype(_name, system, public, _internal):
        if system or public:
            raise fault("its DOCTYPE points at another file; remove the DOCTYPE.")

    def declare(entity, is_parameter, value, _base, system, public, _notation):
        entities.append(entity)
        if system or public or is_parameter:
            raise fault(f"the entity “{entity}” points at another file or changes the rules; remove it.")
        if "&" in value or len(value) > LONGEST_ENTITY or len(entities) > MOST_ENTITIES:
            raise fault(f"the entity “{entity}” is not a short, plain text; write it out.")

    parser.StartDoctypeDeclHandler = start_doctype
    parser.EntityDeclHandler = declare
    parser.Parse(content, True)
    return input_source(content)
