"""From the graph of a vocabulary to plain concepts in the portal's languages."""

from dataclasses import dataclass, field

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from catalogue.languages import LANGUAGES
from catalogue.models import Topic, TopicLabel
from catalogue.models.thesaurus import validate_uri
from catalogue.skos.parsing import XL, VocabularyFault, language_of
from catalogue.text import kept_line, same, shortened

LONGEST_NAME = Topic._meta.get_field("name").max_length
LONGEST_LABEL = TopicLabel._meta.get_field("text").max_length
LONGEST_HINT = Topic._meta.get_field("hint").max_length
LONGEST_URI = Topic._meta.get_field("uri").max_length
LONGEST_ORIGIN = Topic._meta.get_field("origin").max_length

NO_LABEL = f"Left out, no preferred label in {' or '.join(LANGUAGES)}"
NO_URI = "Left out, no usable address"
MISSING_LANGUAGE = "Left out, a language is missing"
LONG_NAME = f"Preferred label cut to {LONGEST_NAME} characters, whole as an alternative one where it fits"
LONG_LABEL = f"Label left out, over {LONGEST_LABEL} characters"


@dataclass
class Concept:
    """`names` and `hints` by language; `labels` are {(language, text): hidden}; relations hold addresses."""

    uri: str
    names: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)
    hints: dict = field(default_factory=dict)
    broader: set = field(default_factory=set)
    related: set = field(default_factory=set)

    def __str__(self):
        return f"{next(iter(self.names.values()), '?')} <{self.uri}>"


@dataclass
class Vocabulary:
    title: str
    concepts: list


def read(graph, report, required=()):
    """The vocabulary of a graph, its concepts ordered by address; those without all `required` languages left out."""
    subjects = sorted(node for node in graph.subjects(RDF.type, SKOS.Concept, unique=True))
    if not subjects:
        raise VocabularyFault("There is no concept (skos:Concept) in it, so it is no vocabulary in SKOS.")
    alive = [node for node in subjects if not is_deprecated(graph, node)]
    report.count("deprecated", len(subjects) - len(alive))
    concepts = [concept_of(graph, node, report) for node in alive]
    usable = {concept.uri: concept for concept in concepts if is_usable(concept, required, report)}
    if not usable:
        raise VocabularyFault(f"None of its {len(subjects)} concepts can be used: " + "; ".join(report.lines()))
    relate(graph, usable)
    return Vocabulary(title_of(graph), list(usable.values()))


def is_deprecated(graph, node):
    return any(str(value).lower() in ("true", "1") for value in graph.objects(node, OWL.deprecated))


def is_usable(concept, required, report):
    if not is_address(concept.uri):
        report.note(NO_URI, concept)
    elif not concept.names:
        report.note(NO_LABEL, concept)
    elif missing := [code for code in required if code not in concept.names]:
        report.note(MISSING_LANGUAGE, f"{concept} ({', '.join(missing)})")
    else:
        return True
    return False


def is_address(uri):
    return len(uri) <= LONGEST_URI and uri.isprintable() and bool(validate_uri.regex.match(uri))


def title_of(graph):
    """The title of the one scheme in the file, where it has one."""
    schemes = list(graph.subjects(RDF.type, SKOS.ConceptScheme, unique=True))
    for predicate in (DCTERMS.title, DC.title, RDFS.label, SKOS.prefLabel) if len(schemes) == 1 else ():
        titles = sorted(literals(graph, schemes[0], predicate), key=rank)
        if titles and (title := tidy(titles[0])):
            return shortened(title, LONGEST_ORIGIN)
    return ""


# --- One concept ---


def concept_of(graph, node, report):
    concept = Concept(str(node) if isinstance(node, URIRef) else "")
    preferred = by_language(graph, node, (SKOS.prefLabel, XL.prefLabel), report)
    for code, texts in preferred.items():
        concept.names[code] = shortened(texts[0], LONGEST_NAME)
        if concept.names[code] != texts[0]:
            report.note(LONG_NAME, f"{concept.uri}: {shortened(texts[0], 60)}")
    hidden = by_language(graph, node, (SKOS.hiddenLabel, XL.hiddenLabel), report)
    shown = by_language(graph, node, (SKOS.altLabel, XL.altLabel), report)
    for found, is_hidden in ((hidden, True), (shown, False), (preferred, False)):
        add_labels(concept, found, is_hidden, report)
    concept.hints = hints_of(graph, node, report)
    return concept


def add_labels(concept, found, hidden, report):
    """All labels but the names themselves; what is both hidden and shown is shown."""
    for code, texts in found.items():
        for text in texts:
            if len(text) > LONGEST_LABEL:
                report.note(LONG_LABEL, f"{concept.uri}: {shortened(text, 60)}")
            elif same(text) != same(concept.names.get(code, "")):
                concept.labels[code, text] = hidden


def hints_of(graph, node, report):
    found = by_language(graph, node, (SKOS.scopeNote,), report) | by_language(graph, node, (SKOS.definition,), report)
    return {code: shortened(texts[0], LONGEST_HINT) for code, texts in found.items()}


def by_language(graph, node, predicates, report):
    """{language: texts} of the portal's languages, the plainest language tag first; texts without a tag are counted."""
    found = {}
    literal_values = {value for predicate in predicates for value in literals(graph, node, predicate)}
    for value in sorted(literal_values, key=rank):
        if not value.language:
            report.count("texts without a language")
        elif text := tidy(value):
            found.setdefault(language_of(value), []).append(text)
    ordered = {code: found[code] for code in LANGUAGES if code in found}
    return {code: list(dict.fromkeys(texts)) for code, texts in ordered.items()}


def literals(graph, node, predicate):
    """Texts said directly, or of a label or note that is a thing of its own (SKOS-XL)."""
    for value in graph.objects(node, predicate):
        if isinstance(value, Literal):
            yield value
        else:
            for inner in (XL.literalForm, RDF.value):
                yield from (text for text in graph.objects(value, inner) if isinstance(text, Literal))


def rank(literal):
    return len(literal.language or ""), literal.language or "", str(literal)


def tidy(text):
    """One line; without what cannot be shown or stored, such as NUL."""
    return "".join(filter(str.isprintable, kept_line(text)))


# --- Relations ---


def relate(graph, concepts):
    """Broader and related concepts as stated from either end; those of left out concepts stay as addresses."""
    for predicate, backwards in ((SKOS.broader, False), (SKOS.narrower, True)):
        for one, other in graph.subject_objects(predicate):
            low, high = (other, one) if backwards else (one, other)
            if str(low) in concepts and low != high:
                concepts[str(low)].broader.add(str(high))
    for one, other in graph.subject_objects(SKOS.related):
        for here, there in ((one, other), (other, one)):
            if str(here) in concepts and here != there:
                concepts[str(here)].related.add(str(there))
