"""A chart: a picture that a page, a printer and a PDF draw alike, and the table with the same numbers."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from catalogue.tables.sheet import Sheet


@dataclass(frozen=True)
class Chart:
    """One finished chart in the reader's language."""

    key: str  # a short word of a-z, digits and "-": prefix of all ids within; unique on the page
    title: str
    description: str
    svg: SafeString
    sheet: Sheet
