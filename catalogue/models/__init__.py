from catalogue.models.audit import AuditEvent, ErasedAddress
from catalogue.models.card import Card, CardText, CatalogueState, Facet, FacetCount
from catalogue.models.entry import Entry
from catalogue.models.file_text import FileText
from catalogue.models.harvested import Harvested
from catalogue.models.kind import Kind
from catalogue.models.loaded import LoadedRecord
from catalogue.models.old_address import OldAddress
from catalogue.models.page import Page
from catalogue.models.page_change import PageChange, page_version
from catalogue.models.preview import Preview
from catalogue.models.row import FilingRow, FilingRowQuerySet
from catalogue.models.thesaurus import BroaderTopic, RelatedTopic, TopicKey, TopicLabel
from catalogue.models.topic import TaggedTopic, Topic
from catalogue.models.visibility import (
    RECOMMENDING,
    Confidence,
    EntryQuerySet,
    Status,
    language_codes,
    linked_rows,
    public,
    public_name,
    published_rows,
    published_through,
    resting_rows,
    transfer_rows,
    validate_language_codes,
    web_addresses,
)
from catalogue.models.word import Word, WordPiece

__all__ = [
    "RECOMMENDING",
    "AuditEvent",
    "BroaderTopic",
    "Card",
    "CardText",
    "CatalogueState",
    "Confidence",
    "Entry",
    "EntryQuerySet",
    "ErasedAddress",
    "Facet",
    "FacetCount",
    "FileText",
    "FilingRow",
    "FilingRowQuerySet",
    "Harvested",
    "Kind",
    "LoadedRecord",
    "OldAddress",
    "Page",
    "PageChange",
    "Preview",
    "RelatedTopic",
    "Status",
    "TaggedTopic",
    "Topic",
    "TopicKey",
    "TopicLabel",
    "Word",
    "WordPiece",
    "language_codes",
    "linked_rows",
    "page_version",
    "public",
    "public_name",
    "published_rows",
    "published_through",
    "resting_rows",
    "transfer_rows",
    "validate_language_codes",
    "web_addresses",
]
