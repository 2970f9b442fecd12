import re

from django.utils.translation import gettext_lazy as _

from catalogue.languages import shown
from catalogue.models import Entry, Kind


class Term(Entry):
    """A word of the field and what it means; the summary is the definition."""

    kind = Kind.TERM
    schema_type = "DefinedTerm"
    summary_limit = 600
    wanted = ("title", "summary", "source")

    def search_words(self):
        """The term without what stands in brackets: “Eco-industrial park (EIP)” is looked for as the words."""
        return re.sub(r"\s*\([^)]*\)", "", shown(self, "title").text)

    class Meta(Entry.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
