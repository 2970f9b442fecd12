"""What a recommendation and the lines of a plan rest on, as the public reads it: links lead to public things alone.

What is not public is neither named nor labelled; what was deleted is told by the label of its row.
"""

from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import Shown, shown
from catalogue.templatetags.portal import host
from plans.models.citation import TARGETS
from plans.models.evidence import LINKS
from plans.pages.lost import lost_keys
from plans.standing.evidence import cited

WORDS = {
    "practice": gettext_lazy("Good practice"),
    "run": gettext_lazy("Analysis"),
    "publication": gettext_lazy("Publication"),
    "event": gettext_lazy("Event"),
    "place": gettext_lazy("Place"),
    "recommendation": gettext_lazy("Policy recommendation"),
    "cited_plan": gettext_lazy("Action plan"),
}
HIDDEN, LOST = "hidden", "lost"


class ShownEvidence(NamedTuple):
    """One row: what it is called with its language, and where it is read, or "" where it leads nowhere."""

    text: str
    language: str
    address: str
    sort: str  # what kind of thing it is
    part: str  # which part of it
    says: Shown
    state: str = ""  # HIDDEN: not public; LOST: deleted
    status: str = ""  # of a recommendation, as it is today

    @property
    def is_outside(self):
        return self.address.startswith(("http://", "https://"))


def shown_evidence(cited, is_lost=False):
    """The `ShownEvidence` of a `Cited` row; `is_lost`: what it named was deleted since."""
    row = cited.row
    if cited.entry or cited.is_hidden:
        return of_portal(cited, next(name for name in TARGETS if getattr(row, name)))
    label, says = shown(row, "label"), shown(row, "says")
    if row.url:
        return ShownEvidence(label.text or host(row.url), label.language, row.url, _("Web page"), row.part, says)
    return ShownEvidence(label.text, label.language, "", "", row.part, says, LOST if is_lost else "")


def of_portal(cited, name):
    row, entry = cited.row, cited.entry
    if entry is None:
        return ShownEvidence(_("not public"), "", "", WORDS[name], "", shown(row, "says"), HIDDEN)
    title = shown(entry, "title")
    text = figure_text(row, title.text) if row.indicator else title.text
    told = ShownEvidence(text, title.language, entry.get_absolute_url(), WORDS[name], row.part, shown(row, "says"))
    return told._replace(status=entry.get_status_now_display()) if name == "recommendation" else told


def figure_text(row, place):
    return _("%(place)s: %(indicator)s, %(year)s") % {
        "place": place,
        "indicator": shown(row.indicator, "name").text,
        "year": row.year,
    }


def shown_rows(rows, dossier, number):
    """[(row, its `ShownEvidence`)]; `number` is that of the version that holds these rows."""
    prefetch_related_objects(rows, *TARGETS, "indicator")
    lost = lost_keys(rows, dossier, number)
    return [(one.row, shown_evidence(one, one.row.key in lost)) for one in cited(rows)]


class EvidenceOfRows:
    """All evidence of a plan by what it stands under; a fixed number of queries, whatever it holds."""

    def __init__(self, rows, dossier, number):
        self.under = {name: {} for name in LINKS}
        for row, told in shown_rows(rows["evidence"], dossier, number):
            name = next(name for name in LINKS if getattr(row, name))
            self.under[name].setdefault(getattr(row, name).key, []).append(told)

    def of(self, name, row):
        """What a row rests on; `name` is one of `LINKS`."""
        return self.under[name].get(row.key, [])
