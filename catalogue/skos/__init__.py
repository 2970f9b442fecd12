"""Vocabularies in SKOS (GEMET, EuroVoc …) become topics.

`parsing` turns files into a graph without ever asking the network, `reading` the graph into plain concepts, `writing`
the concepts into topics. All of it is told to a `Report`: numbers, and notes on what was left out or done otherwise.
"""

from catalogue.skos.parsing import VocabularyFault, graph_of
from catalogue.skos.reading import Concept, Vocabulary, read
from catalogue.skos.report import Report
from catalogue.skos.writing import write

__all__ = ["Concept", "Report", "Vocabulary", "VocabularyFault", "graph_of", "read", "write"]
